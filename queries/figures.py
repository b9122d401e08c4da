"""Values of targets and measurements, exactly: what each tells, on which day, of which place, and which can be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from graph.model import Edge, Node
from graph.ontology import Label
from graph.registry import registry
from graph.text import match_form
from queries.proof import Proof

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_PERCENT = frozenset({"%", "phần trăm", "percent"})
_BOUNDS = {
    ">": Label("hơn", "over"), ">=": Label("ít nhất", "at least"), "<": Label("dưới", "under"), "<=": Label("nhiều nhất", "at most"),
    "~": Label("khoảng", "about"),
}  # fmt: skip
_EXACTLY = Label("", "")
_SCALES = (1, 10**3, 10**6, 10**9)
_CHANGE = (
    r"(?P<verb>tăng trưởng|tăng|cắt giảm|tiết giảm|giảm|rút ngắn)"
    r"(?: thêm| ít nhất| tối thiểu| trên| hơn| khoảng| gần| bình quân| trung bình| được)* "
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a target or measurement tells. `day` is when it is due or was measured, `change` is 'rise' or 'fall' where the value is
    how much something rose or fell, `places` are the provinces whose value it is; none where it is the country's."""

    node: Node
    value: Decimal
    day: date | None
    said: tuple[Edge, ...]
    of: tuple[Edge, ...]
    change: str
    places: frozenset[str]

    @property
    def comparator(self) -> str:
        """How the value is bounded; '=' where it is told as it is."""
        return str(self.node.get("comparator") or "=")

    @property
    def unit(self) -> str:
        """The unit, the percent sign for its words."""
        unit = match_form(str(self.node.get("unit")))
        return "%" if unit in _PERCENT else unit

    def comparable(self, other: Figure) -> bool:
        """Whether two values of one indicator measure the same: in one unit, both as a level or as the same change, of the same places."""
        return (self.unit, self.change, self.places) == (other.unit, other.change, other.places)

    def amount(self) -> Label:
        """The value with its unit and bound, as 'hơn 86.000.000 thẻ'."""
        bound, number, unit = _BOUNDS.get(self.comparator, _EXACTLY), written(self.value), str(self.node.get("unit"))
        return Label(*(" ".join(filter(None, (bound.in_(one), number.in_(one), unit))) for one in ("vi", "en")))


def upward(target: Figure) -> bool:
    """Whether a target is reached from below: it is unless it says 'at most'."""
    return target.comparator not in {"<", "<="}


def meets(target: Figure, figure: Figure) -> bool | None:
    """Whether a measured value reaches a target; None where the bound with which it is told leaves that open.

    A value told as 'over' or 'at least' (for a target from above: 'under', 'at most') counts as the value named.
    """
    sign = 1 if upward(target) else -1
    needed, reached = sign * target.value, sign * figure.value
    goal, told = (one if sign > 0 else _MIRRORED.get(one, one) for one in (target.comparator, figure.comparator))
    if told in {"<", "<="}:
        below = reached < needed or (reached == needed and (told == "<" or goal == ">"))
        return False if below else None
    if reached != needed:
        return reached > needed
    if told == "~" or (goal == ">" and told == ">="):
        return None
    return goal != ">" or told == ">"


def written(value: Decimal) -> Label:
    """An exact number as each language writes it: '39,98' and '39.98', '86.000.000' and '86,000,000'."""
    english = f"{value.normalize():,f}"
    return Label(english.translate(str.maketrans(",.", ".,")), english)


def cell(value: Decimal) -> int | float:
    """An exact number as a value of a row."""
    return int(value) if value == value.to_integral_value() else float(value)


# -- reading them from the graph --


def figures(proof: Proof, nodes: Sequence[Node], relation: str, property_: str) -> list[Figure]:
    """What some targets (SETS, due_on) or measurements (REPORTS, as_of) tell; those without a number tell nothing."""
    ids = [node.id for node in nodes]
    said, of = proof.store.edges_many(ids, "in", (relation,)), proof.store.edges_many(ids, "out", ("OF",))
    sources = sorted({edge.source for edges in said.values() for edge in edges})
    proof.know(sources)
    places = _local(proof, sources)
    return [
        _figure(proof, node, tuple(said[node.id]), tuple(of[node.id]), property_, places)
        for node in nodes
        if isinstance(node.get("value", None), (int, float))
    ]


def _figure(proof: Proof, node: Node, said: tuple[Edge, ...], of: tuple[Edge, ...], property_: str, local: Mapping[str, str]) -> Figure:
    quotes = [mention.quote for mention in node.mentions]
    named = {place for quote in quotes for place in _places_in(quote)} | {local[edge.source] for edge in said if edge.source in local}
    value = Decimal(repr(node.get("value")))
    return Figure(node, value, _day(proof, node, said, property_), said, of, _changes(quotes, value), frozenset(named))


def _day(proof: Proof, node: Node, said: Sequence[Edge], property_: str) -> date | None:
    """The day of the value; one measured was so at the latest when its document was issued ('in 2024', told in April)."""
    own = str(node.get(property_))
    if property_ == "as_of":
        issued = [day for edge in said if (source := proof.node(edge.source)) and (day := str(source.get("issued_on")))]
        own = min(filter(None, (own, *issued)), default="")
    return date.fromisoformat(own) if own else None


def _changes(quotes: Sequence[str], value: Decimal) -> str:
    """Whether a value is told as a rise or fall ('tăng thêm 20%') and not as a level ('tăng lên 20%')."""
    for quote in quotes:
        if found := _told_as_change(value).search(match_form(quote)):
            return "rise" if found["verb"].startswith("tăng") else "fall"
    return ""


@cache
def _told_as_change(value: Decimal) -> re.Pattern[str]:
    numbers = {one for scale in _SCALES for label in [written(value / scale)] for one in (label.vi, label.en, label.vi.replace(".", ""))}
    return re.compile(rf"(?<!\w){_CHANGE}(?:{'|'.join(map(re.escape, sorted(numbers)))})(?![\d.,]*\d)")


def _local(proof: Proof, sources: Sequence[str]) -> dict[str, str]:
    """The province of each document that its people's committee issued."""
    issued = proof.store.edges_many(sources, "out", ("ISSUED_BY",))
    proof.know(edge.target for edges in issued.values() for edge in edges)
    found: dict[str, str] = {}
    for source, edges in issued.items():
        for edge in edges:
            issuer = proof.node(edge.target)
            if issuer and issuer.get("kind") == "people_committee":
                found[source] = next(iter(_places_in(issuer.name)), issuer.id)
    return found


def _places_in(text: str) -> set[str]:
    return set(_provinces().findall(text))


@cache
def _provinces() -> re.Pattern[str]:
    committees = (entry.node.name for entry in registry().entries.values() if entry.node.get("kind") == "people_committee")
    names = {name.rsplit(unit, 1)[1] for name in committees for unit in (" thành phố ", " tỉnh ") if unit in name}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\w)")
