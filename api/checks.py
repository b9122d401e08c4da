"""What in a store wants a person's eye: mentions left open, numbers without a year, values that contradict each other, look-alikes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from graph.identity import stem
from graph.model import Node
from graph.store import Alike, Store
from viz.values import plain

_UNDATED = "-undated-"
_VALUES = (("Target", "due_on", "SETS"), ("Measurement", "as_of", "REPORTS"))


_REASONS = {
    "due": "thời hạn",
    "recurring": "nhịp định kỳ",
    "leads": "cơ quan chủ trì",
    "numbers": "số liệu",
    "objects": "đối tượng",
    "levels": "cấp hành chính",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: `what` it is, `why` it is doubtful, `where` it is said, `id` of the entity if it is one."""

    what: str
    why: str
    where: str
    id: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The finding for machines."""
        return asdict(self)


def findings(store: Store) -> dict[str, list[Finding]]:
    """All findings of `store` by kind: unresolved, undated, contradictory, alike, brought_forward."""
    return {
        "unresolved": _unresolved(store),
        "undated": _undated(store),
        "contradictory": _contradictory(store),
        "alike": _alike(store),
        "brought_forward": _brought_forward(store),
    }


def _unresolved(store: Store) -> list[Finding]:
    """Mentions left open; a number without a year that the store has since found the document of is none."""
    left = store.unresolved()
    names = store.get_many(sorted({item.document for item in left}))
    settled = _dated_mentions(store) if any(item.kind == "Document" for item in left) else set()
    return [
        Finding(item.text, item.reason, f"{names[item.document].name} ({item.start}-{item.end})", item.document)
        for item in left
        if item.kind != "Document" or (item.document, item.start) not in settled
    ]


def _dated_mentions(store: Store) -> set[tuple[str, int]]:
    return {(m.document, m.start) for node in store.find("Document") if _UNDATED not in node.id for m in node.mentions}


def _undated(store: Store) -> list[Finding]:
    """Documents that are cited by a number alone, so that their year is not known, with those that could be meant."""
    documents = store.find("Document")
    dated: dict[str, list[str]] = defaultdict(list)
    for node in documents:
        if _UNDATED not in node.id:
            dated[stem(node.id)].append(str(node.get("issued_on"))[:10] or node.id)
    out = []
    for node in documents:
        if _UNDATED in node.id:
            citing = sorted({edge.source for edge in store.edges(node.id, "in")})
            could = ", ".join(sorted(dated[stem(node.id)])) if stem(node.id) in dated else ""
            why = f"không rõ năm ban hành; có thể là văn bản ngày {could}" if could else "không rõ năm ban hành"
            out.append(Finding(node.name, why, _names(store, citing), node.id))
    return out


def _alike(store: Store) -> list[Finding]:
    """Tasks that look the same and were kept apart because something contradicts; rows that were amended are told elsewhere."""
    amended = {id_ for pair in store.alike("amends") for id_ in (pair.first, pair.later)}
    return [_look_alikes(store, pair) for pair in store.alike("apart") if not {pair.first, pair.later} & amended]


def _brought_forward(store: Store) -> list[Finding]:
    """The same work that a later document wants earlier."""
    found = []
    for pair in store.alike("moved"):
        first, later = (str(node.get("due_on")) if (node := store.get(id_)) else "" for id_ in (pair.first, pair.later))
        if later < first:
            found.append(_look_alikes(store, pair))
    return found


def _look_alikes(store: Store, pair: Alike) -> Finding:
    nodes = store.get_many([pair.first, pair.later])
    quotes = []
    for id_, document in ((pair.first, pair.told_first), (pair.later, pair.told_later)):
        said = [mention.quote for mention in nodes[id_].mentions if mention.document == document]
        due = str(nodes[id_].get("due_on"))
        quotes.append(f"{_names(store, [document])}{f' ({due})' if due else ''}: “{said[0] if said else nodes[id_].name}”")
    why = ", ".join(_REASONS[reason] for reason in pair.reasons)
    return Finding(nodes[pair.first].name, f"khác {why}", "; ".join(quotes), pair.first)


def _contradictory(store: Store) -> list[Finding]:
    """Targets of one indicator for one day, or measurements as of one day, that give different values."""
    out = []
    for type_, day, relation in _VALUES:
        groups: dict[tuple[str, str, str], list[Node]] = defaultdict(list)
        found = store.find(type_)
        measuring = store.edges_many([node.id for node in found], "out", ("OF",))
        for node in found:
            for edge in measuring[node.id]:
                groups[edge.target, str(node.get(day)), str(node.get("unit"))].append(node)
        for (indicator, when, _), nodes in sorted(groups.items()):
            if len({(node.get("comparator", "="), node.get("value")) for node in nodes}) > 1:
                out.append(_contradiction(store, indicator, when, nodes, relation))
    return out


def _contradiction(store: Store, indicator: str, when: str, nodes: list[Node], relation: str) -> Finding:
    named = store.get(indicator)
    said = []
    for node in nodes:
        sources = sorted({edge.source for edge in store.edges(node.id, "in", (relation,))})
        said.append(f"{node.get('comparator', '=')} {plain(node.get('value'))} {node.get('unit')}".strip() + f": {_names(store, sources)}")
    return Finding(f"{named.name if named else indicator} ({when or '?'})", "giá trị khác nhau", "; ".join(said), indicator)


def _names(store: Store, ids: list[str]) -> str:
    known = store.get_many(ids)
    return ", ".join(known[id_].name for id_ in ids if id_ in known)
