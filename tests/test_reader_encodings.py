"""Old encodings: the right one is recognised by what makes sense, and nothing is guessed."""

from __future__ import annotations

import codecs
import re
import unicodedata

import pytest

from graph.errors import InputError
from loaders.readers import html
from loaders.readers._decoding import decode, mended
from loaders.readers._encodings import from_font, from_tcvn3, from_vni
from loaders.readers._syllables import is_syllable

TEXTS = (
    "Uỷ ban nhân dân tỉnh chủ trì, phối hợp với Sở Nội vụ rà soát, số hoá hồ sơ cán bộ trước ngày 15 tháng 9.",
    "Bộ Y tế xây dựng nền tảng quản lý tiêm chủng; kỹ sư trực hệ thống ở mỗi trạm, kể cả ngày nghỉ lễ.",
    "Đề nghị các đơn vị gửi ý kiến bằng văn bản. Những nội dung chưa rõ thì hỏi Tổ giúp việc.",
)
LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
# Written down letter by letter from the layouts of the keyboards' time, and not from the tables under test.
TCVN3 = dict(zip(LETTERS, "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ", strict=True)) | dict(
    zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True)
)
VNI = dict(
    zip(
        LETTERS,
        re.findall(
            r"\S+",
            "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï "
            "eâ eà eá eå eã eä ì í æ ó ò oø où oû oõ oï oâ oà oá oå oã oä "
            "ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î",
        ),
        strict=True,
    )
)
VNI |= {letter.upper(): written.upper() for letter, written in VNI.items()}
VISCII = dict(zip("ýỷạậđợừộắĩẢủỡ", b"\xfd\xd6\xd5\xa7\xf0\xfe\xd7\xb5\xa1\xee\xc4\xfc\xde", strict=True))


def tcvn3(text: str) -> bytes:
    return "".join(TCVN3.get(c, c) for c in text).encode("cp1252")


def vni(text: str) -> bytes:
    return "".join(VNI.get(c, c) for c in text).encode("cp1252")


def windows1258(text: str) -> bytes:
    """Letters with tones are two bytes, with hats one."""
    parts = []
    for c in text:
        try:
            parts.append(c.encode("cp1258"))
        except UnicodeEncodeError:
            split = unicodedata.normalize("NFD", c)
            tone = next(m for m in split if m in "\u0300\u0301\u0303\u0309\u0323")
            parts.append((unicodedata.normalize("NFC", split.replace(tone, "")) + tone).encode("cp1258"))
    return b"".join(parts)


def viscii(text: str) -> bytes:
    from loaders.readers._encodings import _VISCII

    table = {letter: byte for byte, letter in _VISCII.items()}
    return bytes(table.get(c, ord(c)) for c in text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encode", [tcvn3, vni, windows1258, viscii])
def test_each_old_encoding_is_recognised_and_converted(encode, text) -> None:
    """Guards against a letter in the wrong place of a table, and against taking one encoding for another."""
    assert decode(encode(text), "cũ.txt") == text


def test_viscii_table_where_it_is_known_by_number() -> None:
    """The helper above reads the table backwards, so a few letters are checked against their published numbers."""
    assert {letter: viscii(letter)[0] for letter in VISCII} == VISCII


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_mark(encoding) -> None:
    """Guards against UTF-16 saved by Notepad being called binary, and a mark left at the start of the text."""
    text = "\n".join(TEXTS)
    assert decode(text.encode(encoding), "a.txt") == text


def test_capitals_of_vni_and_pairs_that_are_no_letter() -> None:
    """Guards against capitals written with small marks, and letters that merely stand side by side."""
    assert from_vni("CHÍNH PHUÛ SOÁ, ÖÙNG DUÏNG") == "CHÍNH PHỦ SỐ, ỨNG DỤNG"
    assert from_vni("Tr. 5-7, VNI") == "Tr. 5-7, VNI"


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("Bé C«ng an", ".VnTime", "Bộ Công an"),
        ("bé c«ng an", ".VnTimeH", "BỘ CÔNG AN"),
        ("\uf042\uf0e9", ".VnTime", "Bộ"),
        ("Boä Coâng an", "VNI-Times", "Bộ Công an"),
        ("Bộ Công an", "Times New Roman", "Bộ Công an"),
    ],
)
def test_text_of_a_run_in_an_old_font(text, font, shown) -> None:
    """Guards against Word files of before 2002 read as gibberish."""
    assert from_font(text, font) == shown


def test_unicode_text_copied_from_an_old_page_is_mended_and_other_text_left() -> None:
    """Guards against pages that are UTF-8 on the outside only; and against 'mending' good Vietnamese or French."""
    text = TEXTS[0]
    assert mended(tcvn3(text).decode("cp1252")) == text
    assert mended(text) == text
    french = "Le très élégant café où était né l'élève protégé, à côté du château"
    assert mended(french) == french


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            "Le très élégant café où était né l'élève protégé, à côté du château".encode("latin-1"),
            "đã thử: UTF-8, UTF-16, windows-1258, VISCII, TCVN3 (ABC), VNI",
        ),
        ("Đỗ".encode("cp1258", "ignore") + b"\xd2", "đã thử"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00" * 9, "nhị phân"),
        (b"plain \x00 text", "nhị phân"),
        (bytes(range(256)) * 4, "nhị phân"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "UTF-16 bị hỏng"),
        (codecs.BOM_UTF8 + b"\xff\xff", "UTF-8-SIG bị hỏng"),
    ],
)
def test_what_makes_no_sense_is_refused(data, reason) -> None:
    """Guards against a guess: a wrong encoding turns every name of the document into another."""
    with pytest.raises(InputError, match=r"a\.txt") as caught:
        decode(data, "a.txt")
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("nghiêng", True),
        ("Quyết", True),
        ("giềng", True),
        ("ƯỚC", True),
        ("uỷ", True),
        ("thuở", True),
        ("QuyÕt", False),
        ("phñ", False),
        ("boä", False),
        ("été", False),
        ("xyz", False),
    ],
)
def test_syllables(word, expected) -> None:
    """Guards against a grammar that lets everything through or knows too little."""
    assert is_syllable(word) is expected


def test_tables_turn_no_letter_into_two() -> None:
    """Guards against two bytes for one letter: each small letter must come out once."""
    assert {from_tcvn3(TCVN3[c]) for c in LETTERS} == set(LETTERS)
    assert {from_vni(VNI[c]) for c in LETTERS} == set(LETTERS)


@pytest.mark.parametrize(
    "declared", ["", '<meta charset="iso-8859-1">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">']
)
@pytest.mark.parametrize("encode", [tcvn3, vni, windows1258])
def test_old_web_pages_are_converted_whatever_they_declare(encode, declared) -> None:
    """Guards against believing a declaration that the page's font overruled."""
    body = "".join(f"<p>{text}</p>" for text in TEXTS)
    page = f"<html><head>{declared}</head><body>".encode() + encode(body) + b"</body></html>"
    layout = html.read(page, "a.html")
    assert [layout.text[b.start : b.end] for b in layout.blocks] == list(TEXTS)


def test_a_foreign_page_is_read_as_it_declares() -> None:
    """Guards against refusing a page only because it is not Vietnamese."""
    page = '<html><meta charset="iso-8859-1"><body><p>Le très élégant café où était né l’élève'.replace("’", "'").encode("latin-1")
    assert "élégant café où était né" in html.read(page, "a.html").text
