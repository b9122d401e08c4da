"""The recipes in Cypher on a real server: the rows of the queries on the embedded store, for graphs made by hand and read from texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import neo4j
import pytest

from graph.ontology import ontology
from graph.store import Store, open_store
from graph.store.neo4j import Neo4jStore
from loaders.pipeline import load, sources
from queries import catalogue, run
from queries.written import statuses
from tests import query_graph as g
from tests.conftest import ROOT, SHARED
from tests.neo4j_server import connect, empty

FOLDER = ROOT / "queries" / "cypher"
AS_OF = date(2024, 8, 1)
RECIPES = sorted(path.stem for path in FOLDER.glob("*.cypher"))
GRAPHS = ["made", "samples", "seeds", "made-current"]
Values = Mapping[str, Any]


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.cypher").read_text("utf8")


def header(name: str) -> list[str]:
    lines = text_of(name).split("\n")
    return [line.removeprefix("//").strip() for line in lines[: lines.index("")]]


def examples(name: str) -> dict[str, Any]:
    """The parameters in the header of a recipe, with their values."""
    found = (re.fullmatch(r":param (\w+) => (.+)", line) for line in header(name))
    return {match[1]: _literal(match[2]) for match in found if match}


def _literal(text: str) -> Any:
    if text.startswith("["):
        return [_literal(part.strip()) for part in text[1:-1].split(",")]
    return {"null": None, "true": True}.get(text, text[1:-1] if text.startswith("'") else int(text) if text.isdigit() else None)


class Served(NamedTuple):
    """One graph in an embedded store and on a server."""

    graph: str
    store: Store
    session: neo4j.Session

    def rows(self, name: str, values: Values) -> list[dict[str, Any]]:
        given = dict.fromkeys(examples(name)) | {"as_of": AS_OF.isoformat()} | dict(values)
        return self.session.run(text_of(name), given).data()


@pytest.fixture(scope="module", params=GRAPHS)
def served(request, neo4j_server) -> Iterator[Served]:
    """A graph on both; each is loaded once for all recipes."""
    graph, _, release = request.param.partition("-")
    own = os.environ.get("LUOCDO_NEO4J_TEST_URL") if not release else None
    url = own or neo4j_server(release or "lts").url
    with open_store(":memory:") as store:
        _fill(store, graph)
        empty(url)
        with Neo4jStore.open(url) as server:
            server.write_many(store.bundles())
        with connect(url) as driver, driver.session() as session:
            yield Served(graph, store, session)


def _fill(store: Store, graph: str) -> None:
    if graph == "made":
        g.fill(store)
        return
    folder = ROOT / "samples" if graph == "samples" else SHARED / "corpus" / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the reference texts ({folder}) are not on this machine")
    assert not load(store, sources([folder]), lambda _: None).failed


# -- what is asked --


def asked(values: Values) -> dict[str, str]:
    """The parameters of a recipe as the query takes them."""
    given = {name: value for name, value in values.items() if value is not None}
    if {"from", "to"} & given.keys():
        given["period"] = f"{given.pop('from', '')}..{given.pop('to', '')}"
    return {name: _as_text(value) for name, value in given.items()}


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return "yes" if value is True else str(value)


YEAR = {"from": "2024-01-01", "to": "2024-12-31"}
MADE: dict[str, list[Values]] = {
    "citing": [{"document": g.DECISION_06}, {"document": "06/QĐ-TTg"}, {"document": g.PROJECT_06}, {"document": g.NQ_175},
               {"document": g.NQ_175, "relation": ["BASED_ON"]}, {"document": "06/QĐ-TTg", "kind": ["plan"]},
               {"document": g.PROJECT_06, "agency": g.OFFICE}],
    "documents": [{}, {"loaded": True}, {"agency": g.OFFICE}, {"kind": ["notice", "plan"]}, YEAR, {"from": "2024-06-01"}],
    "managed": [{"entity": g.MPS}, {"entity": g.POPULATION}, {"entity": g.MPS, "types": ["Database"]}],
    "overdue": [{}, {"agency": g.MIC}, {"agency": g.OFFICE, "role": ["lead"], "as_of": "2025-01-01"}, {"to": "2024-06-30"},
                {"submitted_to": g.PM}, {"source": g.FIRST}],
    "references": [{"document": g.PLAN}, {"document": g.SECOND}, {"document": g.FIRST}, {"document": g.PROJECT_06},
                   {"document": g.PLAN, "relation": ["BASED_ON"]}, {"document": g.PLAN, "kind": ["resolution"]}],
    "successors": [{"agency": g.MIC}, {"agency": g.MOST, "direction": "predecessors"}, {"agency": g.MPS}],
    "tasks": [{}, {"agency": g.MPS}, {"agency": g.MPS, "role": ["coordinating"]}, {"agency": g.MPS, "partner": g.DEFENCE},
              {"submitted_to": g.PM}, YEAR, {"status": ["due_soon", "done"]}, {"source": g.PROJECT_06}, {"source": g.DECISION_06},
              {"source": g.SECOND}, {"recurring": True}, {"about": "Trung tâm dữ liệu quốc gia"}, {"about": "tiêu chuẩn địa chỉ số"}],
    "workload": [{}, {"role": ["coordinating"]}, {"role": ["lead", "coordinating", "receiving"]}, YEAR, {"status": ["overdue"]},
                 {"source": g.NQ_175}],
}  # fmt: skip


def cases(name: str, served: Served) -> list[Values]:
    """What is asked of a recipe: on the graph made by hand what is listed, on others everything that can be asked about."""
    if served.graph == "made":
        return MADE[name]
    example = {key: value for key, value in examples(name).items() if value is not None}
    kinds = {kind: [node.id for node in served.store.find(kind)] for kind in ontology().nodes}
    things = {
        "document": kinds["Document"] + kinds["Programme"],
        "agency": kinds["Agency"],
        "entity": kinds["Database"] + kinds["Platform"] + kinds["Programme"],
    }
    subject = next((p.name for p in catalogue()[name].parameters if p.required), "")
    if subject:
        return [example, *({subject: id_} for id_ in things[subject])]
    busy = sorted({edge.target for edge in served.store.all_edges() if edge.type in {"LED_BY", "COORDINATED_WITH", "ISSUED_BY"}})
    return [{}, example, *({"agency": id_} for id_ in busy if "agency" in examples(name))]


# -- the comparison --


def as_shown(column: str, value: Any) -> Any:
    """A value of a recipe in the form of a query's rows: lists in one cell, nothing as an empty text."""
    if isinstance(value, list):
        known = list(dict.fromkeys(value))
        if column.endswith("_id"):
            return known[0] if len(known) == 1 else ""
        return ("," if column.endswith("_code") else "; ").join(filter(None, known))
    return "" if value is None else value


def told(row: Mapping[str, Any], column: str) -> Any:
    """What a query's row says in a column of a recipe."""
    if column in row:
        return row[column]
    labels = {"status_code": ("status", statuses()), "kind_code": ("kind", ontology().document_kinds)}
    shown, known = labels[column]
    return next((code for code, label in known.items() if label.vi == row[shown]), "")


def differences(served: Served, name: str, values: Values) -> tuple[int, list[str]]:
    """How many rows were compared, and what of them is not the same."""
    wanted = run(served.store, name, asked(values), AS_OF).rows
    found = served.rows(name, values)
    columns = [column for column in (found[0] if found else ()) if column != "graph"]
    one = [{column: as_shown(column, row[column]) for column in columns} for row in found]
    two = [{column: told(row, column) for column in columns} for row in wanted]
    if one == two and len(found) == len(wanted):
        return len(found), []
    apart = [f"{a} is not {b}" for a, b in zip(one, two, strict=False) if a != b][:2]
    return len(found), [f"{name} {dict(values)}: {len(found)} rows, {len(wanted)} in the query", *apart]


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_gives_the_rows_of_its_query(served: Served, name: str) -> None:
    """Guards against a recipe that tells somebody in Neo4j Browser something else than the program tells."""
    compared, wrong = 0, list[str]()
    for values in cases(name, served):
        count, different = differences(served, name, values)
        compared += count
        wrong += different
    assert wrong == []
    assert compared or served.graph != "made", "no case of the graph made by hand has rows"
