"""One table in every format in which annexes are published, below the head of a decision."""

from __future__ import annotations

import csv as separated
import io
from collections.abc import Callable, Mapping, Sequence

import docx
import openpyxl

from loaders.layout import Layout
from loaders.pipeline import extraction
from loaders.readers import csv, html, markdown, pdf, xlsx
from loaders.readers import docx as word
from tests.extraction import Facts, official, paragraphs
from tests.pdf_writer import PdfPage, width, write_pdf

Rows = Sequence[Sequence[str]]
HEAD = ("THỦ TƯỚNG CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 9901/QĐ-TTg",
        "Hà Nội, ngày 10 tháng 3 năm 2026", "QUYẾT ĐỊNH", "Giao nhiệm vụ về dữ liệu", "Căn cứ Luật Dữ liệu số 60/2024/QH15;",
        "Điều 1. Ban hành danh mục.", "PHỤ LỤC")  # fmt: skip


def _pipes(rows: Rows) -> Layout:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return _markdown("\n".join(lines))


def _cell_a_line(rows: Rows) -> Layout:
    return _markdown("\n".join("|\n" + "\n|\n".join(row) + "\n|" for row in rows))


def _markdown(table: str) -> Layout:
    body = paragraphs("Căn cứ Luật Dữ liệu số 60/2024/QH15;", "Điều 1. Ban hành danh mục.", "PHỤ LỤC", table)
    return markdown.read(official(body, "decision").encode(), "a.md")


def _page(rows: Rows) -> Layout:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in HEAD)}<table>{cells}</table></body></html>"
    return html.read(page.encode(), "a.html")


def _word(rows: Rows) -> Layout:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return word.read(stream.getvalue(), "a.docx")


def _excel(rows: Rows) -> Layout:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Phụ lục"
    for row in (*((line,) for line in HEAD), *rows):
        sheet.append([text or None for text in row])
    stream = io.BytesIO()
    book.save(stream)
    return xlsx.read(stream.getvalue(), "a.xlsx")


def _separated(rows: Rows) -> Layout:
    stream = io.StringIO()
    separated.writer(stream).writerows(rows)
    return csv.read(stream.getvalue().encode(), "a.csv")


def _pdf(rows: Rows, ruled: bool = True) -> Layout:
    first, page = PdfPage(), PdfPage(842, 595)
    first.lines(72, 80, HEAD[:-1])
    page.text(380, 60, "PHỤ LỤC")
    widths = [max(width(row[c], 7) for row in rows) + 14 for c in range(len(rows[0]))]
    edges = [30 + sum(widths[:c]) for c in range(len(widths) + 1)]
    assert edges[-1] < 840
    if ruled:
        page.grid(edges, [80 + 22 * r for r in range(len(rows) + 1)])
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                page.text(edges[c] + 4, 94 + 22 * r, text, size=7)
    return pdf.read(write_pdf([first, page]), "a.pdf")


FORMATS: Mapping[str, Callable[[Rows], Layout]] = {
    "pipes": _pipes,
    "cell a line": _cell_a_line,
    "html": _page,
    "docx": _word,
    "xlsx": _excel,
    "csv": _separated,
    "pdf": _pdf,
}


def unruled_pdf(rows: Rows) -> Layout:
    """The table in a PDF whose columns are only set apart by space."""
    return _pdf(rows, ruled=False)


def read(rows: Rows, format: str = "pipes") -> tuple[Facts, tuple[str, ...]]:
    """What is extracted from the table in a format, and the notes on it."""
    found = extraction(FORMATS[format](rows), "a", "a")
    return Facts(found.bundle), found.notes
