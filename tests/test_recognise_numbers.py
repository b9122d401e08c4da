"""Numbers of documents: every spelling leads to one key, and numbers of other things lead to none.

Guards against two nodes for one document (dashes, spaces, ASCII codes, the Party's order of separators) and against fractions,
dates, standards and telephone numbers read as documents.
"""

import pytest

from graph.text import match_form
from loaders.recognise.numbers import Number, kind_of, numbers
from tests.extraction import article, official, read

_PLAIN = {ord(c): "-" for c in "‐‑‒–—−"} | {ord(c): " " for c in "\u00a0\u202f\n"}


def found(text: str) -> list[Number]:
    """The numbers of a text."""
    return list(numbers(text.translate(_PLAIN), match_form(text), 0, len(text)))


KEYS = [
    # text, (type, issuer, number, year), comment
    ("Quyết định số 749/QĐ-TTg", ("QĐ", "TTg", "749", None), "the State's order"),
    ("Nghị định 73/2019/NĐ-CP", ("NĐ", "CP", "73", 2019), "a normative document has its year inside"),
    ("Nghị định 73/2019/NĐ–CP", ("NĐ", "CP", "73", 2019), "en dash"),
    ("Nghị định 73/2019/NĐ—CP", ("NĐ", "CP", "73", 2019), "em dash"),
    ("Nghị định 73/2019/NĐ‑CP", ("NĐ", "CP", "73", 2019), "no-break hyphen"),
    ("Nghị định 73/2019/NĐ−CP", ("NĐ", "CP", "73", 2019), "minus sign"),
    ("Nghị định 73/2019/ND-CP", ("NĐ", "CP", "73", 2019), "ASCII, as in scans and English editions"),
    ("Decision 11/2026/QD-TTg", ("QĐ", "TTg", "11", 2026), "ASCII in English"),
    ("Quyết định số 749/QĐ- TTg", ("QĐ", "TTg", "749", None), "a space after the hyphen"),
    ("Quyết định số 749 /QĐ-TTg", ("QĐ", "TTg", "749", None), "a space before the slash"),
    ("Nghị định 42 /2022/NĐ-CP", ("NĐ", "CP", "42", 2022), "a space before the year"),
    ("Quyết định số\n27/QĐ-UBQGCĐS", ("QĐ", "UBQGCĐS", "27", None), "a line end after 'số'"),
    ("Quyết định 06/QĐ-TTg", ("QĐ", "TTg", "6", None), "a leading zero does not count"),
    ("Quyết định 6/QĐ-TTg", ("QĐ", "TTg", "6", None), "the same number unpadded"),
    ("Nghị quyết 66.7/2025/NQ-CP", ("NQ", "CP", "66.7", 2025), "a dotted series"),
    ("Nghị quyết 66.17/2026/NQ-CP", ("NQ", "CP", "66.17", 2026), "a dotted series of two digits"),
    ("Nghị quyết số 57-NQ/TW", ("NQ", "TW", "57", None), "the Party's order"),
    ("Nghị quyết số 57–NQ/TW", ("NQ", "TW", "57", None), "the Party's order with an en dash"),
    ("Kết luận 18-KL/TW", ("KL", "TW", "18", None), "a conclusion of the Politburo"),
    ("Kế hoạch 02-KH/BCĐTW", ("KH", "BCĐTW", "2", None), "a plan of a Party committee"),
    ("Kế hoạch số 02/KH-BCĐTW", ("KH", "BCĐTW", "2", None), "the same plan as the Government writes it"),
    ("Hướng dẫn 36-HD/VPTW", ("HD", "VPTW", "36", None), "a guideline of the Party's office"),
    ("Kế hoạch 12-KH/ĐU", ("KH", "ĐU", "12", None), "a Party committee of a body"),
    ("Thông báo số 203/TB-VPCP", ("TB", "VPCP", "203", None), "a notice"),
    ("Công điện 124/CĐ-TTg", ("CĐ", "TTg", "124", None), "a telegram"),
    ("Chỉ thị số 07/CT-TTg", ("CT", "TTg", "7", None), "a directive"),
    ("Tờ trình 559/TTr-STP", ("TTr", "STP", "559", None), "mixed case in the code"),
    ("Chương trình 02/CTr-UBND", ("CTr", "UBND", "2", None), "a programme"),
    ("26/VBHN-VPQH", ("VBHN", "VPQH", "26", None), "a consolidated text"),
    ("Luật số 20/2023/QH15", ("", "QH15", "20", 2023), "the Assembly"),
    ("Nghị quyết 30-NQ/2026/QH16", ("", "QH16", "30", 2026), "the Assembly, with its type"),
    ("Nghị quyết 76/2025/UBTVQH15", ("", "UBTVQH15", "76", 2025), "the Standing Committee"),
    ("Thông tư 03/2026/TT-BDTTG", ("TT", "BDTTG", "3", 2026), "a circular"),
    ("Thông tư liên tịch 19/2012/TTLT-BTC-BKH&ĐT-BTTTT", ("TTLT", "BTC-BKH&ĐT-BTTTT", "19", 2012), "three issuers, one with '&'"),
    ("Kế hoạch số 515/KH-BCA-BNN&MT", ("KH", "BCA-BNN&MT", "515", None), "joint issuers"),
    ("Công văn số 2844/VPCP-KSTT", ("", "VPCP", "2844", None), "a letter: issuer and unit"),
    ("Công văn số 1129/TTg-KGVX", ("", "TTg", "1129", None), "a letter of the Prime Minister"),
    ("Công văn 4856/BCA-TTDLQG", ("", "BCA", "4856", None), "a letter of a ministry"),
    ("Quyết định số 505/2022/QĐ-TTg", ("QĐ", "TTg", "505", 2022), "a year put in by mistake stays as written"),
    ("Quyết định 1811/QĐ-UBND ngày 01 tháng 8 năm 2025", ("QĐ", "UBND", "1811", 2025), "the year of the signature"),
    ("Quyết định 749/QĐ-TTg, ngày 03/6/2020", ("QĐ", "TTg", "749", 2020), "a date with slashes"),
]


@pytest.mark.parametrize(("text", "key", "comment"), KEYS, ids=[row[2] for row in KEYS])
def test_number(text: str, key: tuple[str, str, str, int | None], comment: str) -> None:
    """Every spelling met in sources gives the parts that make the identity."""
    assert [(n.type, n.issuer, n.n, n.year) for n in found(text)] == [key], comment


SAME = [
    ("02-KH/BCĐTW", "02/KH-BCĐTW"),
    ("73/2019/NĐ-CP", "73/2019/ND–CP"),
    ("19/2012/TTLT-BTC-BKH&ĐT-BTTTT", "19/2012/TTLT-BTC-BKHĐT-BTTTT"),
    ("06/QĐ-TTg", "6/QD-TTg"),
    ("12/QĐ-BKH&CN", "12/QĐ-BKHCN"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_key(one: str, other: str) -> None:
    """Two spellings of one number share their key."""
    assert found(one)[0].key == found(other)[0].key


DIFFERENT = [
    ("71-NQ/TW", "71/NQ-CP"),
    ("06/QĐ-TTg", "06/CT-TTg"),
    ("66.7/2025/NQ-CP", "66.17/2025/NQ-CP"),
    ("66.7/2025/NQ-CP", "667/2025/NQ-CP"),
    ("20/2023/QH15", "20/2026/QH16"),
    ("12/QĐ-BKHCN", "12/QĐ-BKHĐT"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_key(one: str, other: str) -> None:
    """Numbers that look alike but name two documents keep two keys."""
    assert found(one)[0].key != found(other)[0].key


NEGATIVES = [
    ("đạt 58/63 tỉnh, thành phố", "a fraction"),
    ("trước ngày 20/8/2026", "a date"),
    ("trong tháng 7/2026", "a month"),
    ("quý III/2026", "a quarter"),
    ("QCVN 109:2017/BTTTT và TCVN 11930:2017", "standards"),
    ("TCVN ISO/IEC 27001:2019", "an international standard"),
    ("điện thoại 024/3822-5678", "a telephone number"),
    ("phủ sóng 4G/5G", "generations of networks"),
    ("đường truyền 100/10-Gbps", "a speed"),
    ("tốc độ 50-100 Mbps", "a range"),
    ("giá 15.000/USD-VND", "a rate"),
    ("xe mang biển số 29A-123.45", "a number plate"),
    ("giai đoạn 2021-2025/2030", "a period"),
    ("lúc 09h30/GMT+7", "a time"),
    ("đường số 12/3, phường Tân Định", "an address"),
    ("tỷ số 3-1/HT", "a score"),
]


@pytest.mark.parametrize(("text", "comment"), NEGATIVES, ids=[row[1] for row in NEGATIVES])
def test_no_number(text: str, comment: str) -> None:
    """What only looks like a number names no document."""
    assert [n.number for n in found(text)] == [], comment


def test_spans_hold_the_word_of_kind_and_the_number() -> None:
    """The mention starts at the word of kind; the number itself has a start of its own."""
    text = "theo Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024"
    (number,) = found(text)
    assert text[number.start : number.end] == "Nghị quyết số 57-NQ/TW"
    assert text[number.number_start : number.end] == "57-NQ/TW"
    assert number.issued_on is not None
    assert number.issued_on.isoformat() == "2024-12-22"


KINDS = [
    ("NĐ", "CP", "", "decree"),
    ("NQ", "TW", "", "resolution"),
    ("CĐ", "TTg", "", "dispatch"),
    ("", "VPCP", "", "letter"),
    ("", "QH15", "luật", "law"),
    ("", "QH15", "nghị quyết", "resolution"),
    ("", "QH15", "", "other"),
]


@pytest.mark.parametrize(("type_", "issuer", "word", "kind"), KINDS)
def test_kind(type_: str, issuer: str, word: str, kind: str) -> None:
    """Laws and resolutions of the Assembly share a series: only the word before the number tells them apart."""
    assert kind_of(type_, issuer, word) == kind


RESOLVED = [
    # text, documents, comment
    (
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024. Nghị quyết 57 đặt ra yêu cầu mới.",
        {"57-NQ/TW"},
        "a short form means the number cited before",
    ),
    ("Nghị định 47/2020/NĐ–CP và Nghị định 47/2020/ND-CP là một.", {"47/2020/NĐ-CP"}, "two spellings are one node"),
    (
        "Nghị quyết 71-NQ/TW ngày 22 tháng 8 năm 2025 và Nghị quyết 71/NQ-CP ngày 01 tháng 4 năm 2025.",
        {"71-NQ/TW", "71/NQ-CP"},
        "two bodies, two nodes",
    ),
    ("Thủ tướng Chính phủ đã ký Chỉ thị số 33 về dữ liệu.", {"33/CT-TTg"}, "who signed it tells the code"),
    ("Nghị quyết 214 của Chính phủ giao nhiều việc.", {"214/NQ-CP"}, "whose it is tells the code"),
    ("Nghị định 13/2023 quy định rõ.", {"13/2023/NĐ-CP"}, "only the Government issues decrees"),
    ("Nghị quyết 214 đặt ra yêu cầu mới.", set(), "nobody says whose it is"),
    ("Luật Dữ liệu số 60/2024/QH15 nêu rõ. Luật Dữ liệu cũng nêu.", {"60/2024/QH15"}, "a law by name is the law by number"),
]


@pytest.mark.parametrize(("text", "expected", "comment"), RESOLVED, ids=[row[2] for row in RESOLVED])
def test_citations_resolve(text: str, expected: set[str], comment: str) -> None:
    """What is cited twice is one document."""
    facts = read(article(text))
    assert facts.names("Document") - {facts.own.name} == expected, comment


def test_same_number_in_two_years_is_two_documents() -> None:
    """'06/QĐ-TTg' exists every year: the date of signature keeps the two apart."""
    facts = read(
        article("Quyết định số 06/QĐ-TTg ngày 06 tháng 01 năm 2022 khác Quyết định số 06/QĐ-TTg ngày 05 tháng 01 năm 2024 dù trùng số.")
    )
    assert sorted(str(n.get("issued_on")) for n in facts.of("Document") if n.get("number") == "06/QĐ-TTg") == ["2022-01-06", "2024-01-05"]


def test_number_without_a_year_is_reported() -> None:
    """A number that several years share and that nothing dates stays open, and the run says so."""
    facts = read(article("Quyết định số 9871/QĐ-TTg được nhắc tới mà không rõ năm."))
    assert [u.text for u in facts.bundle.unresolved if u.kind == "Document"] == ["Quyết định số 9871/QĐ-TTg"]


def test_same_number_in_two_provinces_is_two_documents() -> None:
    """Every province has its 01/2026/QĐ-UBND: the place takes part in the identity."""
    hue = read(official("1. Công khai dữ liệu.", "plan").replace("HẢI PHÒNG", "HUẾ"))
    hai_phong = read(official("1. Công khai dữ liệu.", "plan"))
    assert hue.own.id != hai_phong.own.id
