"""Vietnamese encodings older than Unicode, as tables: VISCII, TCVN3 (ABC fonts) and VNI.

TCVN3 and VNI live in fonts: their text is Western text (windows-1252) that only such a font shows as Vietnamese. So both work on
characters and serve documents whose runs name such a font as well as whole files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

_VISCII = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"} | dict(
    enumerate(
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
        0x80,
    )
)
_TCVN3 = dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True)) | dict(
    zip(
        bytes.fromhex(
            "B5B6B7B8B9BBBCBDBEC6C7C8C9CACBCCCECFD0D1D2D3D4D5D6D7D8DCDDDEDFE1E2E3E4E5E6E7E8E9EAEBECEDEEEFF1F2F3F4F5F6F7F8F9FAFBFCFDFE"
        ),
        "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)

# VNI writes a letter and behind it its mark, which itself is a letter of windows-1252.
_TONES = {"acute": "\u0301", "grave": "\u0300", "hook": "\u0309", "tilde": "\u0303", "dot": "\u0323"}
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = (
    dict(zip("ùøûõï", _TONES.values(), strict=True))
    | {"â": _CIRCUMFLEX, "ê": _BREVE}
    | {letter: _CIRCUMFLEX + tone for letter, tone in zip("áàåãä", _TONES.values(), strict=True)}
    | {letter: _BREVE + tone for letter, tone in zip("éèúüë", _TONES.values(), strict=True)}
)
_VNI_BASES = {"ô": "o" + _HORN, "ö": "u" + _HORN}
_VNI_LETTERS = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
_VNI_LETTERS |= {letter.upper(): value.upper() for letter, value in _VNI_LETTERS.items()}
_VNI_PAIR = re.compile(r"([AEOUYÔÖ])([ÙØÛÕÏÂÊÁÀÅÃÄÉÈÚÜË])|[ÆÓÒÎÑÔÖ]", re.IGNORECASE)


def from_tcvn3(text: str) -> str:
    """Western text that an ABC font shows as Vietnamese, as Vietnamese.

    >>> from_tcvn3("ChÝnh phñ sè")
    'Chính phủ số'
    """
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Western text that a VNI font shows as Vietnamese, as Vietnamese.

    >>> from_vni("Chính phuû soá")
    'Chính phủ số'
    """
    return _VNI_PAIR.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    base = match[1]
    if base is None:
        return _VNI_LETTERS[match[0]]
    letter = unicodedata.normalize("NFC", _VNI_BASES.get(base.lower(), base.lower()) + _VNI_MARKS[match[2].lower()])
    if len(letter) > 1:  # no such letter: the two only stand side by side
        return _VNI_LETTERS.get(base, base) + _VNI_LETTERS.get(match[2], match[2])
    return letter.upper() if base.isupper() else letter


# Of windows-1252's five unused places each keeps its number.
_WESTERN = {byte: bytes((byte,)).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def _western(data: bytes) -> str:
    return data.decode("latin-1").translate(_WESTERN)


DECODERS: Mapping[str, Callable[[bytes], str]] = {
    "windows-1258": lambda data: data.decode("cp1258", "replace"),
    "VISCII": lambda data: data.decode("latin-1").translate(_VISCII),
    "TCVN3 (ABC)": lambda data: from_tcvn3(_western(data)),
    "VNI": lambda data: from_vni(_western(data)),
}
"""Each encoding by the name a user knows, with the function that reads it; what it has no letter for stays as it is."""


def from_font(text: str, font: str) -> str:
    """The text of a run as its font shows it: .VnTime and the like are TCVN3 (capitals in .VnTimeH), VNI-Times and the like VNI."""
    if font.startswith(".Vn"):
        plain = from_tcvn3(_unhidden(text))
        return plain.upper() if font.endswith("H") else plain
    return from_vni(_unhidden(text)) if font.upper().startswith("VNI-") else text


def _unhidden(text: str) -> str:
    """Letters of symbol fonts stand in the private area."""
    return "".join(chr(ord(c) - 0xF000) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)
