"""Who has taken over from an agency by a day, and from which agencies it took over: over any number of steps, whole or by function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Edge, Node
from graph.ontology import Label
from graph.registry import registry
from graph.store import Store
from graph.text import fold
from queries.proof import Proof, joined
from queries.remembered import remembered

_SUCCEEDED = ("SUCCEEDED_BY",)


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that stands in the place of an ended one: `ways` are the successions that lead to it, each from the ended one on."""

    id: str
    ways: tuple[tuple[Edge, ...], ...]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Every succession on the way, each once."""
        return tuple({edge.key: edge for way in self.ways for edge in way}.values())

    @property
    def functions(self) -> str:
        """What passed over, in the words of the successions; '' where it was all."""
        return ", ".join(dict.fromkeys(str(edge.get("scope")) for way in self.ways for edge in way if edge.get("scope")))

    def does(self, text: str) -> bool:
        """Whether one of the functions that passed over stands in a text in its own words."""
        held = f" {fold(text)} "
        named = (fold(function) for function in self.functions.split(","))
        return any(function and f" {function} " in held for function in named)


@dataclass(frozen=True, slots=True)
class _Told:
    """All successions that are told, by the agency that ended and by the one that took over."""

    out: Mapping[str, Sequence[Edge]]
    into: Mapping[str, Sequence[Edge]]


def _every(store: Store) -> _Told:
    return remembered(store, _Told, lambda: _read(store))


def _read(store: Store) -> _Told:
    agencies = [agency.id for agency in store.find_outlines("Agency")]
    out = {id_: edges for id_, edges in store.edges_many(agencies, "out", _SUCCEEDED).items() if edges}
    into: dict[str, list[Edge]] = defaultdict(list)
    for edges in out.values():
        for edge in edges:
            into[edge.target].append(edge)
    return _Told(out, dict(into))


def successions(proof: Proof, as_of: date) -> Successions:
    """The successions by a day, the same for all rows of an answer."""
    key = (Successions, as_of)
    if key not in proof.memory:
        proof.memory[key] = Successions(proof, as_of)
    found: Successions = proof.memory[key]
    return found


class Successions:
    """The successions that had taken place by a day, as far as a query asks for them; each agency is looked at once."""

    def __init__(self, proof: Proof, as_of: date) -> None:
        self._proof, self._day = proof, as_of.isoformat()
        self._told = _every(proof.store)
        self._out: dict[str, tuple[Edge, ...]] = {}
        self._heirs: dict[str, tuple[Heir, ...]] = {}

    def ended(self, agency: str) -> bool:
        """Whether an agency stood no longer on the day: by its own dates, or because all it did had passed to another.

        Of one that the registry knows the registry tells whether it ended; a text that says what it gave away may name a part.
        """
        node = self._proof.node(agency)
        until = str(node.get("valid_to")) if node else ""
        if until or agency in registry().entries:
            return bool(until) and until < self._day
        return any(edge.get("on") and not edge.get("scope") for edge in self._passed(agency))

    def heirs(self, agency: str) -> tuple[Heir, ...]:
        """The bodies that stand in the place of an ended agency, those that took over all first; none where it stands, or nobody did."""
        if agency not in self._heirs:
            self._heirs[agency] = self._find_heirs(agency) if self.ended(agency) else ()
        return self._heirs[agency]

    def responsible(self, agency: str) -> tuple[str, ...]:
        """The ids of the bodies that stand on the day for an agency: itself, its heirs, or itself too where it ended without any."""
        return tuple(heir.id for heir in self.heirs(agency)) or (agency,)

    def predecessors(self, agency: str) -> dict[str, Heir]:
        """The ended agencies in whose place this one stands, with what passed over, by id."""
        found, waiting, before = dict[str, Heir](), [agency], {agency}
        while waiting:
            earlier = {edge.source for id_ in waiting for edge in self._told.into.get(id_, ()) if self._happened(edge)} - before
            self._proof.know(earlier)
            before |= earlier
            waiting = sorted(earlier)
            found |= {id_: heir for id_ in waiting for heir in self.heirs(id_) if heir.id == agency}
        return dict(sorted(found.items()))

    def names(self, agencies: Iterable[str]) -> str:
        """The bodies that stand on the day for some agencies, in one cell; where one of several took over, with its functions."""
        return joined(self.each(agencies))

    def name(self, agency: str) -> str:
        """What an agency is called."""
        return self._proof.name(agency)

    def each(self, agencies: Iterable[str]) -> list[str]:
        """As `names`, one by one."""
        return list(dict.fromkeys(name for agency in agencies for name in self._names(agency)))

    def ids(self, agencies: Iterable[str]) -> tuple[str, ...]:
        """The ids of the bodies that stand on the day for some agencies."""
        return tuple(dict.fromkeys(id_ for agency in agencies for id_ in self.responsible(agency)))

    def edges(self, agencies: Iterable[str]) -> tuple[Edge, ...]:
        """The successions that lead from some agencies to those that stand on the day."""
        return tuple(edge for agency in agencies for heir in self.heirs(agency) for edge in heir.edges)

    def _names(self, agency: str) -> Iterable[str]:
        heirs = self.heirs(agency)
        if not heirs:
            return (self._proof.name(agency),)
        shared = len(heirs) > 1
        return (self._proof.name(heir.id) + (f" ({heir.functions})" if shared and heir.functions else "") for heir in heirs)

    def _find_heirs(self, agency: str) -> tuple[Heir, ...]:
        ways: dict[str, list[tuple[Edge, ...]]] = {}
        waiting: list[tuple[str, tuple[Edge, ...]]] = [(agency, ())]
        while waiting:
            at, way = waiting.pop(0)
            for edge in self._passed(at):
                passed = {agency, *(other.target for other in way)}
                if edge.target in passed:
                    continue
                if self.ended(edge.target):
                    waiting.append((edge.target, (*way, edge)))
                else:
                    ways.setdefault(edge.target, []).append((*way, edge))
        heirs = (Heir(id_, tuple(found)) for id_, found in ways.items())
        return tuple(sorted(heirs, key=lambda heir: (bool(heir.functions), heir.id)))

    def _passed(self, agency: str) -> tuple[Edge, ...]:
        """The successions from an agency that had taken place."""
        if agency not in self._out:
            edges = self._told.out.get(agency, ())
            self._out[agency] = tuple(edge for edge in edges if self._happened(edge))
            self._proof.know(edge.target for edge in edges)
        return self._out[agency]

    def _happened(self, edge: Edge) -> bool:
        """Whether a succession had taken place; one without a day counts where its agency's own dates tell that it ended."""
        return str(edge.get("on")) <= self._day


def ended_note(agency: Node, passed: Successions) -> tuple[Label, ...]:
    """A note where an agency had ended by the day: who stands in its place, with what passed over."""
    heirs = passed.heirs(agency.id)
    if not heirs:
        return ()
    until, names = str(agency.get("valid_to")), ", ".join(passed.each((agency.id,)))
    vi = f"{agency.name} hoạt động đến {until}" if until else f"{agency.name} không còn hoạt động"
    en = f"existed until {until}" if until else "no longer exists"
    return (Label(f"{vi}; kế thừa: {names}.", f"{agency.name_en or agency.name} {en}; succeeded by: {names}."),)


def inherited_notes(agency: Node, earlier: str, passed: Successions, sure: int, unsure: int) -> list[Label]:
    """What is said where an agency stands in the place of another: how many tasks are of that one, and of how many it is not known."""
    name, notes = passed.name(earlier), list[Label]()
    if sure:
        vi = f"Tính cả {sure} nhiệm vụ giao cho {name}, nay {agency.name} kế thừa."
        notes.append(Label(vi, f"{sure} of the tasks were given to {name}, in whose place {agency.name_en or agency.name} stands."))
    if unsure:
        names = ", ".join(passed.each((earlier,)))
        vi = f"Không tính {unsure} nhiệm vụ giao cho {name} mà không rõ cơ quan nào kế thừa: {names}."
        notes.append(Label(vi, f"{unsure} tasks given to {name} are not counted, as it is not told who took them over: {names}."))
    return notes
