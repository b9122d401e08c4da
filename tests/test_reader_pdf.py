"""PDFs with a text layer: what a typesetter did to a text is undone. Files are made here by a small writer."""

from __future__ import annotations

import pytest

from loaders.layout import CELL, HEADING, NOTE, Layout
from loaders.pipeline import extract
from loaders.readers.pdf import read
from tests.pdf_writer import PdfPage, width, write_pdf

LEFT, RIGHT = 72.0, 522.0
FULL = "Bộ Y tế rà soát toàn bộ các quy trình nghiệp vụ đang dùng chung trong ngành, nay"  # fills a line
BODY = [FULL[:74], "tiếp tục số hóa hồ sơ sức khỏe của người dân theo yêu cầu mới của tình", "hình thực tế ở mỗi địa phương."]


def texts(layout: Layout, kind: str = "") -> list[str]:
    return [layout.text[b.start : b.end] for b in layout.blocks if not kind or b.kind == kind]


def table(layout: Layout) -> dict[tuple[int | None, int | None], str]:
    return {(b.row, b.column): layout.text[b.start : b.end] for b in layout.blocks if b.kind == CELL}


def paragraph(page: PdfPage, y: float, lines: list[str], indent: float = 36) -> float:
    """Set a paragraph with an indented first line; gives the base of the next line."""
    page.text(LEFT + indent, y, lines[0])
    return page.lines(LEFT, y + 18, lines[1:])


def centred(page: PdfPage, y: float, text: str, bold: bool = True, middle: float = (LEFT + RIGHT) / 2) -> None:
    page.text(middle - width(text) / 2, y, text, bold=bold)


def body_page(number: int = 0) -> PdfPage:
    page = PdfPage()
    y = 140.0
    for count in range(4):
        y = paragraph(page, y, [f"{count + 1}. {BODY[0]}"[:69], *BODY[1:]])
    if number:
        page.text(295, 50, str(number))
    return page


def test_lines_are_joined_to_paragraphs() -> None:
    """Guards against obligations cut at line ends, and paragraphs run into each other."""
    found = texts(read(write_pdf([body_page()]), "a.pdf"))
    assert len(found) == 4
    assert all(text.startswith(f"{i}. Bộ Y tế") and text.endswith("mỗi địa phương.") for i, text in enumerate(found, 1))
    assert "tình hình thực tế" in found[0]


def test_codes_and_words_broken_at_a_line_end() -> None:
    """Guards against 'BKHCN- CNCNTT', lost hyphens of names, and words cut in two."""
    page = body_page()
    page.text(LEFT + 36, 700, "5. Theo Văn bản mới nhất của cơ quan chủ quản là 3374/BKHCN-")
    page.lines(LEFT, 718, ["CNCNTT về phát triển kinh tế, cải thiện đời sống nhân dân, kinh tế xã", "hội - an ninh của từng vùng."])
    assert texts(read(write_pdf([page]), "a.pdf"))[-1].startswith("5. Theo Văn bản mới nhất của cơ quan chủ quản là 3374/BKHCN-CNCNTT về")


def test_a_dash_that_wraps_is_no_bullet() -> None:
    """Guards against 'kinh tế / - xã hội' opening an item of its own."""
    page = body_page()
    page.text(LEFT + 36, 700, "- Phát triển hạ tầng, thúc đẩy chuyển đổi số trong kinh tế của cả tỉnh")
    page.lines(LEFT, 718, ["- xã hội và quốc phòng."])
    page.text(LEFT + 36, 736, "- Việc khác.")
    assert texts(read(write_pdf([page]), "a.pdf"))[-2:] == [
        "- Phát triển hạ tầng, thúc đẩy chuyển đổi số trong kinh tế của cả tỉnh - xã hội và quốc phòng.",
        "- Việc khác.",
    ]


def test_heads_feet_and_page_numbers_are_dropped_and_paragraphs_go_on_over_pages() -> None:
    """Guards against a gazette's running head in the middle of a sentence, and sentences that end with the page."""
    pages = [body_page(number) for number in (45, 46, 47)]
    for page, number in zip(pages, (45, 46, 47), strict=True):
        page.text(160, 70, "CÔNG BÁO/Số 9 + 10/Ngày 03-11-2023")
        page.text(72, 800, f"Trang {number}")
    pages[0].text(LEFT + 36, 700, "5. Sở Tài chính bố trí kinh phí hằng năm cho việc vận hành cổng dữ")
    pages[1].text(LEFT, 100, "liệu mở của tỉnh.")
    layout = read(write_pdf(pages), "a.pdf")
    assert "CÔNG BÁO" not in layout.text
    assert "Trang" not in layout.text
    assert not any(text.isdigit() for text in texts(layout))
    joined = next(i for i, text in enumerate(texts(layout)) if text.startswith("5."))
    assert texts(layout)[joined].endswith("cổng dữ liệu mở của tỉnh.")
    assert [layout.blocks[joined].page, layout.blocks[joined + 1].page, layout.blocks[-1].page] == [1, 2, 3]


def test_what_repeats_and_is_text_stays() -> None:
    """Guards against dropping annex titles and the State's name at the head of each form in one file."""
    pages = []
    for number in (1, 2, 3):
        page = body_page()
        centred(page, 70, f"Phụ lục {number}")
        centred(page, 90, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        pages.append(page)
    found = texts(read(write_pdf(pages), "a.pdf"))
    assert [text for text in found if text.startswith("Phụ lục")] == ["Phụ lục 1", "Phụ lục 2", "Phụ lục 3"]
    assert found.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 3


def test_letterhead_is_read_column_by_column_from_the_top() -> None:
    """Guards against 'BỘ Y TẾ CỘNG HÒA …' on one line, and a subject that runs into the date."""
    page = body_page()
    centred(page, 60, "ỦY BAN NHÂN DÂN", middle=150)
    centred(page, 75, "TỈNH HÒA BÌNH", middle=150)
    centred(page, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", middle=400)
    centred(page, 75, "Độc lập - Tự do - Hạnh phúc", middle=400)
    centred(page, 105, "Số: 12/KH-UBND", bold=False, middle=150)
    centred(page, 105, "Hòa Bình, ngày 05 tháng 3 năm 2026", bold=False, middle=400)
    found = texts(read(write_pdf([page]), "a.pdf"))
    assert found[:5] == [
        "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-UBND",
        "Hòa Bình, ngày 05 tháng 3 năm 2026",
    ]


def test_pages_set_in_two_columns() -> None:
    """Guards against reading across the gutter."""
    page = PdfPage()
    left = [
        "Cơ quan thường trực xây dựng",
        "kế hoạch năm, gửi các đơn vị",
        "góp ý trước khi trình ký. Nếu",
        "có ý kiến khác thì nêu rõ lý",
        "do, trình người có thẩm quyền",
        "quyết định trong tuần đó, báo",
        "cáo kết quả vào cuối mỗi quý.",
    ]
    right = [line.upper().lower().replace("cơ quan", "đơn vị") for line in left]
    page.lines(60, 100, left)
    page.lines(300, 100, right)
    first, second = texts(read(write_pdf([page]), "a.pdf"))
    assert first == " ".join(left)
    assert second == " ".join(right)


def test_titles_are_headings_and_their_lines_are_joined() -> None:
    """Guards against a title in pieces, and the name of the type running into the title."""
    page = body_page()
    centred(page, 60, "KẾ HOẠCH")
    centred(page, 80, "Triển khai hồ sơ sức khỏe điện tử")
    centred(page, 98, "trên địa bàn tỉnh năm 2026")
    layout = read(write_pdf([page]), "a.pdf")
    assert texts(layout, HEADING) == ["KẾ HOẠCH", "Triển khai hồ sơ sức khỏe điện tử trên địa bàn tỉnh năm 2026"]


XS = (72.0, 102.0, 322.0, 422.0, 522.0)


def header(page: PdfPage, y: float) -> None:
    for x, text in zip(XS, ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"), strict=False):
        page.text(x + 5, y, text, bold=True)


def two_page_table() -> list[PdfPage]:
    first, second = PdfPage(), PdfPage()
    first.grid(XS, (600, 640, 680, 740))
    header(first, 620)
    for x, lines in zip(XS, (["1"], ["Xây dựng kho dữ liệu dùng chung"], ["Sở Y tế"], ["Quý I/2026"]), strict=False):
        first.lines(x + 5, 660, lines)
    for x, lines in zip(
        XS, (["2"], ["Kết nối kho dữ liệu với trục", "liên thông của tỉnh, bảo đảm"], ["Sở Nội vụ"], ["Quý II/2026"]), strict=False
    ):
        first.lines(x + 5, 700, lines)
    second.grid(XS, (60, 100, 140, 180))
    header(second, 80)
    second.text(XS[1] + 5, 120, "an toàn thông tin.")
    for x, text in zip(XS, ("3", "Đào tạo cán bộ", "Sở Nội vụ", "Hằng năm"), strict=False):
        second.text(x + 5, 160, text)
    return [first, second]


def test_table_goes_on_over_pages() -> None:
    """Guards against a header taken for a task, and a row cut in two by the page."""
    layout = read(write_pdf(two_page_table()), "a.pdf")
    assert {b.table for b in layout.blocks} == {0}
    cells = table(layout)
    assert [cells.get((row, 0)) for row in range(5)] == ["TT", "1", "2", "3", None]
    assert cells[2, 1] == "Kết nối kho dữ liệu với trục liên thông của tỉnh, bảo đảm an toàn thông tin."
    assert [cells[3, column] for column in range(4)] == ["3", "Đào tạo cán bộ", "Sở Nội vụ", "Hằng năm"]
    assert {b.page for b in layout.blocks if b.row == 3} == {2}


def test_another_table_on_the_next_page_is_another() -> None:
    """Guards against gluing tables of different columns together, and across the text between them."""
    first, second = two_page_table()
    second.text(72, 40, "Bảng 2. Danh sách đơn vị")
    assert {b.table for b in read(write_pdf([first, second]), "a.pdf").blocks} == {0, 1, None}
    other = PdfPage()
    other.grid((72, 222, 522), (60, 100, 140))
    other.text(80, 80, "Đơn vị")
    other.text(230, 80, "Ghi chú")
    assert {b.table for b in read(write_pdf([first, other]), "a.pdf").blocks} == {0, 1}


def test_merged_cells_and_what_they_cover_on_the_next_page() -> None:
    """Guards against a lead that is lost for the rows its cell covers, here and over the page."""
    first, second = PdfPage(), PdfPage()
    first.grid((72, 172, 522), (600, 640))
    for y in (640, 680, 720):
        first.line(172, y, 522, y)
    first.line(72, 720, 172, 720)
    for x in (72, 172, 522):
        first.line(x, 640, x, 720)
    for x, y, text in (
        (80, 620, "Chủ trì"),
        (180, 620, "Nhiệm vụ"),
        (80, 680, "Sở Y tế"),
        (180, 660, "Số hóa hồ sơ"),
        (180, 700, "Mở dữ liệu"),
    ):
        first.text(x, y, text)
    second.grid((72, 172, 522), (60, 100, 140))
    for x, y, text in ((180, 80, "Kết nối trạm y tế"), (80, 120, "Sở Nội vụ"), (180, 120, "Tập huấn")):
        second.text(x, y, text)
    layout = read(write_pdf([first, second]), "a.pdf")
    spans = {layout.text[b.start : b.end]: (b.row, b.span_rows) for b in layout.blocks}
    assert spans["Sở Y tế"] == (1, 3)
    assert spans["Kết nối trạm y tế"] == (3, 1)
    assert spans["Sở Nội vụ"] == (4, 1)


def test_cells_hold_their_paragraphs_apart_and_their_words_together() -> None:
    """Guards against two bodies in one line of a cell, and a name cut in two."""
    page = PdfPage()
    page.grid((72, 272, 392), (100, 140, 240))
    page.text(80, 120, "Nhiệm vụ")
    page.text(280, 120, "Phối hợp")
    page.text(80, 160, "Số hóa hồ sơ")
    page.lines(280, 160, ["Bộ Tài chính", "Bộ Khoa học và", "Công nghệ"], step=16)
    assert table(read(write_pdf([page]), "a.pdf"))[1, 1] == "Bộ Tài chính\nBộ Khoa học và Công nghệ"


@pytest.mark.parametrize("rotate", [0, 90])
def test_turned_pages_are_read_the_right_way(rotate: int) -> None:
    """Guards against cells that read backwards; a page may be turned by its content or by its own mark, its head standing upright."""
    page = PdfPage(rotate=rotate)
    for x in (100.0, 140.0, 200.0):
        page.line(x, 100, x, 700)
    for y in (100.0, 300.0, 700.0):
        page.line(100, y, 200, y)
    for x, y, text in (
        (125, 690, "Nhiệm vụ"),
        (125, 290, "Chủ trì"),
        (160, 690, "Kết nối hệ thống một cửa với"),
        (178, 690, "kho dữ liệu"),
        (160, 290, "Sở Y tế"),
    ):
        page.text(x, y, text, turn=1)
    page.text(250, 40, "CÔNG BÁO/Số 9")
    cells = table(read(write_pdf([page]), "a.pdf"))
    assert cells == {(0, 0): "Nhiệm vụ", (0, 1): "Chủ trì", (1, 0): "Kết nối hệ thống một cửa với kho dữ liệu", (1, 1): "Sở Y tế"}


def test_upright_words_in_a_cell_stay_in_it() -> None:
    """Guards against narrow headers set upright being lost or scattered."""
    page = body_page()
    page.grid((72, 102, 522), (600, 680, 720))
    page.text(90, 670, "Số thứ tự", turn=1)
    page.text(110, 640, "Nhiệm vụ")
    page.text(80, 700, "1")
    page.text(110, 700, "Số hóa")
    assert table(read(write_pdf([page]), "a.pdf")) == {(0, 0): "Số thứ tự", (0, 1): "Nhiệm vụ", (1, 0): "1", (1, 1): "Số hóa"}


def test_footnotes_and_raised_numbers() -> None:
    """Guards against a note in the middle of the sentence that goes on over the page, and 'm2' losing its 2."""
    first, second = body_page(), body_page()
    first.text(LEFT + 36, 700, "5. Diện tích 500 m")
    first.text(LEFT + 36 + width("5. Diện tích 500 m"), 696, "2", size=7)
    first.text(LEFT + 36 + width("5. Diện tích 500 m") + 10, 700, "dùng cho kho dữ liệu")
    first.text(LEFT + 36 + width("5. Diện tích 500 m") + 10 + width("dùng cho kho dữ liệu"), 696, "1", size=7)
    first.text(72, 766, "1", size=6)
    first.text(80, 770, "Kho dữ liệu gồm các bộ dữ liệu.", size=9)
    layout = read(write_pdf([first, second]), "a.pdf")
    assert texts(layout, NOTE) == ["1 Kho dữ liệu gồm các bộ dữ liệu."]
    assert "5. Diện tích 500 m2 dùng cho kho dữ liệu" in texts(layout)


def test_text_set_twice_to_look_bold_and_in_an_old_font() -> None:
    """Guards against 'KKẾẾ HHOOẠẠCCHH'."""
    page = PdfPage()
    page.text(100, 100, "KẾ HOẠCH SỐ")
    page.text(100.4, 100, "KẾ HOẠCH SỐ")
    assert texts(read(write_pdf([page]), "a.pdf")) == ["KẾ HOẠCH SỐ"]


def test_real_annex_tables(shared) -> None:
    """Guards against losing rows of real gazette annexes: landscape pages, turned content, rows and merged cells over pages."""
    layout = read((shared / "corpus/official/qd-982-ttg-2026.pdf").read_bytes(), "a.pdf")
    cells = table(layout)
    ordinals = [cells[row, 0] for row in range(max(row or 0 for row, _ in cells) + 1) if (row, 0) in cells]
    assert len([o for o in ordinals if o.count(".") == 1 and not o.endswith(".")]) == 32
    assert {b.table for b in layout.blocks if b.kind == CELL} == {0}
    layout = read((shared / "corpus/official/nq-175-cp-2023.pdf").read_bytes(), "a.pdf")
    cells = table(layout)
    assert [cells[row, 0] for row in range(40) if (row, 0) in cells] == ["STT", *map(str, range(1, 17))]
    assert sum(1 for _, column in cells if column == 2) == 32
    assert len(texts(layout, NOTE)) == 1
    assert "CÔNG BÁO" not in layout.text


def test_a_table_without_outer_lines_and_lines_that_are_no_table() -> None:
    """Guards against losing the first and last column of an open table, and a rule under a head being one."""
    page = body_page()
    page.line(72, 120, 522, 120)
    page.line(72, 123, 522, 123)
    for y in (600, 640, 680):
        page.line(72, y, 522, y)
    for x in (222, 372):
        page.line(x, 600, x, 680)
    for row, y in ((0, 620), (1, 660)):
        for column, x in enumerate((80, 230, 380)):
            page.text(x, y, f"ô {row}{column}")
    layout = read(write_pdf([page]), "a.pdf")
    assert table(layout) == {(row, column): f"ô {row}{column}" for row in range(2) for column in range(3)}
    assert {b.table for b in layout.blocks} == {None, 0}


def test_a_picture_or_frame_around_text_is_no_table() -> None:
    """Guards against the words of a framed note turning into cells."""
    page = body_page()
    page.grid((72, 522), (600, 700))
    page.text(80, 640, "Lưu ý: mẫu này dùng chung.")
    layout = read(write_pdf([page]), "a.pdf")
    assert table(layout) == {}
    assert "Lưu ý: mẫu này dùng chung." in texts(layout)


def test_evidence_names_the_page() -> None:
    """Guards against a quote of a long gazette that nobody can find again."""
    first, second = two_page_table()
    bundle = extract(read(write_pdf([first, second]), "a.pdf"))
    pages = {node.name: {evidence.page for evidence in node.mentions} for node in bundle.nodes if node.type == "Task"}
    assert pages == {
        "Xây dựng kho dữ liệu dùng chung": {1},
        "Kết nối kho dữ liệu với trục liên thông của tỉnh, bảo đảm an toàn thông tin": {1},
        "Đào tạo cán bộ": {2},
    }
