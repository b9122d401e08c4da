"""Whether a document is in force on a day and why, with all that changed or ended it, and what it changed or ended itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, phrase, same_number, sentence
from queries.force import ACTS, SCOPES, Act, Standing, acts, days_told, force_cells, force_of, forces, same_in_law
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.rows import Rows
from queries.written import query

_FORCE = Label("tình trạng hiệu lực", "standing")
_WORKS = {"yes": Label("có", "yes"), "no": Label("chưa", "not yet"), "unknown": Label("không rõ", "unknown")}


def _run(request: Request) -> Answer:
    documents: tuple[Node, ...] = request["document"]
    proof, loaded = Proof(request.store), {document.id for document in request.store.documents()}
    proof.keep(documents)
    stands = {node.id: force_of(proof, node, request.as_of, loaded) for node in documents}
    chain = acts(proof, _chain(proof, [id_ for node in documents for id_ in same_in_law(proof, node)]))
    chosen = [act for act in chain if not request["relation"] or act.relation in request["relation"]]
    keys: list[Node | Act] = [*documents, *chosen]
    rows = Rows.each(keys, lambda key: _row(request, proof, key) if isinstance(key, Act) else _verdict(proof, key, stands[key.id]))
    notes = [_said(request, proof, node, stands[node.id]) for node in documents]
    return finish("in_force", _understood(request), rows, proof, (*notes, *same_number(documents)))


def _chain(proof: Proof, roots: Sequence[str]) -> list[Edge]:
    """Every act on the documents and on what acted on them, and every act of theirs, back over all that they took the place of."""
    inwards = _walk(proof, roots, "in")
    outwards = {edge.key: edge for edge in _edges(proof, roots, ACTS)}
    replaced = [edge.target for edge in outwards.values() if edge.type == "REPLACES"]
    return list((inwards | outwards | _walk(proof, replaced, "out")).values())


def _walk(proof: Proof, start: Iterable[str], direction: str) -> dict[tuple[str, ...], Edge]:
    inwards = direction == "in"
    found, seen, border = dict[tuple[str, ...], Edge](), set(start), sorted(set(start))
    while border:
        edges = proof.store.edges_many(border, "in", ACTS) if inwards else proof.store.edges_many(border, "out", ("REPLACES",))
        new = [edge for some in edges.values() for edge in some]
        found |= {edge.key: edge for edge in new}
        border = sorted({edge.source if inwards else edge.target for edge in new} - seen)
        seen |= set(border)
    return found


def _edges(proof: Proof, ids: Sequence[str], relations: Sequence[str]) -> list[Edge]:
    return [edge for edges in proof.store.edges_many(ids, "out", relations).values() for edge in edges]


def _verdict(proof: Proof, node: Node, stands: Standing) -> Row:
    """The row that answers whether a document is in force."""
    row: Row = {"document": proof.name(node.id), "document_id": node.id, "relation": _FORCE.vi, "relation_code": "FORCE"}
    row |= dict.fromkeys(
        ("target", "target_id", "scope", "scope_code", "provision", "works", "works_code", "day_told", "day_told_code"), ""
    )
    row |= {"effective_on": str(node.get("effective_on")), **force_cells(stands)}
    deciding = tuple(edge for act in stands.because for edge in act.edges)
    proof.keep(edges=deciding)
    return row | proof.proved(*(deciding or (_own_words(proof.whole(node)),)))


def _own_words(node: Node) -> Node:
    """A document with those of its mentions that tell when it takes effect, else with its own title, else where it is first named."""
    own = [mention for mention in node.mentions if mention.document == node.id]
    effect = [mention for mention in own if "hiệu lực" in mention.quote]
    return replace(node, mentions=tuple((effect or own or list(node.mentions))[:1]))


def _row(request: Request, proof: Proof, act: Act) -> Row:
    day = request.as_of.isoformat()
    proof.keep(edges=act.edges)
    row: Row = {"document": proof.name(act.actor), "document_id": act.actor, "target": proof.name(act.target), "target_id": act.target}
    row |= {"relation": ontology().relation(act.relation).label.vi, "relation_code": act.relation}
    works = "yes" if act.works(day) else "no" if act.since else "unknown"
    row |= {"scope": SCOPES[act.scope].vi, "scope_code": act.scope, "provision": act.provision, "effective_on": act.since}
    row |= {"day_told": days_told()[act.told].vi, "day_told_code": act.told, "works": _WORKS[works].vi, "works_code": works}
    row |= {"force": "", "force_code": "", "reason": ""}
    return row | proof.proved(*act.edges)


def _said(request: Request, proof: Proof, node: Node, stands: Standing) -> Label:
    """The verdict as a sentence."""
    name, force = proof.name(node.id), forces()[stands.code]
    vi = f"Tính đến ngày {request.as_of:%d/%m/%Y}, {name}: {force.vi} ({stands.reason.vi})."
    return Label(vi, f"As of {request.as_of}, {name}: {force.en} ({stands.reason.en}).")


def _understood(request: Request) -> Label:
    return sentence(
        phrase("hiệu lực của {}", "whether {} is in force", request["document"][0]),
        Label(f"tính đến ngày {request.as_of:%d/%m/%Y}", f"as of {request.as_of}"),
        Label("và các văn bản đã tác động đến nó", "and what was done to it"),
    )


QUERY = query("in_force", _run)
