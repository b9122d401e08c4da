"""Which documents and programmes a document or programme refers to, and how."""

from __future__ import annotations

from collections import defaultdict

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, listed, phrase, same_number, sentence
from queries.documents import RELATIONS, document_cells, references, relation_cells
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.written import query


def _run(request: Request) -> Answer:
    documents: tuple[Node, ...] = request["document"]
    proof = Proof(request.store)
    pairs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    ids, relations = [node.id for node in documents], request["relation"] or RELATIONS
    for edge in references(proof, ids, relations, inwards=False):
        pairs[edge.source, edge.target].append(edge)
    for edge in references(proof, ids, ("ADOPTED_BY",), inwards=True) if "ADOPTED_BY" in relations else ():
        pairs[edge.target, edge.source].append(edge)
    rows = [_row(proof, source, target, edges) for (source, target), edges in pairs.items()]
    rows = [row for row in rows if not request["kind"] or row["kind_code"] in request["kind"]]
    rows.sort(key=lambda row: (row["issued_on"], row["document"], row["document_id"], row["source_id"]))
    return finish("references", _understood(request), rows, proof, same_number(documents))


def _row(proof: Proof, source: str, target: str, edges: list[Edge]) -> Row:
    node = proof.node(target)
    assert node is not None, "the ends of an edge are in the store"
    proof.keep(edges=edges)
    row: Row = {**document_cells(proof, node), "kind_code": str(node.get("kind")), **relation_cells(edges)}
    if any(edge.source == target for edge in edges):
        row["relation"] = ontology().relation("ADOPTED_BY").inverse.vi
    return row | {"source": proof.name(source), "source_id": source} | proof.proved(*edges)


def _understood(request: Request) -> Label:
    relations = ontology().relations
    labels = [(name, kind.inverse if name == "ADOPTED_BY" else kind.label) for name, kind in relations.items()]
    verb = listed(request["relation"], labels) or Label("dẫn chiếu", "refers to")
    return sentence(
        phrase("các {} mà", "{} that", listed(request["kind"], ontology().document_kinds.items()) or Label("văn bản", "documents")),
        phrase("{}", "{}", request["document"][0]),
        phrase("{}", "{}", verb),
    )


QUERY = query("references", _run)
