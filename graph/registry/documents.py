"""Documents known by number, and their relations to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.model import Edge, Node
from graph.registry.entries import Entry, Known
from graph.registry.numbers import document_id, document_types, parse_number
from graph.registry.source import Row, basis_of, distinct, filled, read, sources_of

RELATIONS = {"implements": "IMPLEMENTS", "amends": "AMENDS", "replaces": "REPLACES", "repeals": "REPEALS", "guides": "GUIDES"}


def document_rows() -> list[Row]:
    """The rows of data/documents.yaml."""
    rows: list[Row] = read("documents")
    return rows


def known_documents(rows: Sequence[Row]) -> tuple[Known, ...]:
    """One Known a row. A number used twice in a year is told apart by the date of signature from the second use on."""
    used: Counter[str] = Counter()
    found = []
    for row in rows:
        parts = parse_number(row["number"])
        year = parts.year or int(row.get("year") or row["on"][:4])
        id_ = document_id(parts.type_code, parts.issuer_code, year, parts.number)
        used[id_] += 1
        if used[id_] > 1:
            id_ = f"{id_}-{row['on']}"
        found.append(Known(_node(row, id_, parts.type_code), parts.type_code, parts.issuer_code, parts.number, year))
    return tuple(found)


def _node(row: Row, id_: str, code: str) -> Node:
    title = row.get("title", "")
    kind = document_types()[row.get("type") or code or "QH"]
    law = kind.kind == "law"
    name = title if law else f"{kind.label.vi} số {row['number']}"
    aliases = (*(_law_names(row) if law else ()), *row.get("also", ()))
    properties = filled(
        kind=kind.kind,
        number=row["number"],
        title=title,
        issued_on=row.get("on"),
        effective_on=row.get("effective"),
        expires_on=row.get("expires"),
    )
    return Node(id_, "Document", name, "", distinct(aliases), (), properties)


def _law_names(row: Row) -> tuple[str, ...]:
    year = row["number"].split("/")[1]
    return (f"{row['title']} năm {year}", f"{row['title']} {year}")


def document_entry(row: Row, known: Known) -> Entry:
    """The entry of one document: laws are matched by name, others by the few names they go under."""
    surfaces = (known.node.name, *known.node.aliases)
    return Entry(known.node, surfaces, row["conf"], sources_of(row), tuple(row.get("weak", ())))


def document_edges(row: Row, known: Known, by_number: Mapping[str, Known], issuer: str) -> Iterator[Edge]:
    """ISSUED_BY and the relations of one row to other documents; a document rests on its own number."""
    yield Edge(known.id, issuer, "ISSUED_BY", (), {"basis": row["number"]})
    for key, type_ in RELATIONS.items():
        for target in row.get(key, ()):
            step: Mapping[str, Any] = target if isinstance(target, dict) else {"number": target}
            properties = {"basis": basis_of(step) if step.get("conf") else row["number"]}
            if type_ not in {"IMPLEMENTS", "GUIDES"}:
                properties |= filled(provision=step.get("provision"), effective_on=step.get("effective"))
            yield Edge(known.id, by_number[step["number"]].id, type_, (), properties)
