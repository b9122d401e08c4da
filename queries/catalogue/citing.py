"""Which documents refer to a document or programme, and how: they cite, amend, replace, guide it, are based on it, assign its work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from graph.store import Store
from queries.answering import finish, listed, phrase, same_number, sentence
from queries.documents import RELATIONS, cells_of_documents, references, relation_cells
from queries.model import Answer, Request, Row
from queries.proof import Proof, shown
from queries.rows import Rows
from queries.written import query

THROUGH_TASKS = "TASKS"
"""The document assigns a task that needs the one asked about."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Citing:
    """A document or programme that refers to `target`: by itself (`direct`) and by the tasks that it assigns."""

    node: Node
    target: str
    direct: tuple[Edge, ...]
    tasks: tuple[Edge, ...]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """All that binds it to the target."""
        return self.direct + self.tasks


def _run(request: Request) -> Answer:
    documents: tuple[Node, ...] = request["document"]
    proof, wanted = Proof(request.store), request["relation"] or (*RELATIONS, THROUGH_TASKS)
    direct = _direct(proof, documents, tuple(name for name in wanted if name in RELATIONS))
    tasks = _through_tasks(proof, documents) if THROUGH_TASKS in wanted else {}
    found = [Citing(proof.known(pair[0]), pair[1], tuple(direct.get(pair, ())), tuple(tasks.get(pair, ()))) for pair in {**direct, **tasks}]
    found = [citing for citing in found if not request["kind"] or citing.node.get("kind") in request["kind"]]
    found = _issued_by(request.store, found, request["agency"]) if request["agency"] else found
    rows = Rows(sorted(found, key=_order), lambda some: _rows(proof, some))
    return finish("citing", _understood(request), rows, proof, same_number(documents))


def _order(citing: Citing) -> tuple[str, str, str, str]:
    return (str(citing.node.get("issued_on")), shown(citing.node), citing.node.id, citing.target)


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
    needing = proof.store.edges_many([node.id for node in documents], "in", ("DEPENDS_ON",))
    assigning = proof.store.edges_many([edge.source for edges in needing.values() for edge in edges], "in", ("ASSIGNS",))
    for id_, edges in needing.items():
        for edge in edges:
            for assigned in assigning[edge.source]:
                if assigned.source != id_:
                    out[assigned.source, id_] += [assigned, edge]
    proof.know(referring for referring, _ in out)
    return out


def _rows(proof: Proof, found: Sequence[Citing]) -> Iterable[Row]:
    proof.know_told(edge for citing in found for edge in citing.edges)
    for citing, cells in zip(found, cells_of_documents(proof, [citing.node for citing in found]), strict=True):
        proof.keep(edges=citing.edges)
        row: Row = {**cells, "kind_code": str(citing.node.get("kind")), **relation_cells(citing.direct)}
        if not citing.direct:
            row |= {"relation": "giao nhiệm vụ cần đến", "relation_code": THROUGH_TASKS}
        if any(edge.target == citing.node.id for edge in citing.direct):
            row["relation"] = ontology().relation("ADOPTED_BY").inverse.vi
        yield row | {"target": proof.name(citing.target), "target_id": citing.target} | proof.proved(*citing.edges)


def _issued_by(store: Store, found: Sequence[Citing], agency: Node) -> list[Citing]:
    issued = store.edges_many([citing.node.id for citing in found], "out", ("ISSUED_BY",))
    return [citing for citing in found if any(edge.target == agency.id for edge in issued[citing.node.id])]


def _understood(request: Request) -> Label:
    relations = ontology().relations
    labels = [(name, kind.inverse if name == "ADOPTED_BY" else kind.label) for name, kind in relations.items()]
    verb = listed([name for name in request["relation"] or () if name != THROUGH_TASKS], labels) or Label("dẫn chiếu đến", "refer to")
    kind = listed(request["kind"], ontology().document_kinds.items()) or Label("văn bản", "documents")
    issuer = phrase("do {} ban hành", "issued by {}", request["agency"]) if request["agency"] else None
    return sentence(phrase("các {}", "{}", kind), issuer, phrase("{}", "that {}", verb), phrase("{}", "{}", request["document"][0]))


QUERY = query("citing", _run)
