"""Who is responsible on a day: who leads or manages a thing, walked on to the body that stands in its place where it has ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, phrase, sentence, with_type
from queries.managers import managers
from queries.model import Answer, Request, Row
from queries.proof import Proof, shown
from queries.rows import Rows
from queries.succession import Heir, Successions, ended_note, successions
from queries.task_rows import in_time_order
from queries.versions import out_of_force
from queries.written import query

_ROLES = {
    "functions": Label("chức năng, nhiệm vụ", "functions"),
    "manager": Label("quản lý", "manages"),
    "builder": Label("chủ trì việc xây dựng", "leads the task that builds it"),
    "lead": Label("chủ trì", "leads"),
    "issuer": Label("ban hành", "issued"),
}
_CERTAINTY = {
    "named": Label("như văn bản nêu", "as told"),
    "whole": Label("kế thừa toàn bộ", "took over all"),
    "part": Label("kế thừa phần chức năng nêu", "took over the functions told"),
    "function": Label("kế thừa chức năng có trong nội dung", "took over a function that it names"),
    "candidate": Label("một trong các cơ quan kế thừa", "one of those that took over"),
    "unknown": Label("đã kết thúc, không rõ ai kế thừa", "ended, not told who took over"),
}
_MANAGED = ("Database", "Platform", "Programme")


@dataclass(frozen=True, slots=True)
class _Holder:
    """That `agency` is named for `thing` in a role; `edges` prove it."""

    thing: Node
    role: str
    agency: str
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Responsible:
    """Who stands on the day for the agency named, and how sure that is."""

    holder: _Holder
    certainty: str
    heir: Heir | None = None

    @property
    def agency(self) -> str:
        """The body that stands for it."""
        return self.heir.id if self.heir else self.holder.agency


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof, as_of = Proof(request.store), request.as_of
    passed, gone = successions(proof, as_of), out_of_force(request.store, as_of)
    holders = list(_of_agency(proof, entity, as_of, gone) if entity.type == "Agency" else _of_thing(proof, entity, as_of, gone))
    holders = [holder for holder in holders if not request["types"] or holder.thing.type in request["types"]]
    proof.know(holder.agency for holder in holders)
    found = [one for holder in holders for one in _responsible(proof, passed, holder)]
    notes = ended_note(entity, passed) if entity.type == "Agency" else ()
    rows = Rows(found, lambda some: _rows(proof, some))
    return finish("responsible", _understood(entity, as_of), rows, proof, notes)


# -- who is named --


def _of_thing(proof: Proof, thing: Node, as_of: date, gone: frozenset[str]) -> Iterator[_Holder]:
    """Who leads a task; who manages a system or programme, issued a document, or leads a task that builds it."""
    if thing.type == "Task":
        yield from _leads(proof, (thing,), "lead")
        return
    if thing.type in _MANAGED:
        yield from _managing(proof, (thing,), as_of)
    if thing.type == "Document":
        issued = proof.store.edges(thing.id, "out", ("ISSUED_BY",))
        yield from (_Holder(thing, "issuer", edge.target, (edge,)) for edge in issued)
    building = {edge.source: edge for edge in proof.store.edges(thing.id, "in", ("PRODUCES",)) if edge.source not in gone}
    tasks = in_time_order(proof.store.get_many(sorted(building)).values())
    for holder in _leads(proof, tasks, "builder"):
        yield _Holder(thing, "builder", holder.agency, (building[holder.thing.id], *holder.edges))


def _of_agency(proof: Proof, agency: Node, as_of: date, gone: frozenset[str]) -> Iterator[_Holder]:
    """The agency itself, what it manages or managed, and the tasks it leads."""
    yield _Holder(agency, "functions", agency.id, ())
    managed = sorted({edge.source for edge in proof.store.edges(agency.id, "in", ("MANAGED_BY",))})
    things = sorted(proof.store.get_many(managed).values(), key=lambda node: (node.type, node.name, node.id))
    yield from _managing(proof, things, as_of)
    tasks = in_time_order(task for task in proof.store.find("Task", {}, [("LED_BY", agency.id)]) if task.id not in gone)
    yield from (holder for holder in _leads(proof, tasks, "lead") if holder.agency == agency.id)


def _managing(proof: Proof, things: Sequence[Node], as_of: date) -> Iterator[_Holder]:
    found = managers(proof, [thing.id for thing in things], as_of)
    return (_Holder(thing, "manager", edge.target, (edge,)) for thing in things for edge in found[thing.id])


def _leads(proof: Proof, tasks: Sequence[Node], role: str) -> Iterator[_Holder]:
    found = proof.store.edges_many([task.id for task in tasks], "both", ("LED_BY", "ASSIGNS"))
    for task in tasks:
        assigning = [edge for edge in found[task.id] if edge.type == "ASSIGNS"]
        for edge in found[task.id]:
            if edge.type == "LED_BY":
                yield _Holder(task, role, edge.target, (*assigning, edge))


# -- who stands for them --


def _responsible(proof: Proof, passed: Successions, holder: _Holder) -> list[_Responsible]:
    if not passed.ended(holder.agency):
        return [_Responsible(holder, "named")]
    heirs = passed.heirs(holder.agency)
    proof.know(heir.id for heir in heirs)
    found = [_Responsible(holder, _certainty(holder, heir, heirs), heir) for heir in heirs]
    return sorted(found, key=lambda one: list(_CERTAINTY).index(one.certainty)) or [_Responsible(holder, "unknown")]


def _certainty(holder: _Holder, heir: Heir, heirs: Sequence[Heir]) -> str:
    if len(heirs) == 1 or not heir.functions:
        return "whole"
    if holder.role == "functions":
        return "part"
    return "function" if heir.does(shown(holder.thing)) else "candidate"


def _rows(proof: Proof, some: Sequence[_Responsible]) -> Iterable[Row]:
    proof.know_told(edge for one in some for edge in (*one.holder.edges, *(one.heir.edges if one.heir else ())))
    return [_row(proof, one) for one in some]


def _row(proof: Proof, one: _Responsible) -> Row:
    thing, steps = one.holder.thing, one.heir.edges if one.heir else ()
    proof.keep((thing,), (*one.holder.edges, *steps))
    row: Row = {"thing": shown(thing), "thing_id": thing.id, "type": ontology().node(thing.type).label.vi, "type_code": thing.type}
    row |= {"role": _ROLES[one.holder.role].vi, "role_code": one.holder.role}
    row |= {"named": proof.name(one.holder.agency), "named_id": one.holder.agency}
    unknown = one.certainty == "unknown"
    row |= {"responsible": "" if unknown else proof.name(one.agency), "responsible_id": "" if unknown else one.agency}
    row |= {"since": max((str(edge.get("on")) for edge in steps), default=""), "scope": one.heir.functions if one.heir else ""}
    row |= {"basis": "; ".join(dict.fromkeys(basis for edge in steps if (basis := str(edge.get("basis")))))}
    row |= {"certainty": _CERTAINTY[one.certainty].vi, "certainty_code": one.certainty, "due_on": str(thing.get("due_on"))}
    return row | proof.proved(*(one.holder.edges or (thing,)), *steps)


def _understood(entity: Node, as_of: date) -> Label:
    day = Label(f"vào ngày {as_of:%d/%m/%Y}", f"on {as_of}")
    if entity.type == "Agency":
        return sentence(phrase("ai chịu trách nhiệm về những gì của {}", "who is responsible for what {} had", entity), day)
    return sentence(phrase("ai chịu trách nhiệm về {}", "who is responsible for {}", with_type(entity)), day)


QUERY = query("responsible", _run)
