"""What changed between two days, or since a version of the store: documents, acts, tasks, deadlines, roles, targets and agencies."""

from __future__ import annotations

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, phrase, sentence
from queries.changing import ORDER, Change, Changing
from queries.force import SCOPES
from queries.loaded import Loaded
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.rows import Rows
from queries.values import stated
from queries.written import query, written


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), request["kind"] or ORDER
    if request["period"]:
        changes, notes = Changing(request, proof).of(wanted), list[Label]()
    else:
        loaded = Loaded(proof, _mark(request))
        changes = Changing(request, proof).chosen(loaded.changes(wanted))
        notes = [_brought(request, len(loaded.documents))]
    return finish("changes", _understood(request), Rows.each(changes, lambda change: _row(proof, change)), proof, notes)


def _mark(request: Request) -> int:
    """The version of the store since which it is asked what was loaded: that of the last load where none is given."""
    given: int | None = request["since_version"]
    return request.store.last_load if given is None else given


def _brought(request: Request, count: int) -> Label:
    mark = _mark(request)
    vi = f"{count} văn bản được nạp sau phiên bản {mark} của kho; nội dung cũ của văn bản nạp lại và văn bản đã rút không còn để so."
    en = f"{count} documents were loaded after version {mark} of the store"
    return Label(vi, f"{en}; what a text loaded anew said before, and what was withdrawn, is no longer there to compare.")


def _row(proof: Proof, change: Change) -> Row:
    node = proof.known(change.what)
    said = _said(proof, change)
    proof.keep((node,), [fact for fact in said if isinstance(fact, Edge)])
    before, after = _cells(proof, change, node)
    row: Row = {"on": change.on, "change": _label(change.kind).vi, "change_code": change.kind}
    row |= {"what": shown(node), "what_id": node.id, "type": ontology().node(node.type).label.vi, "type_code": node.type}
    row |= {"before": before, "after": after, "other_id": change.other}
    row |= {"document": proof.name(change.document) if change.document else "", "document_id": change.document}
    return row | proof.proved(*said)


def _said(proof: Proof, change: Change) -> list[Edge | Node]:
    """What proves a change: its facts, or how both tasks are assigned, or the document itself."""
    if change.facts:
        return list(change.facts)
    ids = [id_ for id_ in (change.other, change.what) if id_]
    assigning = proof.store.edges_many(ids, "in", ("ASSIGNS",)) if change.kind in ("amended", "deadlines") else {}
    return [edge for id_ in ids for edge in assigning.get(id_, ())] or [proof.known(change.what)]


def _cells(proof: Proof, change: Change, node: Node) -> tuple[str, str]:
    """How it was before and how it is after, in words."""
    if change.kind in ("amended", "deadlines"):
        return _told(proof, proof.known(change.other)), _told(proof, node)
    if change.kind == "successions":
        scope = str(change.facts[0].get("scope"))
        return shown(node), f"{proof.name(change.other)} ({scope})" if scope else proof.name(change.other)
    return "", _after(proof, change, node)


def _after(proof: Proof, change: Change, node: Node) -> str:
    if change.act:
        scope = (SCOPES[change.act.scope].vi, change.act.provision)
        return f"{ontology().relation(change.act.relation).inverse.vi} ({'; '.join(filter(None, scope))})"
    if change.kind == "ended":
        return "hết hiệu lực cùng văn bản giao"
    if change.kind == "roles":
        return f"{ontology().relation(change.facts[0].type).label.vi}: {proof.name(change.other)}"
    if change.kind == "targets":
        return "; ".join(filter(None, (stated(node), str(node.get("due_on")))))
    return _told(proof, node) if change.kind == "tasks" else str(node.get("title"))


def _told(proof: Proof, task: Node) -> str:
    """Until when and by whom a task is to be done."""
    leads = joined(proof.name(edge.target) for edge in proof.store.edges(task.id, "out", ("LED_BY",)))
    return "; ".join(filter(None, (str(task.get("due_on") or task.get("due_text") or task.get("recurring")), leads)))


def _label(kind: str) -> Label:
    entry = written("changes")["parameters"]["kind"]["choices"][kind]
    return Label(entry["vi"], entry["en"])


def _understood(request: Request) -> Label:
    kinds = [_label(kind) for kind in request["kind"] or ()]
    asked = Label(", ".join(kind.vi for kind in kinds), ", ".join(kind.en for kind in kinds)) if kinds else None
    return sentence(
        asked or Label("những gì thay đổi", "what changed"),
        phrase("của {}", "of {}", request["agency"]) if request["agency"] else None,
        request["period"].label if request["period"] else _since(request),
    )


def _since(request: Request) -> Label:
    if request["since_version"] is None:
        return Label("do lần nạp gần nhất", "by the last load")
    return Label(f"từ phiên bản {request['since_version']} của kho", f"since version {request['since_version']} of the store")


QUERY = query("changes", _run)
