"""How two things are bound to each other."""

from __future__ import annotations

from graph.model import Edge, Node
from graph.ontology import ontology
from graph.store import Store
from queries.answering import finish, phrase, sentence, with_type
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.walking import in_words
from queries.written import query

_WEAK = ("ISSUED_BY", "CITES", "SUBMITTED_TO", "COORDINATED_WITH", "PART_OF", "REPORTS", "SETS", "OF")
"""Relations that nearly everything shares with everything: a path over them is told only where no other is found."""


def _run(request: Request) -> Answer:
    source, target = request["source"], request["target"]
    proof = Proof(request.store)
    rows = [_row(proof, source, number, edges) for number, edges in enumerate(_paths(request.store, source, target, request["limit"]), 1)]
    understood = sentence(phrase("đường nối {}", "how {}", with_type(source)), phrase("với {}", "is connected to {}", with_type(target)))
    return finish("path", understood, rows, proof)


def _paths(store: Store, source: Node, target: Node, limit: int) -> list[tuple[Edge, ...]]:
    if source.id == target.id:
        return []
    telling = sorted(ontology().relations.keys() - set(_WEAK))
    return store.paths(source.id, target.id, telling, limit=limit) or store.paths(source.id, target.id, (), limit=limit)


def _row(proof: Proof, source: Node, number: int, edges: tuple[Edge, ...]) -> Row:
    proof.keep((source,), edges)
    return {"number": number, "hops": len(edges), "path": in_words(proof, source.id, edges)} | proof.proved(*edges)


QUERY = query("path", _run)
