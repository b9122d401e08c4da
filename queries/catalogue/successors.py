"""Which agencies took over from an agency, or it from which: dated, with what passed over and on what basis, on to the present."""

from __future__ import annotations

from graph.model import Edge, Node
from graph.ontology import Label
from queries.answering import called, finish, phrase, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.walking import in_words, other_end
from queries.written import query


def _run(request: Request) -> Answer:
    agency: Node = request["agency"]
    proof, before = Proof(request.store), request["direction"] == ("predecessors",)
    rows = [_row(request, proof, agency, path) for path in _chain(proof, agency, before=before)]
    rows.sort(key=lambda row: (row["hops"], row["on"], row["successor"], row["agency"], row["scope"]))
    pattern = (
        ("các cơ quan mà {} kế thừa", "agencies that {} succeeded") if before else ("các cơ quan kế thừa {}", "agencies that succeeded {}")
    )
    future = sum(row["on"] > request.as_of.isoformat() for row in rows)
    notes = (*_future(future, request), *_ended(agency))
    return finish("successors", sentence(phrase(*pattern, agency)), rows, proof, notes)


def _chain(proof: Proof, agency: Node, *, before: bool) -> list[tuple[Edge, ...]]:
    """Every succession from (or to) the agency, step by step, each with the steps that lead there."""
    found: list[tuple[Edge, ...]] = []
    seen, waiting = {agency.id}, [(agency.id, tuple[Edge, ...]())]
    while waiting:
        at, path = waiting.pop(0)
        for edge in proof.store.edges(at, "in" if before else "out", ("SUCCEEDED_BY",)):
            found.append((*path, edge))
            other = other_end(edge, at)
            if other not in seen:
                seen.add(other)
                waiting.append((other, (*path, edge)))
    return found


def _row(request: Request, proof: Proof, agency: Node, path: tuple[Edge, ...]) -> Row:
    edge = path[-1]
    proof.keep((agency,), path)
    row: Row = {
        "agency": proof.name(edge.source),
        "agency_id": edge.source,
        "successor": proof.name(edge.target),
        "successor_id": edge.target,
    }
    row |= {"on": str(edge.get("on")), "scope": str(edge.get("scope")), "basis": str(edge.get("basis"))}
    row["happened"] = "có" if str(edge.get("on")) <= request.as_of.isoformat() else "chưa"
    words = in_words(proof, agency.id, path)
    return row | {"hops": len(path), "path": words} | proof.proved(*path)


def _future(count: int, request: Request) -> tuple[Label, ...]:
    if not count:
        return ()
    day = f"{request.as_of:%d/%m/%Y}"
    return (Label(f"{count} lần kế thừa diễn ra sau ngày {day}.", f"{count} successions take place after {request.as_of}."),)


def _ended(agency: Node) -> tuple[Label, ...]:
    ended = str(agency.get("valid_to"))
    return (Label(f"{agency.name} hoạt động đến {ended}.", f"{called(agency).en} existed until {ended}."),) if ended else ()


QUERY = query("successors", _run)
