"""A small PDF writer for tests: Vietnamese text at given places, ruled lines, turned text and pages. Letters are 0.5 em wide."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0
EM = 0.5


def width(text: str, size: float = 12) -> float:
    """How wide a text is set."""
    return len(text) * size * EM


@dataclass
class PdfPage:
    """One page; coordinates are from the upper left corner, in points."""

    width: float = WIDTH
    height: float = HEIGHT
    rotate: int = 0
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 12, bold: bool = False, turn: int = 0) -> None:
        """Write a line whose base begins at (x, y); `turn` 1 runs upwards."""
        a, b, c, d = (1, 0, 0, 1) if not turn else (0, 1, -1, 0)
        codes = "".join(f"{ord(c):04X}" for c in text)
        self.parts.append(f"BT /F{int(bold)} {size} Tf {a} {b} {c} {d} {x} {self.height - y} Tm <{codes}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self.parts.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def lines(self, x: float, y: float, texts: Sequence[str], step: float = 18, **set: float | bool) -> float:
        """Write lines one under the other; gives the next base."""
        for text in texts:
            self.text(x, y, text, **set)  # type: ignore[arg-type]
            y += step
        return y

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Rule a table."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    def picture(self) -> None:
        """Cover the page with a picture, as a scan does."""
        self.parts.append(f"q {self.width} 0 0 {self.height} 0 0 cm /I0 Do Q")


def write_pdf(pages: Sequence[PdfPage], trailer: str = "") -> bytes:
    """The file; `trailer` are further entries at its end."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    resources = "/Font << /F0 3 0 R /F1 4 0 R >> /XObject << /I0 7 0 R >>"
    for name in ("Thu", "Thu,Bold"):
        objects.append(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>".encode()
        )
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Thu /DW 500 /FontDescriptor 8 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    ranges = "\n".join(f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in (*range(0x21), 0x1E))
    cmap = f"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 34 beginbfrange\n{ranges}\nendbfrange\nendcmap"
    objects.append(_stream(cmap.encode()))
    objects.append(_stream(b"\xff" * 16, "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8"))
    objects.append(
        b"<< /Type /FontDescriptor /FontName /Thu /Flags 4 /FontBBox [0 -200 1000 800]"
        b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 >>"
    )
    kids = []
    for page in pages:
        objects.append(_stream("\n".join(page.parts).encode()))
        box = f"/MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotate}"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {len(objects)} 0 R /Resources << {resources} >> >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    return _file(objects, trailer)


def _stream(data: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(data)
    return f"<< {entries} /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[bytes], trailer: str = "") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    entries = f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>"
    start = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{start}trailer {entries}\nstartxref\n{len(out)}\n%%EOF\n".encode()


def write_raw_pdf(objects: Sequence[bytes]) -> bytes:
    """A file of one page, given as object 3, and what it needs, from object 4 on."""
    return _file([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", *objects])
