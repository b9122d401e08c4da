"""Relations as the 'lược đồ' of a saved page tells them."""

from __future__ import annotations

import re

from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.draft import Draft
from loaders.structure.listing import Listed

_LONGEST = 600  # characters of a quotation from the label to the document listed
_SCOPED = frozenset({"AMENDS", "REPLACES", "REPEALS", "SUSPENDS", "CORRECTS", "CONSOLIDATES"})


def read_listing(reading: Reading, draft: Draft) -> None:
    """Add what the lược đồ says of the document at hand, or, on a page without its text, of the document that it names as shown."""
    shown = _shown(reading)
    if shown is None:
        return
    for listed in reading.listing.listed:
        mention = next((m for m in reading.within(listed.start, listed.end) if m.type == "Document"), None)
        if mention is None:
            reading.leave(listed.start, listed.end, "Document", "văn bản trong lược đồ không nhận ra được số hiệu")
        elif mention.id != shown.id:
            _relate(reading, draft, shown, mention, listed)


def _shown(reading: Reading) -> Mention | None:
    """The document that the lists are about; None where that is unsure, or another than the one on the page."""
    span = reading.listing.shown
    named = next((m for m in reading.within(*span) if m.type == "Document"), None) if span else None
    if not reading.head.official:
        return named
    own = next((m for m in reading.mentions if m.id == reading.document), None)
    return own if named is None or named.id == reading.document else None


def _relate(reading: Reading, draft: Draft, shown: Mention, mention: Mention, listed: Listed) -> None:
    acts = listed.label.acts if listed.label.acts != "date" else _later(reading, shown, mention, listed)
    if not acts:
        reading.leave(listed.start, listed.end, "Document", "nhãn của lược đồ dùng cả hai chiều, không rõ văn bản nào có sau")
        return
    draft.mention(shown)
    draft.mention(mention)
    source, target = (shown, mention) if acts == "own" else (mention, shown)
    start = listed.label_start if listed.end - listed.label_start <= _LONGEST else listed.start
    properties = {"scope": listed.label.scope} if listed.label.relation in _SCOPED else {}
    draft.edge(source.id, listed.label.relation, target.id, (start, listed.end), **properties)


def _later(reading: Reading, shown: Mention, mention: Mention, listed: Listed) -> str:
    """Which of the two acts under a label used both ways: the consolidating text, else the later document; '' if that is unsure."""
    if listed.label.relation == "CONSOLIDATES":
        kinds = [m.properties.get("kind") == "consolidated" for m in (shown, mention)]
        return {(True, False): "own", (False, True): "listed"}.get((kinds[0], kinds[1]), "")
    own, other = _dated(shown), _dated(mention)
    if not own[0] and reading.head.official and reading.head.dated:
        own = (reading.head.dated.isoformat(), own[1])
    first, second = (own[0], other[0]) if own[0] and other[0] else (own[1], other[1])
    return "" if not first or not second or first == second else "own" if first > second else "listed"


def _dated(mention: Mention) -> tuple[str, str]:
    """The day and the year of a document, as far as they are known."""
    day = str(mention.properties.get("issued_on") or "")
    number = re.search(r"/((?:19|20)\d\d)/", str(mention.properties.get("number") or ""))
    return day, number[1] if number else day[:4]
