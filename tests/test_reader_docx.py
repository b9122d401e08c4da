"""Word documents: order, numbering, merged cells, changes, text boxes, notes. Files are made here, piece by piece."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.layout import CELL, HEADING, NOTE, Layout
from loaders.readers._docx.styles import written
from loaders.readers.docx import read

W = nsdecls("w")
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def layout_of(document) -> Layout:
    stream = io.BytesIO()
    document.save(stream)
    return read(stream.getvalue(), "thu.docx")


def texts(layout: Layout, kind: str = "") -> list[str]:
    return [layout.text[b.start : b.end] for b in layout.blocks if not kind or b.kind == kind]


def add(document, xml: str) -> None:
    """Append a paragraph or table given as XML to the body."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml.replace("<w:p>", f"<w:p {W}>", 1) if xml.startswith("<w:p>") else xml))


def cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def numbered(document, levels: list[tuple[str, str]]) -> str:
    """Define a list with these (format, text) levels; gives its id."""
    root = document.part.numbering_part.element
    id = str(len(root) + 100)
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (format, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="{id}">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>'))
    return id


def item(document, text: str, id: str, level: int = 0) -> None:
    add(
        document,
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>',
    )


def test_paragraphs_and_tables_stay_in_order() -> None:
    """Guards against tables gathered at the end, where they lose the heading that says whose they are."""
    document = docx.Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(2, 2)
    for i, cell in enumerate(table._cells):
        cell.text = f"ô {i}"
    document.add_paragraph("Sau bảng")
    layout = layout_of(document)
    assert texts(layout) == ["Trước bảng", "ô 0", "ô 1", "ô 2", "ô 3", "Sau bảng"]
    assert [(b.row, b.column) for b in layout.blocks if b.kind == CELL] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert layout.text[layout.blocks[2].start : layout.blocks[2].end] == "ô 1"


def test_numbers_are_text_as_the_list_defines_them() -> None:
    """Guards against obligations that lose their number, and lists that count on through sublists or never start anew."""
    document = docx.Document()
    id = numbered(document, [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf0b7")])
    for text, level in (
        ("Một", 0),
        ("Việc", 1),
        ("nhỏ", 2),
        ("nhỏ nữa", 2),
        ("gạch", 3),
        ("Việc hai", 1),
        ("lại nhỏ", 2),
        ("Hai", 0),
        ("Việc", 1),
    ):
        item(document, text, id, level)
    assert texts(layout_of(document)) == [
        "I. Một",
        "1. Việc",
        "a) nhỏ",
        "b) nhỏ nữa",
        "- gạch",
        "2. Việc hai",
        "a) lại nhỏ",
        "II. Hai",
        "1. Việc",
    ]


def test_numbers_of_several_levels_legal_form_and_starts() -> None:
    """Guards against '1.1' written 'I.1' where the list says legal form, and a start override that is ignored."""
    document = docx.Document()
    id = numbered(document, [("upperRoman", "%1."), ("decimal", "%1.%2.")])
    root = document.part.numbering_part.element
    root[0][1].append(parse_xml(f"<w:isLgl {W}/>"))
    root.append(
        parse_xml(
            f'<w:num {W} w:numId="999"><w:abstractNumId w:val="{id}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        )
    )
    for text, number, level in (("a", id, 0), ("b", id, 1), ("c", id, 1), ("d", "999", 0), ("e", "999", 1)):
        item(document, text, number, level)
    assert texts(layout_of(document)) == ["I. a", "1.1. b", "1.2. c", "V. d", "5.1. e"]


def test_numbering_from_a_style_and_none_where_it_is_switched_off() -> None:
    """Guards against headings numbered by their style alone, and a number where the paragraph took it away."""
    document = docx.Document()
    id = numbered(document, [("decimal", "Điều %1.")])
    style = document.styles.add_style("Dieu", WD_STYLE_TYPE.PARAGRAPH)
    style.element.append(parse_xml(f'<w:pPr {W}><w:numPr><w:numId w:val="{id}"/></w:numPr></w:pPr>'))
    document.add_paragraph("Phạm vi", style="Dieu")
    bare = document.add_paragraph("Không số", style="Dieu")
    bare._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))
    document.add_paragraph("Đối tượng", style="Dieu")
    assert texts(layout_of(document)) == ["Điều 1. Phạm vi", "Không số", "Điều 2. Đối tượng"]


@pytest.mark.parametrize(
    ("number", "format", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (12, "decimal", "12"),
        (5, "chineseCounting", "5"),
        (0, "lowerLetter", "0"),
    ],
)
def test_number_formats(number, format, shown) -> None:
    """Guards against letters after z and formats that nobody here writes."""
    assert written(number, format) == shown


def test_merged_cells_keep_their_column_and_rows() -> None:
    """Guards against a lead that slides into another column, or is lost for the rows that its cell covers."""
    document = docx.Document()
    table = document.add_table(4, 3)
    for row in range(4):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(1, 2).merge(table.cell(3, 2)).text = "Bộ Y tế"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "nhóm"
    cells = {(b.row, b.column): b for b in layout_of(document).blocks}
    assert cells[1, 2].span_rows == 3
    assert (2, 2) not in cells
    assert (3, 2) not in cells
    assert (0, 1) not in cells
    assert cells[0, 2].span_rows == 1
    assert set(cells) == {(0, 0), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (3, 0), (3, 1)}


def test_numbers_in_cells_and_tables_in_tables() -> None:
    """Guards against the number column that Word fills itself being empty, and an inner table that cuts the outer one in two."""
    document = docx.Document()
    id = numbered(document, [("decimal", "%1")])
    table = document.add_table(2, 2)
    for row in range(2):
        table.cell(row, 0).paragraphs[0]._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="{id}"/></w:numPr>'))
        table.cell(row, 1).text = f"việc {row}"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong 1", "trong 2"
    layout = layout_of(document)
    assert texts(layout) == ["1", "việc 0", "2", "việc 1", "trong 1", "trong 2"]
    assert [b.table for b in layout.blocks] == [0, 0, 0, 0, 1, 1]


def test_a_frame_of_one_cell_is_running_text() -> None:
    """Guards against a whole document inside a frame being one cell."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Điều 1. Phạm vi"
    cell.add_paragraph("Điều 2. Đối tượng")
    layout = layout_of(document)
    assert texts(layout) == ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]
    assert {b.table for b in layout.blocks} == {None}


def test_tracked_changes_are_read_as_accepted() -> None:
    """Guards against deleted obligations that live on, and inserted ones that are missed."""
    document = docx.Document()
    add(
        document,
        '<w:p><w:r><w:t xml:space="preserve">Hạn là </w:t></w:r><w:del w:id="1"><w:r><w:delText>tháng 5</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>tháng 9</w:t></w:r></w:ins><w:moveFrom w:id="3"><w:r><w:t> bỏ</w:t></w:r></w:moveFrom></w:p>',
    )
    add(document, '<w:p><w:pPr><w:rPr><w:del w:id="4"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Đoạn nối </w:t></w:r></w:p>')
    add(document, "<w:p><w:r><w:t>liền sau</w:t></w:r></w:p>")
    add(
        document,
        f'<w:tbl {W}><w:tr>{cell("a")}{cell("b")}</w:tr><w:tr><w:trPr><w:del w:id="5"/></w:trPr>{cell("x")}{cell("y")}</w:tr></w:tbl>',
    )
    assert texts(layout_of(document)) == ["Hạn là tháng 9", "Đoạn nối liền sau", "a", "b"]


def test_hidden_text_field_codes_and_signs() -> None:
    """Guards against field codes and hidden remarks in the text, and lost hyphens and links."""
    document = docx.Document()
    add(
        document,
        "<w:p><w:r><w:t>71</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>NQ/TW</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> ẩn</w:t></w:r>"
        '<w:r><w:instrText> HYPERLINK "http://x" </w:instrText></w:r>'
        '<w:hyperlink w:anchor="x"><w:r><w:tab/><w:t>liên kết</w:t></w:r></w:hyperlink>'
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:rPr><w:caps/></w:rPr><w:t> hoa</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    )
    assert texts(layout_of(document)) == ["71-NQ/TW liên kết HOA"]


def test_line_breaks_part_items_and_hold_sentences() -> None:
    """Guards against a list typed with soft breaks being one obligation, and a title cut in two."""
    document = docx.Document()
    document.add_paragraph("Các việc:\na) Rà soát;\nb) Báo cáo\nBộ trưởng.\nViệc khác")
    document.add_paragraph("KẾ HOẠCH\nTriển khai")
    assert texts(layout_of(document)) == ["Các việc:", "a) Rà soát;", "b) Báo cáo\nBộ trưởng.", "Việc khác", "KẾ HOẠCH\nTriển khai"]


def test_headings_by_style_outline_and_weight() -> None:
    """Guards against headings that only the style names, and bold words that make a sentence a heading."""
    document = docx.Document()
    document.add_heading("Mục tiêu", 2)
    document.add_paragraph().add_run("II. NHIỆM VỤ").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("Bộ Y tế").bold = True
    mixed.add_run(" chủ trì việc này")
    outlined = document.add_paragraph("Phụ lục")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="0"/>'))
    assert texts(layout_of(document), HEADING) == ["Mục tiêu", "II. NHIỆM VỤ", "Phụ lục"]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    """Guards against a box read twice: Word writes it for new and for old versions."""
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        f'<w:p {W} {MC} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>Kính gửi: Các sở</w:t></w:r><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert texts(layout_of(document)) == ["Kính gửi: Các sở", "DỰ THẢO"]


def test_footnotes_stand_behind_and_headers_and_contents_are_dropped() -> None:
    """Guards against a footnote or page head in the middle of a sentence, and tasks read from a table of contents."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"
    add(document, '<w:p><w:r><w:t>Kho dữ liệu</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> dùng chung</w:t></w:r></w:p>')
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("1. Mục tiêu\t5", style="toc 1")
    document.add_paragraph("Đoạn cuối")
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Theo luật mới</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), f"{CONTENT}.footnotes+xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    layout = layout_of(document)
    assert texts(layout) == ["Kho dữ liệu dùng chung", "Đoạn cuối", "Theo luật mới"]
    assert texts(layout, NOTE) == ["Theo luật mới"]


def test_runs_in_old_fonts_are_converted_and_unicode_under_their_name_is_not() -> None:
    """Guards against gibberish from files of the 1990s, and against wrecking Unicode text that kept the old font's name."""
    old = docx.Document()
    for text, font in (("Bé Néi vô chñ tr× viÖc nµy", ".VnTime"), ("phô lôc", ".VnTimeH"), ("Boä Coâng an", "VNI-Times")):
        old.add_paragraph().add_run(text).font.name = font
    assert texts(layout_of(old)) == ["Bộ Nội vụ chủ trì việc này", "PHỤ LỤC", "Bộ Công an"]
    new = docx.Document()
    new.add_paragraph().add_run("Có thể nghỉ ở đó là được").font.name = ".VnTime"
    assert texts(layout_of(new)) == ["Có thể nghỉ ở đó là được"]


def test_a_real_document_is_read_whole(shared) -> None:
    """Guards against losing parts of a real submission: its letterhead, headings, signature and footnotes."""
    layout = read((shared / "corpus/official/ttr-luat-chuyen-doi-so-2025.docx").read_bytes(), "a.docx")
    assert len(texts(layout, HEADING)) > 20
    assert len(texts(layout, NOTE)) == 2
    assert {b.table for b in layout.blocks if b.kind == CELL} == {0, 1}
    assert texts(layout)[-3].startswith("TM. CHÍNH PHỦ")
