"""What the graph lacks: tasks, targets, documents and systems that are not dated, not led, not linked or not loaded; how many and which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Node
from graph.ontology import Label, ontology
from queries.answering import finish, phrase, sentence
from queries.gaps import KINDS, TASK_KINDS, Counted, Gaps, in_order
from queries.model import Answer, Request, Row
from queries.proof import Proof, joined, shown
from queries.rows import Rows
from queries.values import value_cells
from queries.written import query, written

_ALL = Label("tất cả", "all")
_SHOWN = 3
"""Of how many things a row of counts gives the words."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row to be made: a thing with a gap, or the counts of what a document (or all, '') tells."""

    kind: str
    counted: Counted
    thing: Node | None = None
    document: str = ""


def _run(request: Request) -> Answer:
    proof = Proof(request.store)
    gaps, wanted = Gaps(request, proof), request["kind"] or (TASK_KINDS if request["agency"] else KINDS)
    counted = {kind: gaps.of(kind) for kind in KINDS if kind in wanted}
    lines = [line for kind, found in counted.items() for line in (_items(kind, found) if request["kind"] else _counts(proof, kind, found))]
    rows = Rows.each(lines, lambda line: _item(proof, line, line.thing) if line.thing else _count(proof, line))
    notes = [_share(kind, found) for kind, found in counted.items() if request["kind"] and found.things]
    return finish("coverage", _understood(request), rows, proof, notes)


def _items(kind: str, counted: Counted) -> Iterator[_Line]:
    return (_Line(kind, counted, node) for node in in_order(kind, counted))


def _counts(proof: Proof, kind: str, counted: Counted) -> list[_Line]:
    """A line for all, then one for each document with gaps, those with the most first."""
    if not counted.things:
        return []
    found = counted.by_document()
    lacking = {id_: missing for id_, told in found.items() if (missing := len(told.missing()))}
    proof.know(lacking)
    ordered = sorted(lacking, key=lambda id_: (-lacking[id_], proof.name(id_), id_))
    return [_Line(kind, counted), *(_Line(kind, found[id_], document=id_) for id_ in ordered)]


def _item(proof: Proof, line: _Line, node: Node) -> Row:
    told_by = line.counted.told_by[node.id]
    proof.keep((node,))
    proof.know(told_by)
    row: Row = {"gap": _label(line.kind).vi, "gap_code": line.kind, "thing": shown(node), "thing_id": node.id}
    row |= {"type": ontology().node(node.type).label.vi, "type_code": node.type, "detail": _detail(proof, node)}
    row |= {"document": joined(map(proof.name, told_by)), "document_id": told_by[0] if len(told_by) == 1 else "", "texts": len(told_by)}
    return row | dict.fromkeys(("missing", "total", "share"), "") | proof.proved(node)


def _detail(proof: Proof, node: Node) -> str:
    """What is known of a thing all the same."""
    if node.type == "Task":
        lead = joined(proof.name(edge.target) for edge in proof.store.edges(node.id, "out", ("LED_BY",)))
        return "; ".join(filter(None, (lead, str(node.get("due_text") or node.get("due_on")))))
    if node.type == "Target":
        cells = value_cells(node)
        value = "" if cells["value"] is None else f"{cells['comparator']} {cells['value']} {cells['unit']}".strip()
        return "; ".join(filter(None, (value, str(node.get("due_on")))))
    return str(node.get("title"))


def _count(proof: Proof, line: _Line) -> Row:
    counted, missing, total = line.counted, line.counted.missing(), len(line.counted.things)
    proof.keep(missing)
    row: Row = {"gap": _label(line.kind).vi, "gap_code": line.kind}
    row |= dict.fromkeys(("thing", "thing_id", "type", "type_code", "detail", "texts"), "")
    row |= {"document": proof.name(line.document) if line.document else _ALL.vi, "document_id": line.document}
    row |= {"missing": len(missing), "total": total, "share": _percent(len(missing), total)}
    return row | proof.proved(*(missing or counted.things)[:_SHOWN])


def _percent(missing: int, total: int) -> float:
    """A share in percent with one decimal, halves rounded up."""
    return (2000 * missing + total) // (2 * total) / 10


def _label(kind: str) -> Label:
    entry = written("coverage")["parameters"]["kind"]["choices"][kind]
    return Label(entry["vi"], entry["en"])


def _share(kind: str, counted: Counted) -> Label:
    missing, total, label = len(counted.missing()), len(counted.things), _label(kind)
    share = f"{_percent(missing, total)}%"
    return Label(f"{label.vi}: {missing}/{total} ({share.replace('.', ',')}).", f"{label.en}: {missing} of {total} ({share}).")


def _understood(request: Request) -> Label:
    kinds = [_label(kind) for kind in request["kind"] or ()]
    asked = Label(", ".join(label.vi for label in kinds), ", ".join(label.en for label in kinds)) if kinds else None
    return sentence(
        asked or Label("những gì đồ thị còn thiếu", "what the graph lacks"),
        phrase("của {}", "of {}", request["agency"]) if request["agency"] else None,
        phrase("trong {}", "in {}", request["source"][0]) if request["source"] else None,
    )


QUERY = query("coverage", _run)
