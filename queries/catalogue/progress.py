"""Targets against what was measured: how far each is, whether it is reached or on track, with the arithmetic in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from graph.model import Edge
from graph.ontology import Label
from queries.answering import finish, listed, sentence
from queries.figures import Figure, cell, figures
from queries.model import Answer, Request, Row
from queries.progressing import Progress, arithmetic, progress
from queries.proof import Proof, joined
from queries.rows import Rows
from queries.target_filters import TargetFacts, TargetFilter, target_cells
from queries.written import query

_GROUPS = {"not_reached": ("missed", "on_track", "behind", "short")}
"""The standings that are asked for by one name."""


def _run(request: Request) -> Answer:
    proof, wanted = Proof(request.store), TargetFilter.read(request.values)
    facts = wanted.choose(request.store)
    targets = {figure.node.id: figure for figure in figures(proof, [fact.target for fact in facts], "SETS", "due_on")}
    measured = _measured(proof, targets.values())
    found = [(fact, _progress(targets[fact.target.id], measured, request.as_of)) for fact in facts if fact.target.id in targets]
    asked = {code for one in request["status"] or _standings() for code in _GROUPS.get(one, (one,))}
    rows = Rows([(fact, one) for fact, one in found if one.standing in asked], lambda some: _rows(proof, some))
    notes = (*_counts(Counter(one.standing for _, one in found)), *_without_number(len(facts) - len(targets)))
    return finish("progress", _understood(request, wanted), rows, proof, notes)


def _measured(proof: Proof, targets: Iterable[Figure]) -> Mapping[str, list[Figure]]:
    """What was measured of the indicators of some targets, by indicator."""
    indicators = sorted({edge.target for figure in targets for edge in figure.of})
    values = proof.store.edges_many(indicators, "in", ("OF",))
    nodes = proof.store.get_many(sorted({edge.source for edges in values.values() for edge in edges}))
    found: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures(proof, [node for node in nodes.values() if node.type == "Measurement"], "REPORTS", "as_of"):
        for edge in figure.of:
            found[edge.target].append(figure)
    return found


def _progress(target: Figure, measured: Mapping[str, list[Figure]], as_of: date) -> Progress:
    same = {figure.node.id: figure for edge in target.of for figure in measured.get(edge.target, ())}
    return progress(target, list(same.values()), as_of)


def _rows(proof: Proof, some: Sequence[tuple[TargetFacts, Progress]]) -> Iterable[Row]:
    proof.know_told(edge for fact, one in some for edge in (*fact.setting, *_proving(one)))
    for fact, one in some:
        edges = (*(fact.setting or ()), *one.target.of, *_proving(one))
        proof.keep((fact.target,), edges)
        row = target_cells(proof, fact) | {"due_on": str(fact.target.get("due_on"))} | _cells(proof, one)
        yield row | proof.proved(*(edges or (fact.target,)))


def _proving(one: Progress) -> tuple[Edge, ...]:
    """The edges of the measurements that the standing rests on, the earlier first."""
    used = [figure for figure in (one.pace.first if one.pace else None, one.last) if figure]
    return tuple(edge for figure in used for edge in (*figure.said, *figure.of))


def _cells(proof: Proof, one: Progress) -> Row:
    last, told = one.last, arithmetic(one)
    documents = [edge.source for edge in last.said] if last else []
    row: Row = {
        "measured": cell(last.value) if last else "",
        "measured_comparator": last.comparator if last else "",
        "measured_on": str(last.day) if last else "",
        "measured_id": last.node.id if last else "",
        "difference": "" if one.difference is None else cell(one.difference),
        "share": "" if one.share is None else cell(one.share),
        "earlier": cell(one.pace.first.value) if one.pace else "",
        "earlier_on": str(one.pace.first.day) if one.pace else "",
    }
    row |= {"standing": _standings()[one.standing].vi, "standing_code": one.standing, "arithmetic": told.vi, "arithmetic_en": told.en}
    return row | {"reported_by": joined(map(proof.name, documents)), "reported_by_id": documents[0] if len(documents) == 1 else ""}


def _standings() -> Mapping[str, Label]:
    return next(parameter.choices for parameter in QUERY.parameters if parameter.name == "status")


def _understood(request: Request, wanted: TargetFilter) -> Label:
    standing = listed(request["status"], _standings().items())
    end = Label(f"so với số liệu đo được đến ngày {request.as_of:%d/%m/%Y}", f"against what was measured up to {request.as_of}")
    what = Label(f"({standing.vi})", f"({standing.en})") if standing else None
    return sentence(Label("các chỉ tiêu", "targets"), what, *wanted.in_words(), end)


def _counts(counts: Mapping[str, int]) -> tuple[Label, ...]:
    """How many of the targets stand how, also those that the standing asked for leaves out."""
    if not counts:
        return ()
    told = [(label, counts[code]) for code, label in _standings().items() if counts.get(code)]
    vi, en = "; ".join(f"{label.vi}: {count}" for label, count in told), "; ".join(f"{label.en}: {count}" for label, count in told)
    total = sum(counts.values())
    return (Label(f"{total} chỉ tiêu - {vi}.", f"{total} {'target' if total == 1 else 'targets'} - {en}."),)


def _without_number(count: int) -> tuple[Label, ...]:
    if not count:
        return ()
    return (Label(f"{count} chỉ tiêu không nêu con số nên không so được.", f"{count} targets name no number and cannot be compared."),)


QUERY = query("progress", _run)
