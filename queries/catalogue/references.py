"""Which documents and programmes a document or programme refers to, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, listed, phrase, same_number, sentence
from queries.documents import RELATIONS, cells_of_documents, references, relation_cells
from queries.model import Answer, Request, Row
from queries.proof import Proof, shown
from queries.rows import Rows
from queries.written import query

Reference = tuple[tuple[str, str], Node, list[Edge]]


def _run(request: Request) -> Answer:
    documents: tuple[Node, ...] = request["document"]
    proof = Proof(request.store)
    pairs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    ids, relations = [node.id for node in documents], request["relation"] or RELATIONS
    for edge in references(proof, ids, relations, inwards=False):
        pairs[edge.source, edge.target].append(edge)
    for edge in references(proof, ids, ("ADOPTED_BY",), inwards=True) if "ADOPTED_BY" in relations else ():
        pairs[edge.target, edge.source].append(edge)
    wanted = request["kind"]
    found = [(pair, proof.known(pair[1]), edges) for pair, edges in pairs.items()]
    kept = sorted((told for told in found if not wanted or told[1].get("kind") in wanted), key=lambda told: _order(told[1], told[0][0]))
    rows = Rows(kept, lambda some: _rows(proof, some))
    return finish("references", _understood(request), rows, proof, same_number(documents))


def _order(node: Node, source: str) -> tuple[str, str, str, str]:
    return (str(node.get("issued_on")), shown(node), node.id, source)


def _rows(proof: Proof, found: Sequence[Reference]) -> Iterable[Row]:
    """The rows of some references; each is given by the ids of both ends, the document referred to, and the edges."""
    proof.know_told(edge for _, _, edges in found for edge in edges)
    for ((source, target), node, edges), cells in zip(found, cells_of_documents(proof, [told[1] for told in found]), strict=True):
        proof.keep(edges=edges)
        row: Row = {**cells, "kind_code": str(node.get("kind")), **relation_cells(edges)}
        if any(edge.source == target for edge in edges):
            row["relation"] = ontology().relation("ADOPTED_BY").inverse.vi
        yield row | {"source": proof.name(source), "source_id": source} | proof.proved(*edges)


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
