"""The recipes in Cypher on a real server: the rows of the queries on the embedded store, for graphs made by hand and read from texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import neo4j
import pytest

from graph.model import Bundle
from graph.ontology import ontology
from graph.store import Store, open_store
from graph.store.neo4j import Neo4jStore
from loaders.pipeline import load, sources
from queries import catalogue
from queries.differing import KINDS as DIFFERENT
from queries.force import ACTS
from queries.gaps import KINDS
from queries.model import Request, Row
from queries.parameters import read_parameters
from queries.walking import short
from queries.written import statuses
from tests import query_graph as g
from tests.conftest import ROOT, SHARED
from tests.identity_bundles import told as told_by
from tests.neo4j_server import connect, empty

FOLDER = ROOT / "queries" / "cypher"
AS_OF = date(2024, 8, 1)
RECIPES = sorted(path.stem for path in FOLDER.glob("*.cypher"))
GRAPHS = ["made", "amended", "samples", "seeds", "made-current"]
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
    release: str = ""

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
            yield Served(graph, store, session, release)


def _fill(store: Store, graph: str) -> None:
    if graph in {"made", "amended"}:
        _ = g.fill(store) if graph == "made" else [store.write(bundle) for bundle in AMENDED]
        return
    folder = ROOT / "samples" if graph == "samples" else SHARED / "corpus" / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the reference texts ({folder}) are not on this machine")
    assert not load(store, sources([folder]), lambda _: None).failed


# -- what is asked --


def valued() -> Iterator[Bundle]:
    """Three notices that set and report values: some cannot both hold, some can."""
    stated = [
        (("Target", 80, "="), ("Measurement", 86_000_000, ">")),
        (("Target", 85, "="), ("Measurement", 78_500_000, "=")),
        (("Target", 75, ">="), ("Measurement", 86_200_000, "~")),
    ]
    for n, values in enumerate(stated):
        text = g.Text(
            f"document:tb-vpcp-2025-904{n}", f"Thông báo 904{n}", kind="notice", number=f"904{n}/TB-VPCP", issued_on=f"2025-0{n + 1}-05"
        )
        for kind, value, sign in values:
            unit = "%" if kind == "Target" else "thẻ"
            text.value(kind, f"{kind} {sign} {value}", "hồ sơ được nộp trực tuyến toàn trình", value, unit, "2025-12-31", sign)
        yield text.bundle()


def replaced() -> Iterator[Bundle]:
    """A plan, one that takes its place, and a report that names a body which helps with an older task."""
    plan = told_by("document:kh-bca-2025-9050", "2025-03-10", {"text": "Dựng kho mẫu biểu điện tử cho công chứng viên", "lead": g.MPS})
    yield plan
    text = g.Text("document:kh-bca-2025-9051", "Kế hoạch 9051", kind="plan", number="9051/KH-BCA", issued_on="2025-05-10")
    text.names(next(node for node in plan.nodes if node.id == plan.document), *(node for node in ORDER.nodes if node.id == _TOLD))
    text.fact("Kế hoạch này thay thế kế hoạch cũ.", text.id, "REPLACES", plan.document, scope="whole", effective_on="2025-06-01")
    text.task(_SHARED["text"], by=_TOLD, lead=g.MPS, helps=[g.DEFENCE])
    yield text.bundle()


_ROW = {"text": "Xây dựng tiêu chuẩn kỹ thuật về chữ ký số từ xa cho thiết bị di động của doanh nghiệp nhỏ", "lead": g.MPS}
_TOLD = "document:qd-ttg-2025-9030"
_SHARED = {"text": "Lập bản đồ nhiệt về mật độ trạm quan trắc chất lượng không khí của các khu công nghiệp ven biển", "lead": g.MPS}
_OPEN = {"text": "Hoàn thiện bộ quy tắc mở dữ liệu về lịch tàu xe liên tỉnh cho ứng dụng tìm đường của người khuyết tật", "lead": g.MPS}
ORDER = told_by(_TOLD, "2025-03-01", _SHARED, _OPEN | {"due": "2025-05-30"})
_FIRST = "document:qd-ttg-2025-9009"  # stands after what amends it, as nothing may depend on the order of loading
AMENDED = [
    told_by(_FIRST, "2025-02-01", _ROW | {"due": "2025-06-30"}),
    told_by("document:qd-ttg-2025-9002", "2025-05-01", _ROW | {"due": "2025-09-30", "by": _FIRST}, amends=_FIRST),
    told_by("document:qd-ttg-2025-9003", "2025-08-01", _ROW | {"due": "2025-12-31", "by": _FIRST}, amends=_FIRST),
    *(told_by(f"document:tb-vpcp-2025-900{9 - n}", f"2025-0{n}-06", {"text": "Ban hành khung năng lực số cho giáo viên tiểu học các tỉnh",
      "lead": g.MOET, "due": f"2025-{6 + n:02}-30"}) for n in (4, 5, 6)),
    ORDER,
    told_by("document:2025-04-02-tin", "2025-04-02", _SHARED | {"by": _TOLD, "lead": g.DEFENCE}, kind="article"),
    told_by("document:tb-vpcp-2025-9031", "2025-04-03", _OPEN | {"due": "2025-04-30", "status": "đã hoàn thành"}),
    *valued(),
    *replaced(),
]  # fmt: skip
"""A row that was amended twice, work whose deadline moved twice, a task with two leads, one told done, and values that differ."""


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


DAYS = ("2024-08-01", "2025-06-15", "2025-09-01", "2026-09-30", "2026-10-01", "2027-01-15")
"""Before, between and after the amendments of the samples and of the amended tasks."""
YEAR = {"from": "2024-01-01", "to": "2024-12-31"}
MADE: dict[str, list[Values]] = {
    "changes": [{}, {"since_version": 0, "agency": g.MPS}, {"since_version": 10**6},
                {"from": "2024-05-01", "to": "2024-12-31"}, {"from": "2024-05-01"}, {"to": "2024-06-30"}, {"from": "2025-01-01"},
                {"from": "2024-05-01", "agency": g.MPS}, {"from": "2024-05-01", "to": "2024-07-31", "agency": g.OFFICE},
                {"from": "2019-01-01", "kind": ["acts", "successions"]},
                {"from": "2024-06-01", "to": "2025-03-01", "kind": ["roles", "ended"]}],
    "citing": [{"document": g.DECISION_06}, {"document": "06/QĐ-TTg"}, {"document": g.PROJECT_06}, {"document": g.NQ_175},
               {"document": g.NQ_175, "relation": ["BASED_ON"]}, {"document": "06/QĐ-TTg", "kind": ["plan"]},
               {"document": g.PROJECT_06, "agency": g.OFFICE}],
    "connections": [{"entity": g.POPULATION}, {"entity": g.POPULATION, "as_of": "2026-08-01"},
                    {"entity": g.LAND}, {"entity": g.PORTAL}, {"entity": g.POPULATION, "types": ["Database"]}],
    "coordination": [{"agency": g.MPS}, {"agency": g.MPS, "partner": g.DEFENCE}, {"agency": g.MIC}, {"agency": g.MPS, "role": ["lead"]},
                     {"agency": g.MIC, "partner": g.PM}, {"agency": g.PM}, {"agency": g.MPS, "source": g.SECOND},
                     {"agency": g.MPS, "partner": g.OFFICE, "status": ["due_soon"]}],
    "contradictions": [{}, {"kind": ["deadline"]}, {"document": g.FIRST, "other": g.SECOND}, {"agency": g.MIC}, {"agency": g.OFFICE},
                       {"document": g.PLAN}, {"as_of": "2025-01-01"}],
    "coverage": [{}, *({"kind": [kind]} for kind in KINDS), {"agency": g.MPS}, {"source": g.SECOND},
                 {"kind": ["undated_tasks"], "agency": g.MPS}, {"kind": ["unmanaged_systems"], "types": ["Platform"]},
                 {"kind": ["unloaded_documents", "unmanaged_systems"], "source": g.PLAN},
                 {"kind": ["unloaded_documents"], "document_kind": ["decision"]}, {"kind": ["unloaded_documents"], "agency": g.GOVERNMENT},
                 {"kind": ["valueless_targets", "undated_targets"], "agency": g.OFFICE}],
    "delay": [{"entity": g.CENTRE}, {"entity": g.CENTRE, "by": 900}, {"entity": g.POPULATION, "until": "2025-09-30"},
              {"entity": g.POPULATION}, {"entity": g.NQ_175}, {"entity": g.CENTRE, "types": ["Task"]},
              {"entity": g.POPULATION, "until": "2025-09-30", "agency": g.MPS},
              {"entity": g.POPULATION, "until": "2025-09-30", "standing": ["endangered"], "role": ["lead"], "agency": g.MPS}],
    "dependencies": [{"entity": g.CENTRE}, {"entity": g.LAND}, {"entity": g.PORTAL}, {"entity": g.CENTRE, "depth": 2},
                     {"entity": g.CENTRE, "depth": 1},
                     {"entity": g.CENTRE, "types": ["Database"]}],
    "dependents": [{"entity": g.POPULATION}, {"entity": g.CENTRE}, {"entity": g.NQ_175}, {"entity": g.POPULATION, "depth": 1},
                   {"entity": g.POPULATION, "types": ["Task"]}, {"entity": g.POPULATION, "relation": ["needs"]},
                   {"entity": g.CENTRE, "relation": ["produces", "connects"]}, {"entity": g.POPULATION, "agency": g.MPS, "role": ["lead"]},
                   {"entity": g.CENTRE, "status": ["overdue"], "as_of": "2025-01-01"}, {"entity": g.POPULATION, "from": "2025-01-01"}],
    "document_facts": [{"document": g.FIRST}, {"document": g.SECOND}, {"document": g.PLAN}, {"document": g.NEWS_2024},
                       {"document": g.DECISION_06}, {"document": "06/QĐ-TTg"}],
    "documents": [{}, {"loaded": True}, {"agency": g.OFFICE}, {"kind": ["notice", "plan"]}, YEAR, {"from": "2024-06-01"}],
    "due_soon": [{}, {"days": 180}, {"days": 600, "types": ["Target"]}, {"days": 600, "types": ["Task"]}, {"days": 600, "agency": g.OFFICE},
                 {"days": 600, "agency": g.MPS, "role": ["coordinating"]}, {"days": 600, "source": g.SECOND}, {"as_of": "2024-05-01"},
                 {"days": 600, "about": "dịch vụ công trực tuyến"}, {"days": 90, "as_of": "2024-05-01", "submitted_to": g.PM}],
    "entities": [{}, {"types": ["Agency", "Indicator"]}, {"named": True}, {"about": "dân cư"},
                 {"as_of": "2026-01-01", "types": ["Platform"]}],
    "facts": [{"entity": g.MPS}, {"entity": g.POPULATION}, {"entity": g.FIRST}, {"entity": g.PROJECT_06}, {"entity": g.MIC},
              {"entity": g.CHIPS}],
    "impact": [{"entity": g.POPULATION}, {"entity": g.CENTRE}, {"entity": g.NQ_175}, {"entity": g.POPULATION, "depth": 1},
               {"entity": g.POPULATION, "types": ["Platform"]}, {"entity": g.NQ_175, "agency": g.MPS}],
    "in_force": [{"document": "59/2022/NĐ-CP"}, {"document": "73/2019/NĐ-CP"}, {"document": "06/QĐ-TTg"}, {"document": g.PROJECT_06},
                 {"document": "document:nd-cp-2024-47"}, {"document": "23/2025/NĐ-CP", "as_of": "2025-06-01"}, {"document": g.FIRST},
                 {"document": "59/2022/NĐ-CP", "as_of": "2024-06-30"}, {"document": "47/2024/NĐ-CP", "relation": ["REPLACES"]}],
    "indicator_series": [{"indicator": "thẻ căn cước"}, {"indicator": "dịch vụ công trực tuyến toàn trình"},
                         {"indicator": "thẻ căn cước", "to": "2023-12-31"}, {"indicator": "thẻ căn cước", "from": "2024-01-01"}],
    "legal_basis": [{"entity": g.CENTRE}, {"entity": g.POPULATION}, {"entity": g.PROJECT_06}, {"entity": g.PLAN},
                    {"entity": g.CENTRE, "depth": 1}, {"entity": g.LAND, "depth": 0}, {"entity": g.LAND, "as_of": "2026-09-01"},
                    {"entity": "document:nd-cp-2025-194", "depth": 0}],
    "managed": [{"entity": "database:quoc-gia-ve-dang-ky-doanh-nghiep"},
                {"entity": "agency:btc"}, {"entity": "agency:btc", "as_of": "2026-08-01"},
                {"entity": g.MPS}, {"entity": g.POPULATION}, {"entity": g.MPS, "types": ["Database"]}],
    "overdue": [{}, {"agency": g.MIC}, {"agency": g.OFFICE, "role": ["lead"], "as_of": "2025-01-01"}, {"to": "2024-06-30"},
                {"submitted_to": g.PM}, {"source": g.FIRST}],
    "path": [{"source": g.LAND, "target": g.MPS}, {"source": g.CENTRE, "target": g.POPULATION}, {"source": g.FIRST, "target": g.PLAN},
             {"source": g.PM, "target": g.CHIPS}, {"source": g.LAND, "target": g.MPS, "limit": 1}, {"source": g.MPS, "target": g.MPS}],
    "progress": [{}, {"as_of": "2025-06-01"}, {"status": ["unknown"]}, {"status": ["behind"]}, {"source": g.SECOND}, YEAR,
                 {"agency": g.OFFICE}, {"about": "dịch vụ công trực tuyến"}],
    "references": [{"document": g.PLAN}, {"document": g.SECOND}, {"document": g.FIRST}, {"document": g.PROJECT_06},
                   {"document": g.PLAN, "relation": ["BASED_ON"]}, {"document": g.PLAN, "kind": ["resolution"]}],
    "responsible": [{"entity": g.PORTAL}, {"entity": g.LAND}, {"entity": g.LAND, "as_of": "2026-08-01"}, {"entity": g.CENTRE},
                    {"entity": "agency:btnmt", "as_of": "2026-08-01"}, {"entity": "agency:btnmt"}, {"entity": g.MPS},
                    {"entity": "database:quoc-gia-ve-dang-ky-doanh-nghiep"}, {"entity": g.FIRST},
                    {"entity": "database:quoc-gia-ve-dang-ky-doanh-nghiep", "as_of": "2026-08-01"},
                    {"entity": "agency:bkhdt", "as_of": "2026-08-01", "types": ["Database"]}, {"entity": g.CHIPS}],
    "roles": [{"about": "Trung tâm dữ liệu quốc gia"}, {"about": "bộ tiêu chuẩn địa chỉ số"}, {"about": "hạ tầng", "role": ["lead"]},
              {"about": "Trung tâm dữ liệu quốc gia", "agency": g.MPS}, {"about": "Trung tâm dữ liệu quốc gia", "source": g.PLAN},
              {"about": "Trung tâm dữ liệu quốc gia", "from": "2025-01-01"}],
    "slipped": [{}, {"agency": g.MIC, "role": ["lead"]}, {"agency": g.MPS}, {"about": "vi mạch bán dẫn"}],
    "successors": [{"agency": g.MIC}, {"agency": g.MOST, "direction": "predecessors"}, {"agency": g.MPS}],
    "targets": [{}, {"from": "2024-01-01", "to": "2024-12-31"}, {"source": g.SECOND}, {"agency": g.OFFICE}, {"agency": g.MPS},
                {"about": "dịch vụ công trực tuyến"}],
    "tasks": [{}, {"agency": g.MPS}, {"agency": g.MPS, "role": ["coordinating"]}, {"agency": g.MPS, "partner": g.DEFENCE},
              {"submitted_to": g.PM}, YEAR, {"status": ["due_soon", "done"]}, {"source": g.PROJECT_06}, {"source": g.DECISION_06},
              {"source": g.SECOND}, {"recurring": True}, {"about": "Trung tâm dữ liệu quốc gia"}, {"about": "tiêu chuẩn địa chỉ số"}],
    "workload": [{}, {"role": ["coordinating"]}, {"role": ["lead", "coordinating", "receiving"]}, YEAR, {"status": ["overdue"]},
                 {"source": g.NQ_175}],
}  # fmt: skip


def cases(name: str, served: Served) -> list[Values]:
    """What is asked of a recipe: on the graph made by hand what is listed, on others everything that can be asked about."""
    if served.graph == "made":
        return MADE[name][: 2 if served.release == "current" else None]
    example = {key: value for key, value in examples(name).items() if value is not None}
    kinds = {kind: [node.id for node in served.store.find(kind)] for kind in ontology().nodes}
    edges = list(served.store.all_edges())
    needed = {edge.target for edge in edges if edge.type in {"DEPENDS_ON", "PRODUCES", "CONNECTS_TO"}}
    busy = {edge.target for edge in edges if edge.type in {"LED_BY", "COORDINATED_WITH", "ISSUED_BY"}}
    ways = {"entity": sorted(needed | {edge.source for edge in edges if edge.type == "DEPENDS_ON"})}
    asked_of: dict[str, Mapping[str, Sequence[Any]]] = {
        "citing": {"document": kinds["Document"] + kinds["Programme"]},
        "connections": {"entity": kinds["Database"] + kinds["Platform"]},
        "legal_basis": {"entity": [id_ for kind in ("Task", "Document", "Programme", "Platform", "Database") for id_ in kinds[kind]][::3]},
        "changes": {"since_version": [0], "from": ["2024-01-01", "2025-03-02", "2025-04-15", "2026-06-01", "2026-09-14"]},
        "contradictions": {
            "kind": [[kind] for kind in DIFFERENT],
            "agency": sorted(busy)[::4],
            "document": [held.id for held in served.store.documents()],
        },
        "coverage": {
            "kind": [[kind] for kind in KINDS],
            "agency": sorted(busy)[::4],
            "source": [held.id for held in served.store.documents()],
        },
        "delay": ways,
        "dependencies": ways,
        "dependents": ways,
        "document_facts": {"document": kinds["Document"]},
        "in_force": {"document": sorted(id_ for edge in edges if edge.type in ACTS for id_ in (edge.source, edge.target))},
        "facts": {"entity": sorted(node for nodes in kinds.values() for node in nodes[::5])},
        "impact": ways,
        "managed": {"entity": kinds["Agency"] + kinds["Database"] + kinds["Platform"] + kinds["Programme"]},
        "progress": {"source": sorted({edge.source for edge in edges if edge.type == "SETS"}), "agency": sorted(busy)},
        "references": {"document": kinds["Document"] + kinds["Programme"]},
        "responsible": {"entity": sorted(needed) + kinds["Task"][::7]},
        "successors": {"agency": kinds["Agency"]},
        "targets": {"source": sorted({edge.source for edge in edges if edge.type == "SETS"}), "agency": sorted(busy)},
        **{other: {"agency": sorted(busy)} for other in ("coordination", "documents", "due_soon", "overdue", "slipped", "tasks")},
    }
    named = [example] if served.graph != "amended" else []  # which has none of the names in the examples
    if name == "path":
        things = sorted(needed)[:12]
        return [*named, *({"source": a, "target": b} for a in things for b in things if a < b)]
    whole: list[Values] = []
    if not any(parameter.required for parameter in catalogue()[name].parameters):
        whole = [{"as_of": day} for day in DAYS] if "as_of" in examples(name) else [{}]
    return [*whole, *named, *({key: id_} for key, ids in asked_of.get(name, {}).items() for id_ in ids)]


# -- the comparison --


def as_shown(column: str, value: Any) -> Any:
    """A value of a recipe in the form of a query's rows: lists in one cell, nothing as an empty text."""
    if column == "path":
        return [short(name) for name in value]
    if isinstance(value, list):
        known = list(dict.fromkeys(value))
        if column.endswith("_id"):
            return known[0] if len(known) == 1 else ""
        if column == "task":  # of connections
            known = [short(task) for task in known]
        return ("," if column.endswith("_code") else "; ").join(filter(None, known))
    return "" if value is None else value


def told(row: Mapping[str, Any], column: str) -> Any:
    """What a query's row says in a column of a recipe."""
    if column == "path":
        return row["path"].split(" → ")[::2]
    if "value_id" in row and "fact" in row and not row["value_id"]:  # a property: codes stand for labels
        types = {kind.label.vi: name for name, kind in ontology().nodes.items()}
        return {"fact": row["code"], "value": types[row["value"]] if row["code"] == "type" else row["value"]}.get(column, row.get(column))
    if column in row:
        return row[column]
    if column not in row and row.keys() & LISTS:  # a column of the other of the two lists that a query can give
        return ""
    labels = {"status_code": ("status", statuses()), "kind_code": ("kind", ontology().document_kinds)}
    shown, known = labels[column]
    return next((code for code, label in known.items() if label.vi == row[shown]), "")


LISTS = {"partner_id", "agency_role"}
"""What tells that a row belongs to a query whose answers have one of two sets of columns."""
WORDS = {"about", "indicator"}
"""Parameters that a recipe reads more strictly than its query, as its header says."""


def over_all(store: Store, name: str, given: Mapping[str, str]) -> Sequence[Row]:
    """The rows of a query over all that is loaded, as its recipe looks at it: what a day leaves out of the graph is not left out."""
    query = catalogue()[name]
    read = read_parameters(store, query, given, AS_OF)
    return query.run(Request(store, read, read.get("as_of") or AS_OF)).rows


def differences(served: Served, name: str, values: Values) -> tuple[int, list[str]]:
    """How many rows were compared, and what of them is not the same."""
    wanted = over_all(served.store, name, asked(values))
    found = served.rows(name, values)
    columns = [column for column in (found[0] if found else ()) if column != "graph"]
    one = [{column: as_shown(column, row[column]) for column in columns} for row in found]
    two = [{column: told(row, column) for column in columns} for row in wanted]
    if WORDS & values.keys() and served.graph in {"samples", "seeds"}:  # a query finds words in other forms too
        two = [row for row in two if row in one]
        wanted = wanted[: len(two)]
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


def test_every_query_has_a_recipe() -> None:
    """Guards against a query that people in Neo4j Browser cannot ask, and a recipe of a query that is gone."""
    assert sorted(catalogue()) == RECIPES


@pytest.mark.parametrize("name", RECIPES)
def test_the_header_says_what_a_recipe_answers(name: str) -> None:
    """Guards against a header of another query, and a field of it that is empty."""
    query, lines = catalogue()[name], header(name)
    assert lines[:2] == [f"{query.title.vi}. {query.description.vi}", f"{query.title.en}. {query.description.en}"]
    for field in ("Dòng: ", "Rows: ", "Không có: ", "Left out: "):
        assert [line for line in lines if line.startswith(field) and len(line) > len(field)], field


@pytest.mark.parametrize("name", RECIPES)
def test_the_parameters_of_a_recipe_are_those_of_its_header_and_query(name: str) -> None:
    """Guards against a parameter that Browser asks for in vain, one that does nothing, and one that the query does not know."""
    said, body = header(name), text_of(name).split("\n\n", 1)[1]
    described = {match[1] for line in said if (match := re.match(r"([a-z_]+): \S.* / \S", line))}
    known = {parameter.name for parameter in catalogue()[name].parameters}
    assert described == examples(name).keys() == set(re.findall(r"\$(\w+)", body))
    assert {{"from": "period", "to": "period"}.get(key, key) for key in examples(name)} == known


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_plain_cypher(name: str) -> None:
    """Guards against procedures that a Neo4j without plugins lacks, and against a recipe that writes."""
    body = re.sub(r"//.*|'[^']*'", "", text_of(name))
    assert not re.search(r"\b((CREATE|MERGE|SET|DELETE|REMOVE)\b|(apoc|gds)\.|CALL\s+\w+\.)", body)


def _aims() -> Bundle:
    """Targets of every bound, each an indicator of its own, with values measured below, at and above it, before and after its day."""
    text = g.Text("document:bc-9099-2024", "Báo cáo số 9099/BC-X", kind="report", number="9099/BC-X", issued_on="2025-12-31")
    days = ("2024-01-10", "2024-05-20", "2024-06-30", "2024-07-02")
    bounds, values = ((">=", ">", "<=", "<", "="), ("=", ">", "<", ">=", "~")), ((6, 12), (7, 9.5, 10, 14), (0, 11))
    for no, (op, bound, first, last, late) in enumerate(product(*bounds, *values)):
        name = f"chỉ số {no:03}"
        text.value("Target", f"Mục tiêu {name} là 10.", name, 10, "điểm", "2024-06-30" if no % 7 else "", op)
        for value, day, said in ((first, days[0], "="), (last, days[1 + no % 2], bound), (late, days[3], "=")):
            if value:
                text.value("Measurement", f"Đo {name} ngày {day} được {value}.", name, value, "điểm", day, said)
    return text.bundle()


def test_the_recipe_of_progress_judges_as_the_query(neo4j_url: str) -> None:
    """Guards against a verdict of the recipe that differs for a bound, a day or a value that the samples do not have."""
    with open_store(":memory:") as store:
        store.write(_aims())
        with Neo4jStore.open(neo4j_url) as server:
            server.write_many(store.bundles())
        with connect(neo4j_url) as driver, driver.session() as session:
            served = Served("aims", store, session)
            for day in ("2024-05-30", "2024-06-30", "2024-07-01", "2024-08-01"):
                count, wrong = differences(served, "progress", {"as_of": day})
                assert (count, wrong) == (400, [])
            standings = {row["standing_code"] for day in ("2024-05-30", "2024-08-01") for row in served.rows("progress", {"as_of": day})}
            assert standings == {"reached", "late", "missed", "on_track", "behind", "short", "unknown"}
