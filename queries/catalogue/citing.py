"""Which documents refer to a document or programme, and how: they cite, amend, replace, guide it, are based on it, assign its work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.answering import finish, listed, phrase, same_number, sentence
from queries.documents import RELATIONS, document_cells, references, relation_cells
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.written import query

THROUGH_TASKS = "TASKS"
"""The document assigns a task that needs the one asked about."""

Pair = tuple[str, str]


def _run(request: Request) -> Answer:
    documents: tuple[Node, ...] = request["document"]
    proof, wanted = Proof(request.store), request["relation"] or (*RELATIONS, THROUGH_TASKS)
    direct = _direct(proof, documents, tuple(name for name in wanted if name in RELATIONS))
    tasks = _through_tasks(proof, documents) if THROUGH_TASKS in wanted else {}
    rows = [_row(proof, pair, direct.get(pair, ()), tasks.get(pair, ())) for pair in {**direct, **tasks}]
    rows = [row for row in rows if not request["kind"] or row["kind_code"] in request["kind"]]
    rows = [row for row in rows if not request["agency"] or _issued_by(proof, row["document_id"], request["agency"].id)]
    rows.sort(key=lambda row: (row["issued_on"], row["document"], row["document_id"], row["target_id"]))
    return finish("citing", _understood(request), rows, proof, same_number(documents))


def _direct(proof: Proof, documents: Sequence[Node], relations: Sequence[str]) -> Mapping[Pair, list[Edge]]:
    """The references, by the one that refers and the one referred to; a document that adopts a programme refers to it."""
    out: dict[Pair, list[Edge]] = defaultdict(list)
    for edge in references(proof, [node.id for node in documents], relations, inwards=True) if relations else ():
        out[edge.source, edge.target].append(edge)
    programmes = [node.id for node in documents if node.type == "Programme"]
    for edge in references(proof, programmes, ("ADOPTED_BY",), inwards=False) if "ADOPTED_BY" in relations else ():
        out[edge.target, edge.source].append(edge)
    return out


def _through_tasks(proof: Proof, documents: Sequence[Node]) -> Mapping[Pair, list[Edge]]:
    out: dict[Pair, list[Edge]] = defaultdict(list)
    for node in documents:
        for needing in proof.store.edges(node.id, "in", ("DEPENDS_ON",)):
            for assigning in proof.store.edges(needing.source, "in", ("ASSIGNS",)):
                if assigning.source != node.id:
                    out[assigning.source, node.id] += [assigning, needing]
    return out


def _row(proof: Proof, pair: Pair, direct: Sequence[Edge], tasks: Sequence[Edge]) -> Row:
    referring, target = pair
    node = proof.node(referring)
    assert node is not None, "the ends of an edge are in the store"
    proof.keep(edges=(*direct, *tasks))
    row: Row = {**document_cells(proof, node), "kind_code": str(node.get("kind")), **relation_cells(direct)}
    if not direct:
        row |= {"relation": "giao nhiệm vụ cần đến", "relation_code": THROUGH_TASKS}
    if any(edge.target == referring for edge in direct):
        row["relation"] = ontology().relation("ADOPTED_BY").inverse.vi
    return row | {"target": proof.name(target), "target_id": target} | proof.proved(*direct, *tasks)


def _issued_by(proof: Proof, document: str, agency: str) -> bool:
    return any(edge.target == agency for edge in proof.store.edges(document, "out", ("ISSUED_BY",)))


def _understood(request: Request) -> Label:
    relations = ontology().relations
    labels = [(name, kind.inverse if name == "ADOPTED_BY" else kind.label) for name, kind in relations.items()]
    verb = listed([name for name in request["relation"] or () if name != THROUGH_TASKS], labels) or Label("dẫn chiếu đến", "refer to")
    kind = listed(request["kind"], ontology().document_kinds.items()) or Label("văn bản", "documents")
    issuer = phrase("do {} ban hành", "issued by {}", request["agency"]) if request["agency"] else None
    return sentence(phrase("các {}", "{}", kind), issuer, phrase("{}", "that {}", verb), phrase("{}", "{}", request["document"][0]))


QUERY = query("citing", _run)
