"""Variants of one name in one text: 'Chiến lược … bán dẫn' and 'Chiến lược … bán dẫn Việt Nam đến năm 2030' are one programme."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.text import fold
from loaders.recognise.spans import Mention

_UNIFIED = ("Programme", "Database", "Platform")
_ALIKE = 0.85  # share of words in common above which two names of one kind are taken for one (tried on the programmes of real notices)
_EMPTY = {"so", "nam", "den", "dinh", "huong", "tam", "nhin", "giai", "doan", "va", "cua", "ve"}
_NAMED = 4  # words of a name that stands for itself
_PLACE = re.compile(r"(?:cua\s+)?(?:thanh pho|tinh|tp|cap tinh|cap bo)(?!\w)")
_YEAR = re.compile(r"20\d\d")


def unify(mentions: list[Mention]) -> list[Mention]:
    """Mentions with the variants of a name under the id of its leading form, the other names as aliases.

    The leading form is a registry name where there is one, else the first in the text that tells a year, else the first.
    """
    out = [m for m in mentions if m.type not in _UNIFIED]
    for type_ in _UNIFIED:
        ordered = sorted((m for m in mentions if m.type == type_), key=lambda m: m.start)
        leaders: list[Mention] = []
        for mention in sorted(ordered, key=lambda m: (not _known(m), not _YEAR.search(m.name), m.start)):
            if mention.id not in {leader.id for leader in leaders} and not any(_same(leader, mention) for leader in leaders):
                leaders.append(mention)
        out += [_led(mention, leaders) for mention in ordered]
    return out


def _known(mention: Mention) -> bool:
    return not mention.properties


def _led(mention: Mention, leaders: list[Mention]) -> Mention:
    leader = next((x for x in leaders if x.id == mention.id), None) or next(x for x in leaders if _same(x, mention))
    if leader.id == mention.id:
        return mention
    aliases = (mention.name, *mention.aliases) if mention.name != leader.name else mention.aliases
    return replace(mention, id=leader.id, name=leader.name, properties=leader.properties, aliases=aliases)


def _same(leader: Mention, other: Mention) -> bool:
    a, b = fold(leader.name).split(), fold(other.name).split()
    years_a, years_b = set(_YEAR.findall(leader.name)), set(_YEAR.findall(other.name))
    if a[:1] != b[:1] or (years_a and years_b and not years_a & years_b):
        return False
    short, long = sorted((a, b), key=len)
    if len(short) >= 5 and long[: len(short)] == short and leader.type == "Programme":
        return True
    if (
        leader.type in ("Platform", "Database")
        and len(short) >= _NAMED
        and long[: len(short)] == short
        and _PLACE.match(" ".join(long[len(short) :]))
    ):
        return True  # 'Hệ thống lấy ý kiến điện tử' and '… thành phố Cần Thơ' in one text
    words_a, words_b = {w for w in a if w not in _EMPTY and not w.isdigit()}, {w for w in b if w not in _EMPTY and not w.isdigit()}
    return len(words_a & words_b) / max(1, len(words_a | words_b)) >= _ALIKE and min(len(words_a), len(words_b)) >= 3
