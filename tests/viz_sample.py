"""A graph of some forty items with an answer, and graphs of any size, for the tests of the views."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from graph.ids import named, told
from graph.model import Edge, Evidence, Node
from graph.ontology import Label
from queries.model import Answer, Graph, Row
from queries.written import columns
from viz.content import Content

AS_OF = date(2024, 8, 1)
NOTICE, PLAN, REPORT = "document:tb-vpcp-2024-901", "document:kh-ubnd-2024-902", "document:bc-bca-2024-903"
CENTRE, LAND = "platform:trung-tam-du-lieu-quoc-gia", "database:co-so-du-lieu-dat-dai-quoc-gia"
KNOWN = "Danh mục của dự án"


class _Maker:
    """Collects nodes and edges, writing the text of each document as facts are told."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: list[Edge] = []
        self._lengths: dict[str, int] = {}
        types = {name: entry["type"] for name, entry in data["assets"].items()} | dict.fromkeys(data["agencies"], "Agency")
        self.ids = {name: named(type_, name) for name, type_ in types.items()}

    def say(self, document: str, sentence: str) -> Evidence:
        start = self._lengths.get(document, 0)
        self._lengths[document] = start + len(sentence) + 1
        return Evidence(document, start, start + len(sentence), sentence)

    def node(self, id_: str, type_: str, name: str, name_en: str = "", said: tuple[Evidence, ...] = (), **properties: Any) -> str:
        self.nodes[id_] = Node(id_, type_, name, name_en, (), said, properties)
        return id_

    def edge(self, source: str, type_: str, target: str, *said: Evidence, **properties: Any) -> None:
        self.edges.append(Edge(source, target, type_, said, properties))


def sample_graph() -> Graph:
    """The whole graph."""
    data = yaml.safe_load(Path(__file__).with_name("viz_sample.yaml").read_text("utf8"))
    make = _Maker(data)
    for name, english in data["agencies"].items():
        kind: dict[str, Any] = {"kind": "ministry"} if name.startswith("Bộ") else {}
        make.node(make.ids[name], "Agency", name, english, **kind)
    for name, entry in data["assets"].items():
        make.node(make.ids[name], entry["type"], name, entry.get("en", ""))
        if "owner" in entry:
            make.edge(make.ids[name], "MANAGED_BY", make.ids[entry["owner"]], basis=KNOWN, role="owner")
    _documents(make, data["documents"])
    for entry in data["tasks"]:
        _task(make, entry)
    _values(make, data["measurements"], data["targets"])
    return Graph(tuple(make.nodes[id_] for id_ in sorted(make.nodes)), tuple(sorted(make.edges, key=lambda edge: edge.key)))


def _documents(make: _Maker, documents: Mapping[str, Mapping[str, str]]) -> None:
    for id_, entry in documents.items():
        properties: dict[str, Any] = {k: v for k, v in entry.items() if k not in {"name", "issuer"}}
        make.node(id_, "Document", entry["name"], **properties)
        if "issuer" in entry:
            make.edge(id_, "ISSUED_BY", make.ids[entry["issuer"]], make.say(id_, entry["issuer"].upper()))
    decision, project = "document:qd-ttg-2022-06", make.ids["Đề án 06"]
    based = make.say(PLAN, "Căn cứ Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ.")
    make.edge(PLAN, "BASED_ON", decision, based)
    make.edge(PLAN, "IMPLEMENTS", decision, make.say(PLAN, "Kế hoạch này triển khai Quyết định số 06/QĐ-TTg."))
    make.edge(PLAN, "IMPLEMENTS", project, based)
    make.edge(NOTICE, "CITES", "document:nq-cp-2023-175", make.say(NOTICE, "Tiếp tục thực hiện Nghị quyết số 175/NQ-CP."))
    make.edge(project, "ADOPTED_BY", decision, basis=KNOWN)
    make.edge(LAND, "CONNECTS_TO", make.ids["Cơ sở dữ liệu quốc gia về dân cư"], basis=KNOWN)
    before, after = make.ids["Bộ Thông tin và Truyền thông"], make.ids["Bộ Khoa học và Công nghệ"]
    make.edge(before, "SUCCEEDED_BY", after, basis="Nghị quyết số 176/2025/QH15", on="2025-03-01")


def _task(make: _Maker, entry: Mapping[str, Any]) -> None:
    text, document, helpers = entry["text"], entry["document"], entry.get("helpers", ())
    helped = f", phối hợp với {' và '.join(helpers)}," if helpers else ""
    until = f" {entry['due_text']}" if "due_text" in entry else ""
    said = make.say(document, f"{entry['lead']} chủ trì{helped} {text[0].lower()}{text[1:]}{until}.")
    due = {key: entry[key] for key in ("due_on", "due_text") if key in entry}
    id_ = make.node(told("Task", document, text), "Task", text, "", (said,), text=text, **due)
    make.edge(document, "ASSIGNS", id_, said)
    make.edge(id_, "LED_BY", make.ids[entry["lead"]], said)
    for helper in helpers:
        make.edge(id_, "COORDINATED_WITH", make.ids[helper], said)
    for asset, how in entry.get("needs", {}).items():
        make.edge(id_, "DEPENDS_ON", make.ids[asset], said, how=how)


def _values(make: _Maker, measured: Mapping[str, Any], targets: Mapping[str, float]) -> None:
    name, unit = measured["indicator"], measured["unit"]
    indicator = make.node(named("Indicator", name), "Indicator", name, unit=unit)
    for day, value in measured["values"].items():
        said = make.say(REPORT, f"Tính đến {day}, {name.lower()} là {value}.")
        known = {"indicator": name, "comparator": "=", "value": value, "unit": unit, "as_of": day}
        id_ = make.node(told("Measurement", REPORT, day), "Measurement", f"{value} {unit}", "", (said,), **known)
        make.edge(REPORT, "REPORTS", id_, said)
        make.edge(id_, "OF", indicator, said)
    for name, value in targets.items():
        said = make.say(PLAN, f"Đến hết năm 2024: {name.lower()} từ {value}% trở lên.")
        known = {"indicator": name, "comparator": ">=", "value": value, "unit": "%", "due_on": "2024-12-31"}
        make.edge(PLAN, "SETS", make.node(told("Target", PLAN, name), "Target", name, "", (said,), **known), said)


def sample_content(language: str = "vi") -> Content:
    """The whole graph as a plain export."""
    return Content("Đồ thị chỉ đạo về dữ liệu quốc gia", sample_graph(), AS_OF, None, language)


def sample_answer(language: str = "vi") -> Content:
    """The answer to 'which tasks depend on the national data centre', one row also resting on the registry."""
    graph = sample_graph()
    nodes = {node.id: node for node in graph.nodes}
    needing = [edge for edge in graph.edges if edge.type == "DEPENDS_ON" and edge.target == CENTRE]
    rows = tuple(_dependent(nodes, graph.edges, edge) for edge in needing)
    rows[0]["evidence"].append({"basis": KNOWN})
    kept = {CENTRE, NOTICE, *(edge.source for edge in needing)}
    kept |= {edge.target for edge in graph.edges if edge.source in kept}
    part = Graph(
        tuple(node for node in graph.nodes if node.id in kept),
        tuple(edge for edge in graph.edges if {edge.source, edge.target} <= kept),
    )
    understood = Label("Các nhiệm vụ phụ thuộc vào Trung tâm dữ liệu quốc gia", "Tasks that depend on the National Data Centre")
    answer = Answer("dependents", understood, {"entity": CENTRE, "types": "Task"}, columns("dependents"), rows, part)
    return Content(understood.in_(language), part, AS_OF, answer, language)


def _dependent(nodes: Mapping[str, Node], edges: tuple[Edge, ...], edge: Edge) -> Row:
    task = nodes[edge.source]
    late = str(task.get("due_on")) < AS_OF.isoformat()
    row: Row = {"dependent": task.name, "dependent_id": task.id, "type": "Nhiệm vụ", "type_code": "Task", "hops": 1, "path": ""}
    row |= {"relation": "khai thác, sử dụng", "relation_code": "uses", "due_on": task.get("due_on"), "due_text": task.get("due_text")}
    row |= {"status": "quá hạn" if late else "trong hạn", "status_code": "overdue" if late else "open"}
    for column, relation in (("lead", "LED_BY"), ("coordinating", "COORDINATED_WITH")):
        row[column] = "; ".join(nodes[e.target].name for e in edges if e.source == task.id and e.type == relation)
    row |= {"document": "901/TB-VPCP", "document_id": NOTICE}
    return row | {"evidence": [e.as_dict() | {"document_name": "901/TB-VPCP"} for e in edge.evidence]}


def large_graph(nodes: int, edges: int) -> Graph:
    """A graph of tasks, documents and agencies as large as wanted, with hubs as real graphs have; the same on every run."""
    chance, hubs = random.Random(7), max(2, nodes // 50)
    agencies, documents = [f"agency:a{i}" for i in range(hubs)], [f"document:d{i}" for i in range(hubs)]
    tasks = [f"task:t{i}" for i in range(nodes - 2 * hubs)]
    made = [Node(id_, "Agency", f"Cơ quan số {i}") for i, id_ in enumerate(agencies)]
    made += [Node(id_, "Document", f"Văn bản số {i}", properties={"number": f"{i}/QĐ-TTg"}) for i, id_ in enumerate(documents)]
    due = [{"due_on": f"2024-{i % 12 + 1:02d}-15"} for i in range(len(tasks))]
    made += [Node(id_, "Task", f"Nhiệm vụ số {i} về chuyển đổi số", properties=due[i]) for i, id_ in enumerate(tasks)]
    weights = [1 / (i + 1) ** 0.7 for i in range(hubs)]
    links: dict[tuple[str, ...], Edge] = {}
    number = 0
    while len(links) < edges:
        task, kind, number = tasks[number % len(tasks)], number // len(tasks) % 3, number + 1
        hub = chance.choices(range(hubs), weights)[0]
        quote = f"Câu số {number:06d} giao nhiệm vụ cho cơ quan nêu tên trong văn bản này".ljust(70, ".")
        said = Evidence(documents[hub], number * 80, number * 80 + 70, quote)
        ends = (documents[hub], task) if kind == 0 else (task, agencies[hub])
        edge = Edge(*ends, ("ASSIGNS", "LED_BY", "COORDINATED_WITH")[kind], (said,))
        links[edge.key] = edge
    return Graph(tuple(sorted(made, key=lambda node: node.id)), tuple(links[key] for key in sorted(links)))
