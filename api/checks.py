"""What in a store wants a person's eye: mentions left open, numbers without a year, values that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from graph.model import Node
from graph.store import Store
from viz.values import plain

_UNDATED = "-undated-"
_VALUES = (("Target", "due_on", "SETS"), ("Measurement", "as_of", "REPORTS"))


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
    """All findings of `store` by kind: unresolved, undated, contradictory."""
    return {"unresolved": _unresolved(store), "undated": _undated(store), "contradictory": _contradictory(store)}


def _unresolved(store: Store) -> list[Finding]:
    left = store.unresolved()
    names = store.get_many(sorted({item.document for item in left}))
    return [Finding(item.text, item.reason, f"{names[item.document].name} ({item.start}-{item.end})", item.document) for item in left]


def _undated(store: Store) -> list[Finding]:
    """Documents that are cited by a number alone, so that their year is not known."""
    out = []
    for node in store.find("Document"):
        if _UNDATED in node.id:
            citing = sorted({edge.source for edge in store.edges(node.id, "in")})
            out.append(Finding(node.name, "không rõ năm ban hành", _names(store, citing), node.id))
    return out


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
