"""Bytes to kept text: Unicode first, then the older Vietnamese encodings by what makes sense; refusing what is not text."""

from __future__ import annotations

import codecs
import re

from graph.errors import InputError
from graph.text import keep
from loaders.readers._encodings import DECODERS, from_tcvn3, from_vni
from loaders.readers._syllables import share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = "tệp nhị phân, không phải văn bản"
_SAMPLE, _GLANCE = 100_000, 20_000  # bytes, characters; more does not make a guess better
_ENOUGH, _AHEAD, _FEWEST = 0.75, 0.2, 3
"""Share of words that must be Vietnamese, its lead over the next encoding, and words needed to tell."""
_CONTROL = re.compile(rb"[\x00\x01\x03\x04\x07\x08\x0b\x0e-\x13\x15-\x18\x1a-\x1d\x7f]")  # VISCII uses six of the others for letters
_HIGH_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_WESTERN_WORD = re.compile(r"[A-Za-z¡-ÿ]*[¡-ÿ][A-Za-z¡-ÿ]*")


def decode(data: bytes, source: str) -> str:
    """The kept text of `data`; raises InputError for binary content and where no encoding makes sense of it."""
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise InputError(source, f"mã {encoding.upper()} bị hỏng hoặc bị cắt cụt", f"byte {error.start}") from error
        text = _wide(data) or _older(data, source, error.start)
    if "\0" in text:
        text = _wide(data)
        if not text:
            raise InputError(source, _BINARY, f"byte {data.index(0)}")
    return keep(mended(text))


def mended(text: str) -> str:
    """Unicode text that was copied from a page in an old font, as Vietnamese; any other text as it is.

    >>> mended("C¬ së d÷ liÖu, ®Þnh danh ®iÖn tö")
    'Cơ sở dữ liệu, định danh điện tử'
    """
    words = _WESTERN_WORD.findall(text, 0, _GLANCE)
    if len(words) < _FEWEST or share(words) >= 0.5:
        return text
    shares = sorted((share(map(convert, words)), convert.__name__, convert) for convert in (from_tcvn3, from_vni))
    best = shares[-1]
    return best[2](text) if best[0] >= _ENOUGH and best[0] - shares[0][0] >= _AHEAD else text


def _wide(data: bytes) -> str:
    """Text in UTF-16 without its mark: every second byte of Latin letters is nil. Empty where it is not."""
    sample = data[:_SAMPLE]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nils, others = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if others == 0 and nils > len(sample) * 0.15:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return ""
    return ""


def _older(data: bytes, source: str, at: int) -> str:
    """Text in the one older encoding that makes Vietnamese of it."""
    if found := _CONTROL.search(data, 0, _SAMPLE):
        raise InputError(source, _BINARY, f"byte {found.start()}")
    words = _HIGH_WORD.findall(data, 0, _SAMPLE)
    shares = sorted(((share(map(decoder, words)), name) for name, decoder in DECODERS.items()), reverse=True)
    (best, name), (second, _) = shares[:2]
    if len(words) < _FEWEST or best < _ENOUGH or best - second < _AHEAD:
        tried = ", ".join(("UTF-8", "UTF-16", *DECODERS))
        raise InputError(source, f"không nhận ra bảng mã của văn bản; đã thử: {tried}. Hãy lưu lại tệp ở mã UTF-8", f"byte {at}")
    return DECODERS[name](data)
