"""What the delay of something endangers: tasks and targets that wait for it and are due before it would be there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.errors import QuestionError
from graph.model import Edge, Node
from graph.ontology import Label, ontology
from graph.store import Link, Store
from queries.answering import finish, listed, phrase, sentence, with_type
from queries.hops import code, hop
from queries.model import Answer, Request, Row
from queries.proof import Proof, shown
from queries.rows import Rows
from queries.task_filters import TaskFilter, narrowed
from queries.task_rows import status, task_facts, task_row
from queries.versions import out_of_force
from queries.waiting import told_with, waiting
from queries.walking import in_words, short
from queries.written import query

_OWN_DAYS = {"Task": "due_on", "Programme": "ends_on", "Document": "effective_on"}
"""The property that tells when a thing itself is to be there."""
_PRODUCT = Label("sản phẩm của nhiệm vụ bị chậm", "made by a task that is late")
_TOLD = Label("chỉ tiêu nêu cùng nhiệm vụ bị chậm", "target told with a task that is late")
_SET = Label("chỉ tiêu đặt tại đó", "target that it sets")


@dataclass(frozen=True, slots=True)
class _Planned:
    """When the late thing was to be there, and what tells it."""

    day: date | None
    task: Node | None = None
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class _Late:
    """One that waits: over which links from the late thing; `with_task` is the waiting task with which a target is told."""

    node: Node
    way: tuple[Link, ...]
    with_task: str = ""
    setting: Link | None = None

    @property
    def hops(self) -> int:
        """How far it lies from the late thing."""
        return len(self.way) + (self.setting is not None)


def _run(request: Request) -> Answer:
    entity: Node = request["entity"]
    proof = Proof(request.store)
    planned = _planned(proof, entity, request.as_of)
    new = _new_day(request, planned)
    late = [one for one in _late(request, entity) if _asked(request, one)]
    statuses = {one.node.id: _standing(one.node, new) for one in late}
    wanted = [one for one in late if not request["standing"] or statuses[one.node.id] in request["standing"]]
    rows = Rows(sorted(wanted, key=lambda one: _place(one, statuses[one.node.id])), lambda some: _rows(request, proof, planned, some, new))
    return finish("delay", _understood(request, new), rows, proof, _notes(request, planned, new))


# -- which day --


def _planned(proof: Proof, entity: Node, as_of: date) -> _Planned:
    """The day the thing tells of itself; else the last day of the tasks in force that build it."""
    own = str(entity.get(_OWN_DAYS.get(entity.type, "")) or "")
    if own:
        return _Planned(date.fromisoformat(own))
    gone = out_of_force(proof.store, as_of)
    building = {edge.source: edge for edge in proof.store.edges(entity.id, "in", ("PRODUCES",)) if edge.source not in gone}
    tasks = [task for task in proof.store.outlines(sorted(building)).values() if task.get("due_on") and status(task, as_of) != "done"]
    last = max(tasks, key=lambda task: (str(task.get("due_on")), task.id), default=None)
    return _Planned(date.fromisoformat(str(last.get("due_on"))), last, (building[last.id],)) if last else _Planned(None)


def _new_day(request: Request, planned: _Planned) -> date | None:
    until: date | None = request["until"]
    if until is None:
        return planned.day + timedelta(days=request["by"]) if planned.day else None
    if planned.day and until < planned.day:
        raise QuestionError(f"Ngày '{until}' không sau thời hạn {planned.day} của {shown(request['entity'])}: như vậy không phải là chậm.")
    return until


# -- what waits --


def _late(request: Request, entity: Node) -> list[_Late]:
    """What waits for the thing, targets told with waiting tasks or set by the thing itself included."""
    store, found = request.store, waiting(request.store, entity)
    gone = out_of_force(store, request.as_of)
    nodes = store.outlines(list(found.steps))
    late = [_Late(nodes[id_], found.way(id_)) for id_ in found.steps if id_ in nodes and id_ not in gone]
    late = [one for one in late if status(one.node, request.as_of) != "done"]
    tasks = [one.node.id for one in late if one.node.type == "Task"]
    told = told_with(store, [*([entity.id] if entity.type == "Task" else []), *tasks])
    own = {link.target: ("", link) for link in store.links_many([entity.id], "out", ("SETS",))[entity.id]}
    targets = told | own
    known = store.outlines(list(targets))
    ways: Mapping[str, tuple[Link, ...]] = {entity.id: (), "": ()} | {one.node.id: one.way for one in late}
    return late + [_Late(known[id_], ways[task], task, link) for id_, (task, link) in targets.items() if id_ in known]


def _asked(request: Request, one: _Late) -> bool:
    types, only = request["types"], _only(request)
    return (not types or one.node.type in types) and (only is None or one.node.id in only)


def _only(request: Request) -> set[str] | None:
    """The tasks of the agency asked for."""
    return narrowed(request.store, {name: request[name] for name in ("agency", "role")}, request.as_of) if request["agency"] else None


def _standing(node: Node, new: date | None) -> str:
    due = str(node.get("due_on") or "")
    if not due:
        return "undated"
    return "unknown" if new is None else "endangered" if due < new.isoformat() else "in_time"


def _place(one: _Late, standing: str) -> tuple[object, ...]:
    """Its place in the answer: endangered things first, in the order of time; undated ones last, the nearest first."""
    due = str(one.node.get("due_on") or "")
    return (list(_standings()).index(standing), due, one.hops, one.node.type != "Task", shown(one.node), one.node.id)


# -- rows --


def _rows(request: Request, proof: Proof, planned: _Planned, some: Sequence[_Late], new: date | None) -> Iterable[Row]:
    edges = _read(proof.store, some)
    proof.know_told(edges.values())
    facts = {fact.task.id: fact for fact in task_facts(proof, [one.node for one in some if one.node.type == "Task"])}
    for one in some:
        way = [edges[link] for link in (*one.way, *((one.setting,) if one.setting else ())) if link in edges]
        proof.keep((request["entity"], one.node), (*planned.edges, *way))
        row = _cells(proof, request["entity"].id, one, way, new)
        if one.node.id in facts:
            task = task_row(proof, facts[one.node.id], request.as_of, *planned.edges, *way)
            yield {key: value for key, value in task.items() if key not in {"task", "task_id", "status", "status_code"}} | row
        else:
            empty = dict.fromkeys(("lead", "coordinating", "submitted_to", "due_text", "document", "responsible"), "")
            setting = {"document": proof.name(one.setting.source), "document_id": one.setting.source} if one.setting else {}
            yield empty | row | setting | proof.proved(*planned.edges, *way)


def _read(store: Store, some: Sequence[_Late]) -> Mapping[Link, Edge]:
    links = dict.fromkeys(link for one in some for link in (*one.way, *((one.setting,) if one.setting else ())))
    return store.edges_of(list(links))


def _cells(proof: Proof, start: str, one: _Late, way: Sequence[Edge], new: date | None) -> Row:
    node, due = one.node, str(one.node.get("due_on") or "")
    standing = _standing(node, new)
    row: Row = {"affected": shown(node), "affected_id": node.id, "type": ontology().node(node.type).label.vi, "type_code": node.type}
    row |= {"standing": _standings()[standing].vi, "standing_code": standing, "due_on": due}
    row |= {"slack": (date.fromisoformat(due) - new).days if due and new else "", "hops": one.hops}
    return row | _reason(one, way) | {"path": _path(proof, start, one, way)}


def _reason(one: _Late, way: Sequence[Edge]) -> Row:
    if one.setting:
        return {"reason": (_TOLD if one.with_task else _SET).vi, "reason_code": "TOLD" if one.with_task else "SETS"}
    if way[-1].type == "PRODUCES":
        return {"reason": _PRODUCT.vi, "reason_code": "PRODUCT"}
    return {"reason": hop(way[-1]).vi, "reason_code": code(way[-1])}


def _path(proof: Proof, start: str, one: _Late, way: Sequence[Edge]) -> str:
    """The chain from what waits to what is late."""
    if one.setting is None:
        return in_words(proof, one.node.id, way[::-1])
    if not one.with_task:
        return in_words(proof, one.node.id, way[-1:])
    return f"{short(shown(one.node))} → nêu cùng → {in_words(proof, one.with_task, way[-2::-1])}"


# -- words --


def _standings() -> Mapping[str, Label]:
    return next(parameter.choices for parameter in QUERY.parameters if parameter.name == "standing")


def _understood(request: Request, new: date | None) -> Label:
    wanted = TaskFilter.read({name: request[name] for name in ("agency", "role")})
    types = listed(request["types"], ((name, kind.label) for name, kind in ontology().nodes.items())) or Label("những gì", "what")
    days, until = request["by"], request["until"]
    late = Label(f"chậm đến {until}", f"slips to {until}") if until else Label(f"chậm {days} ngày", f"is {days} days late")
    come = Label(f"(tức đến {new})", f"(that is, to {new})") if new and not until else None
    return sentence(types, *wanted.in_words(), phrase("phải chờ nếu {}", "must wait if {}", with_type(request["entity"])), late, come)


def _notes(request: Request, planned: _Planned, new: date | None) -> tuple[Label, ...]:
    name = shown(request["entity"])
    if planned.day is None:
        why = "" if new else " nên không tính được ngày mới; nêu ngày ấy bằng 'until'"
        in_english = "" if new else ", so the new day cannot be told; name it as 'until'"
        return (Label(f"Không rõ thời hạn của {name}{why}.", f"When {name} is to be there is not told{in_english}."),)
    by = f" (nhiệm vụ: {short(shown(planned.task))})" if planned.task else ""
    in_english = f" (task: {short(shown(planned.task))})" if planned.task else ""
    vi = f"Thời hạn của {name} là {planned.day}{by}; nếu chậm thì là {new}, muộn {(new - planned.day).days if new else 0} ngày."
    en = f"{name} is to be there by {planned.day}{in_english}; late, by {new}, {(new - planned.day).days if new else 0} days after."
    return (Label(vi, en),)


QUERY = query("delay", _run)
