"""Programmes, strategies, schemes, plans and movements, with the documents that adopted them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.ids import named
from graph.model import Edge, Node
from graph.registry.entries import Entry, Known
from graph.registry.source import Row, distinct, filled, read, sources_of


def programme_rows() -> list[Row]:
    """The rows of data/programmes.yaml."""
    rows: list[Row] = read("programmes")
    return rows


def programme_entry(row: Row, ids: Mapping[str, str]) -> Entry:
    """The entry of one row; `ids` gives node ids by the keys of the file."""
    surfaces = distinct((row["name"], *row.get("also", ())))
    properties = filled(kind=row["kind"], starts_on=row.get("from"), ends_on=row.get("to"))
    node = Node(ids[row["id"]], "Programme", row["name"], row["en"], surfaces[1:], (), properties)
    followed = ids[row["followed_by"]] if "followed_by" in row else ""
    return Entry(node, surfaces, row["conf"], sources_of(row), tuple(row.get("weak", ())), followed_by=followed)


def programme_id(row: Row) -> str:
    """The node id of one row."""
    return named("Programme", row["name"])


def programme_edges(row: Row, id_: str, by_number: Mapping[str, Known]) -> Iterator[Edge]:
    """ADOPTED_BY and IMPLEMENTS edges of one row; both rest on the adopting document."""
    if "adopted_by" not in row:
        return
    properties = {"basis": row["adopted_by"]}
    yield Edge(id_, by_number[row["adopted_by"]].id, "ADOPTED_BY", (), properties)
    for number in row.get("implements", ()):
        yield Edge(id_, by_number[number].id, "IMPLEMENTS", (), properties)
