"""Agencies: entries, what they are part of, and who took over from whom."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Edge, Node
from graph.registry.entries import Entry
from graph.registry.source import Row, basis_of, distinct, filled, read, sources_of


def agency_id(key: str) -> str:
    """The node id of the agency called `key` in the data files."""
    return f"agency:{key}"


def agency_rows() -> list[Row]:
    """The rows of data/agencies.yaml."""
    rows: list[Row] = read("agencies")
    return rows


def agency_entry(row: Row) -> Entry:
    """The entry of one row."""
    surfaces = distinct((row["name"], *row.get("also", ())))
    codes = row.get("codes", ())
    properties = filled(kind=row["kind"], code=codes[0] if codes else "", valid_from=row.get("from"), valid_to=row.get("to"))
    node = Node(agency_id(row["id"]), "Agency", row["name"], row["en"], surfaces[1:], (), properties)
    return Entry(node, surfaces, row["conf"], sources_of(row), tuple(row.get("weak", ())))


def agency_edges(row: Row) -> Iterator[Edge]:
    """PART_OF and SUCCEEDED_BY edges of one row."""
    me = agency_id(row["id"])
    if "in" in row:
        basis = basis_of(row, "in_basis")
        yield Edge(me, agency_id(row["in"]), "PART_OF", (), filled(basis=basis, valid_from=row.get("in_from")))
    for earlier in row.get("was_in", ()):
        yield Edge(me, agency_id(earlier["in"]), "PART_OF", (), filled(basis=basis_of(row, "in_basis"), valid_to=earlier["to"]))
    for step in row.get("succeeded_by", ()):
        properties = filled(on=step["on"], scope=step.get("scope"), basis=basis_of(step))
        yield Edge(me, agency_id(step["to"]), "SUCCEEDED_BY", (), properties)
