"""Whether letters spell Vietnamese: the measure by which a wrong encoding shows itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ONSETS = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|"
    "e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|"
    "o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot|"
    "ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uơ|up|ut|"
    "uy|uya|uych|uynh|uyên|uyêt|uyt|uyu|uôc|uôi|uôm|uôn|uông|uôt|ư|ưa|ưc|ưi|ưng|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|ưt|ưu|"
    "y|ych|yên|yêm|yêng|yêt|yêu|yn|ynh|yt"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RHYMES})")
_EDGES = " \t\u00a0.,;:!?()[]\"'“”‘’…–—-/"
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def is_syllable(word: str) -> bool:
    """Whether `word` can be a Vietnamese syllable: initial, rhyme and at most one tone.

    >>> is_syllable("Quyết"), is_syllable("QuyÕt")
    (True, False)
    """
    toneless, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def share(words: Iterable[str]) -> float:
    """Which part of `words`, punctuation aside, can be Vietnamese; 0 for none."""
    listed = [word.strip(_EDGES) for word in words]
    return sum(map(is_syllable, listed)) / max(1, len(listed))
