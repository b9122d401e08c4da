"""Targets by the time they are due, by what sets them, by agency and topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.ontology import Label
from queries.answering import finish, sentence
from queries.model import Answer, Request, Row
from queries.proof import Proof
from queries.rows import Rows
from queries.target_filters import TargetFacts, TargetFilter, target_cells
from queries.task_rows import status_cells
from queries.written import query


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), TargetFilter.read(request.values)
    rows = Rows(wanted.choose(request.store), lambda some: _rows(proof, some, request.as_of))
    return finish("targets", sentence(Label("các chỉ tiêu", "targets"), *wanted.in_words()), rows, proof)


def _rows(proof: Proof, facts: Sequence[TargetFacts], as_of: date) -> Iterable[Row]:
    proof.know_told(edge for fact in facts for edge in fact.setting)
    of = proof.store.edges_many([fact.target.id for fact in facts], "out", ("OF",))
    for fact in facts:
        proof.keep((fact.target,), [*fact.setting, *of[fact.target.id]])
        yield target_cells(proof, fact) | status_cells(fact.target, as_of) | proof.proved(*(fact.setting or (fact.target,)))


QUERY = query("targets", _run)
