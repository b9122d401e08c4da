"""The head of a document in every form met: two columns as a table, centred lines, one column, the Party's form, letters, articles.

Guards against a document without its number or date (which breaks its identity), and against the head of a cited document or
the State's name in a newspaper taken for a head.
"""

import pytest

from loaders.layout import Layout
from loaders.pipeline import extract
from loaders.readers import html, markdown, plain
from tests.extraction import article, names, official, paragraphs, read

TABLE = """| **BỘ CÔNG AN** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |
| :---: | :---: |
| ------- | **Độc lập - Tự do - Hạnh phúc** |
| Số: 9921/QĐ-BCA | *Hà Nội, ngày 05 tháng 01 năm 2026* |

**QUYẾT ĐỊNH**

**Ban hành danh mục dữ liệu dùng chung**

*Căn cứ Luật Dữ liệu số 60/2024/QH15;*

**Điều 1.** Ban hành kèm theo Quyết định này danh mục dữ liệu dùng chung.
"""

ONE_COLUMN = """BỘ CÔNG AN
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: 9921/QĐ-BCA

Hà Nội, ngày 05 tháng 01 năm 2026

QUYẾT ĐỊNH

Ban hành danh mục dữ liệu dùng chung

Căn cứ Luật Dữ liệu số 60/2024/QH15;

Điều 1. Ban hành kèm theo Quyết định này danh mục dữ liệu dùng chung.
"""

TWO_COLUMNS = """BỘ CÔNG AN                          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
     -------                              Độc lập - Tự do - Hạnh phúc
                                               ---------------
Số: 9921/QĐ-BCA                     Hà Nội, ngày 05 tháng 01 năm 2026

QUYẾT ĐỊNH

Ban hành danh mục dữ liệu dùng chung

Căn cứ Luật Dữ liệu số 60/2024/QH15;

Điều 1. Ban hành kèm theo Quyết định này danh mục dữ liệu dùng chung.
"""

HTML = """<html><head><title>Cổng thông tin</title></head><body><div><table><tr><td><p><b>BỘ CÔNG AN</b></p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc</p></td></tr>
<tr><td><p>Số: 9921/QĐ-BCA</p></td><td><p><i>Hà Nội, ngày 05 tháng 01 năm 2026</i></p></td></tr></table>
<p><b>QUYẾT ĐỊNH</b></p><p><b>Ban hành danh mục dữ liệu dùng chung</b></p>
<p>Căn cứ Luật Dữ liệu số 60/2024/QH15;</p>
<p><b>Điều 1.</b> Ban hành kèm theo Quyết định này danh mục dữ liệu dùng chung.</p></div></body></html>"""

FORMS = [
    (markdown.read(TABLE.encode(), "x.md"), "a table in Markdown"),
    (markdown.read(ONE_COLUMN.encode(), "x.md"), "one column in Markdown"),
    (plain.read(ONE_COLUMN.encode(), "x.txt"), "one column in plain text"),
    (plain.read(TWO_COLUMNS.encode(), "x.txt"), "two columns in plain text"),
    (plain.read(TWO_COLUMNS.replace("\n", "\r\n").encode("utf-8-sig"), "x.txt"), "a byte order mark and DOS line ends"),
    (html.read(HTML.encode(), "x.html"), "a table in HTML"),
]


@pytest.mark.parametrize(("layout", "comment"), FORMS, ids=names(FORMS))
def test_forms(layout: Layout, comment: str) -> None:
    """Number, day, kind, title and issuer are the same in every form."""
    bundle = extract(layout, "x", "x")
    own = next(n for n in bundle.nodes if n.id == bundle.document)
    found = [own.get(key) for key in ("kind", "number", "issued_on", "title")]
    assert found == ["decision", "9921/QĐ-BCA", "2026-01-05", "Ban hành danh mục dữ liệu dùng chung"], comment
    issuers = {e.target for e in bundle.edges if e.type == "ISSUED_BY" and e.source == bundle.document}
    assert issuers == {"agency:bca"}, comment


def test_one_document_has_one_id_in_every_form() -> None:
    """The same document from two sites is one node."""
    assert len({extract(layout, "x", "x").document for layout, _ in FORMS}) == 1


KINDS = ["decision", "directive", "notice", "decree", "resolution", "plan", "dispatch", "consolidated"]


@pytest.mark.parametrize("kind", KINDS)
def test_kind(kind: str) -> None:
    """The name of the type in the head gives the kind."""
    assert read(official("1. Nội dung chung của văn bản này.", kind)).own.get("kind") == kind


def test_party_head() -> None:
    """The Party's head has its own name on the right, a star, and a number without a colon."""
    text = (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n\n*\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 9931-NQ/TW\n\nHà Nội, ngày 22 tháng 12 năm 2025\n\n"
        "NGHỊ QUYẾT\n\nvề phát triển dữ liệu\n\n1. Quan điểm chỉ đạo chung về dữ liệu.\n"
    )
    own = read(text).own
    assert (own.get("number"), own.get("kind"), own.get("issued_on")) == ("9931-NQ/TW", "resolution", "2025-12-22")


def test_letter_head() -> None:
    """A letter has no name of type: 'V/v …' is its title."""
    text = (
        "BỘ NỘI VỤ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 9941/BNV-VP\n\n"
        "V/v báo cáo dữ liệu cán bộ\n\nHà Nội, ngày 03 tháng 02 năm 2026\n\nKính gửi: Bộ Công an\n\nBộ Nội vụ đề nghị gửi báo cáo.\n"
    )
    own = read(text).own
    assert (own.get("number"), own.get("kind"), own.get("issued_on")) == ("9941/BNV-VP", "letter", "2026-02-03")
    assert str(own.get("title")).startswith("V/v báo cáo dữ liệu cán bộ")


def test_head_without_the_states_name() -> None:
    """Scans lose lines: a number line with recitals below is a head."""
    text = paragraphs(
        "BỘ CÔNG AN",
        "Số: 9921/QĐ-BCA",
        "Hà Nội, ngày 05 tháng 01 năm 2026",
        "QUYẾT ĐỊNH",
        "Ban hành danh mục",
        "Căn cứ Luật Dữ liệu số 60/2024/QH15;",
        "Điều 1. Ban hành danh mục.",
    )
    assert read(text).own.get("number") == "9921/QĐ-BCA"


def test_article_that_names_the_republic() -> None:
    """A newspaper names the Republic and cites numbers: it has no head for that."""
    own = read(
        article("Nước Cộng hòa xã hội chủ nghĩa Việt Nam đón khách. Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 được nhắc lại.")
    ).own
    assert (own.get("kind"), own.get("number")) == ("article", "")


PUBLISHED = [
    ("Ngày đăng: 10/03/2026", "2026-03-10", "a label"),
    ("10/03/2026 14:05", "2026-03-10", "a time of day"),
    ("Thứ ba, 10/03/2026 | 09:30 GMT+7", "2026-03-10", "a zone"),
    ("Cập nhật lúc 10/03/2026", "2026-03-10", "an update"),
    ("Chuyện dữ liệu", "", "no date at all"),
]


@pytest.mark.parametrize(("line", "day", "comment"), PUBLISHED, ids=names(PUBLISHED))
def test_day_of_an_article(line: str, day: str, comment: str) -> None:
    """The day of publication stands near the title; without one it stays empty."""
    text = f"# Bản tin về dữ liệu của một ngày làm việc bình thường\n\n{line}\n\nBộ Công an đã họp bàn về dữ liệu dân cư.\n"
    assert read(text).own.get("issued_on") == day, comment


def test_date_in_the_text_is_not_the_day_of_the_article() -> None:
    """A day in the running text is not when the article appeared."""
    text = (
        "# Bản tin về dữ liệu của một ngày làm việc bình thường\n\n"
        + "Bộ Công an đã họp ngày 05/01/2025 và bàn nhiều việc liên quan tới dữ liệu. " * 3
    )
    assert read(text).own.get("issued_on") == ""
