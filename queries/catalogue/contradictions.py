"""Where documents say different things of the same: deadlines and leads of a task, values of an indicator on a day, done and overdue."""

from __future__ import annotations

from datetime import date

from graph.model import Edge, Node
from graph.ontology import Label
from queries.answering import finish, phrase, sentence
from queries.differing import KINDS, Difference, Differing, Side, subject
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.rows import Rows
from queries.written import query, statuses

_PROVED_BY = {"lead": ("ASSIGNS", "LED_BY"), "target": ("SETS", "OF"), "measurement": ("REPORTS", "OF")}
_ROLES = ("LED_BY", "COORDINATED_WITH", "SUBMITTED_TO")


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), request["kind"] or tuple(KINDS)
    differing = Differing(proof, request.as_of)
    found = list(differing.of_tasks([kind for kind in wanted if kind in ("deadline", "lead", "status")]))
    found += [one for kind in ("target", "measurement") if kind in wanted for one in differing.of_values(kind)]
    kept = [one for one in found if _between(request, one) and _of_agency(request, proof, one)]
    kept.sort(key=lambda one: (list(KINDS).index(one.kind), subject(one).lower(), one.first.node.id, one.later.node.id, one.later.document))
    rows = Rows.each(kept, lambda one: _row(proof, one))
    return finish("contradictions", _understood(request), rows, proof)


def _between(request: Request, one: Difference) -> bool:
    """Whether the documents asked for are among the two that differ."""
    return all(not asked or one.documents & {node.id for node in asked} for asked in (request["document"], request["other"]))


def _of_agency(request: Request, proof: Proof, one: Difference) -> bool:
    """Whether an agency has a role in one of the tasks, or issued one of the documents."""
    agency: Node | None = request["agency"]
    if agency is None:
        return True
    edges = proof.store.edges_many([one.first.node.id, one.later.node.id], "out", _ROLES)
    edges |= proof.store.edges_many(sorted(one.documents), "out", ("ISSUED_BY",))
    return any(edge.target == agency.id for some in edges.values() for edge in some)


def _row(proof: Proof, one: Difference) -> Row:
    row: Row = {"difference": KINDS[one.kind].vi, "difference_code": one.kind, "about": subject(one), "about_id": one.about.id}
    row |= {"on": "" if one.kind not in ("target", "measurement") else str(one.first.node.get("due_on") or one.first.node.get("as_of"))}
    for name, side in (("first", one.first), ("later", one.later)):
        row |= {name: _value(one, side), f"{name}_id": side.node.id}
        row |= {f"{name}_document": proof.name(side.document), f"{name}_document_id": side.document, f"{name}_on": _issued(proof, side)}
    row["days"] = _days(one) if one.kind == "deadline" else ""
    said = [fact for side in (one.first, one.later) for fact in _said(proof, one, side)]
    proof.keep((one.first.node, one.later.node), [fact for fact in said if isinstance(fact, Edge)])
    return row | proof.proved(*said)


def _value(one: Difference, side: Side) -> str:
    return statuses()[side.value].vi if one.kind == "status" else side.value


def _issued(proof: Proof, side: Side) -> str:
    document = proof.node(side.document)
    return str(document.get("issued_on")) if document else ""


def _days(one: Difference) -> int:
    return (date.fromisoformat(one.later.value) - date.fromisoformat(one.first.value)).days


def _said(proof: Proof, one: Difference, side: Side) -> list[Edge | Node]:
    """What proves one side: the relations in which its document says it, or the node itself where there are none."""
    relations = _PROVED_BY.get(one.kind, ("ASSIGNS",))
    edges = proof.store.edges(side.node.id, "both", relations)
    return [edge for relation in relations for edge in edges if edge.type == relation] or [side.node]


def _understood(request: Request) -> Label:
    kinds = [KINDS[kind] for kind in request["kind"] or ()]
    asked = Label(", ".join(kind.vi for kind in kinds), ", ".join(kind.en for kind in kinds)) if kinds else None
    return sentence(
        Label("những chỗ các văn bản nói khác nhau về cùng một việc", "where documents say different things of the same"),
        phrase("({})", "({})", asked) if asked else None,
        phrase("trong {}", "in {}", request["document"][0]) if request["document"] else None,
        phrase("và {}", "and {}", request["other"][0]) if request["other"] else None,
        phrase("của {}", "of {}", request["agency"]) if request["agency"] else None,
    )


QUERY = query("contradictions", _run)
