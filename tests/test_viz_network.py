"""The interactive network: what the page holds and may load, how it is laid out, and how fast it is built."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import random
import re
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html

import viz
from graph.errors import ModelError
from graph.model import Edge, Evidence, Node
from graph.ontology import ontology
from graph.registry import registry
from queries.model import Graph
from tests.viz_sample import AS_OF, CENTRE, LAND, large_graph, sample_answer, sample_content
from viz.content import Content
from viz.formats import export
from viz.labels import CARDS
from viz.layout import SKELETON, positions
from viz.meaning import label_of
from viz.network import GraphNetwork, network
from viz.words import words

TEMPLATES = Path(viz.__file__).with_name("templates")
HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1> \"'& <a href='javascript:window.pwned=1'>href</a>"


def _page(content: Content) -> Any:
    return lxml_html.document_fromstring(export("html", content))


def _data(page: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.get_element_by_id("data").text)
    return found


def hostile_content(name: str = HOSTILE) -> Content:
    """A graph whose every text tries to become markup."""
    said = Evidence("document:d", 0, len(name), name)
    document = Node("document:d", "Document", name, properties={"number": f"{name}!", "title": f"{name}?"})
    agency = Node("agency:a", "Agency", name, name, (name,), (said,))
    edge = Edge("document:d", "agency:a", "ISSUED_BY", (said,))
    return Content(name, Graph((agency, document), (edge,)), AS_OF)


# -- the page --
def test_page_asks_for_nothing() -> None:
    """Guards against pyvis's files from other hosts, and against anything else that a page can load."""
    page = _page(sample_content())
    assert [e.get("src") for e in page.iter("script", "img", "iframe", "embed", "source") if e.get("src")] == []
    assert [e.get("href") for e in page.iter("link", "a", "base", "area") if e.get("href")] == ["data:,"]
    raw = export("html", sample_content()).decode("utf8")
    style = "".join(page.xpath("//style/text()"))
    assert "@import" not in style
    assert "url(" not in style
    assert not re.search(r"cdnjs|jsdelivr|unpkg|bootstrap", raw)


def test_page_allows_nothing_to_be_loaded_and_only_its_own_scripts() -> None:
    """Guards against a policy that lets something out, or that stops the page's own scripts."""
    page = _page(sample_content())
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    assert "connect-src" not in rules
    scripts = [e.text for e in page.iter("script") if e.get("type") != "application/json"]
    digests = [base64.b64encode(hashlib.sha256(text.encode("utf8")).digest()).decode() for text in scripts]
    assert rules["script-src"].split() == [f"'sha256-{digest}'" for digest in digests]


@pytest.mark.parametrize("name", [HOSTILE, "</title><script>1</script>", "{{ 7 * 7 }}", "\u2028\u2029</SCRIPT >", "<!--<script>", "]]>"])
def test_texts_stay_texts(name: str) -> None:
    """Guards against names, titles and quotes that become elements, end the data, or are run by the template."""
    page = _page(hostile_content(name))
    assert len(page.xpath("//script")) == 3
    assert page.xpath("//img | //a | //iframe | //*[@onerror]") == []
    assert page.get_element_by_id("heading").text == " ".join(name.split())
    assert page.xpath("//title/text()") == [" ".join(name.split())]
    data = _data(page)
    assert data["things"]["agency:a"]["name"] == name
    assert data["things"]["document:d"]["properties"] == {"number": f"{name}!", "title": f"{name}?"}
    assert data["quotes"][0][3] == " ".join(name.split())


def test_page_knows_all_of_the_graph() -> None:
    """Guards against facts that the panel cannot show."""
    content = sample_content()
    data = _data(_page(content))
    assert set(data["things"]) == {node["id"] for node in data["nodes"]} == {node.id for node in content.graph.nodes}
    assert len(data["links"]) == len(data["edges"]) == len(content.graph.edges)
    for link, edge, drawn in zip(data["links"], content.graph.edges, data["edges"], strict=True):
        assert (link["from"], link["to"], link["type"]) == (drawn["from"], drawn["to"], drawn["type"]) == edge.key[:3]
        told = [data["quotes"][number] for number in link.get("quotes", ())]
        assert [(data["documents"][q[0]][0], q[1], q[2], q[3]) for q in told] == [
            (e.document, e.start, e.end, e.quote) for e in edge.evidence
        ]
        assert told or link["properties"]["basis"]
    assert data["things"][LAND] == {"type": "Database", "name": "Cơ sở dữ liệu đất đai quốc gia", "en": "National Land Database"}


def test_page_tells_places_standing_and_codes() -> None:
    """Guards against pages and rows of tables lost on the way (people count both from 1), deadlines of another day, and codes shown raw."""
    said = Evidence("document:d", 3, 9, "trích", page=4, table=1, row=7)
    task = Node("task:t", "Task", "việc", mentions=(said,), properties={"due_on": "2024-07-31"})
    document = Node("document:d", "Document", "văn bản", properties={"kind": "decree"})
    data = _data(_page(Content("x", Graph((document, task), (Edge("document:d", "task:t", "ASSIGNS", (said,)),)), AS_OF)))
    assert data["quotes"] == [[0, 3, 9, "trích", {"page": 4, "table": 2, "row": 8}]]
    assert data["things"]["task:t"]["status"] == "overdue"
    assert data["codes"]["kind"]["decree"] == {"vi": "Nghị định", "en": "Decree"}


def test_page_names_documents_that_are_not_drawn() -> None:
    """Guards against an id in place of a name below a quote of an answer."""
    content = sample_answer()
    assert content.answer is not None
    kept = tuple(node for node in content.graph.nodes if node.type != "Document")
    data = _data(_page(Content("x", Graph(kept, content.graph.edges), AS_OF, content.answer)))
    assert data["documents"] == [["document:tb-vpcp-2024-901", "901/TB-VPCP"]]
    assert all(edge["from"] in data["things"] and edge["to"] in data["things"] for edge in data["edges"])


def test_page_is_small() -> None:
    """Guards against files too large to be sent by mail."""
    assert len(export("html", sample_content())) < 700_000


# -- the words of the page --
def _program() -> str:
    return "".join(path.read_text("utf8") for path in sorted(TEMPLATES.glob("*.js")))


def test_every_word_that_the_page_says_is_known() -> None:
    """Guards against a button that throws in the browser."""
    program = _program()
    said = set(re.findall(r'say\("(\w+)"', program)) | set(re.findall(r'"(page_\w+)"', program))
    assert len(said) > 25
    assert said <= set(words())


def test_every_word_is_said_somewhere() -> None:
    """Guards against words that nobody says any more."""
    code = _program() + "".join(path.read_text("utf8") for path in Path(viz.__file__).parent.rglob("*.py"))
    families = ("place_", "property_", "column_")
    unsaid = [name for name in words() if not re.search(rf"[\"']{name}[\"']", code) and not name.startswith(families)]
    assert unsaid == []


def test_words_speak_both_languages() -> None:
    """Guards against half a translation, and against braces that one language does not fill."""
    for name, label in words().items():
        assert label.vi.strip(), name
        assert label.en.strip(), name
        assert sorted(re.findall(r"{\w+}", label.vi)) == sorted(re.findall(r"{\w+}", label.en)), name


def test_every_property_and_code_has_a_meaning() -> None:
    """Guards against English codes in a Vietnamese panel."""
    named = {name for relation in ontology().relations.values() for name in relation.properties}
    assert {f"property_{name}" for name in named} <= set(words())
    known = [entry.node for entry in registry().entries.values()]
    assert [(node.id, node.get("kind")) for node in known if node.get("kind") and not label_of("kind", node.get("kind"))] == []


def test_every_shape_and_relation_can_be_drawn() -> None:
    """Guards against a type of the ontology that the drawing has no sign for."""
    drawing = _program()
    shapes = re.search(r"const SHAPES = {(.*?)};", drawing, re.DOTALL)
    assert shapes
    assert {kind.shape for kind in ontology().nodes.values()} <= set(re.findall(r"^  (\w+):", shapes[1], re.MULTILINE))
    styles = re.search(r"const STYLES = {(.*?)};", drawing, re.DOTALL)
    assert styles
    assert set(re.findall(r"\b([A-Z_]{4,}):", styles[1])) <= set(ontology().relations)


def test_style_holds_to_one_language_of_yaml() -> None:
    """Guards against codes without both languages."""
    codes = yaml.safe_load(Path(viz.__file__).with_name("codes.yaml").read_text("utf8"))
    assert all(set(entry) == {"vi", "en"} for entry in codes.values())


# -- pyvis, its faults closed --
def test_network_is_a_pyvis_network(tmp_path: Path) -> None:
    """Guards against methods of pyvis that stop working on the subclass."""
    net = GraphNetwork("Tiêu đề & <b>")
    net.add_node("a", "A", color="#fff")
    net.add_node("a", "another")
    net.add_node("b")
    net.add_edge("a", "b", label="x")
    net.add_edges([("a", "b", 3)])
    assert (net.num_nodes(), net.num_edges()) == (2, 2)
    assert net.get_node("a")["label"] == "A"
    assert net.get_adj_list() == {"a": {"b"}, "b": set()}
    file = tmp_path / "đồ thị.html"
    net.write_html(str(file))
    assert "Tiêu đề &amp; &lt;b&gt;" in file.read_text("utf8")
    assert list(tmp_path.iterdir()) == [file]


def test_edge_needs_its_ends() -> None:
    """Guards against lines that lead nowhere."""
    net = GraphNetwork()
    net.add_node("a")
    with pytest.raises(ModelError, match="'b'"):
        net.add_edge("a", "b")


def test_adding_takes_linear_time() -> None:
    """Guards against the look-ups of pyvis in lists: 8 s for this many."""
    net = GraphNetwork()
    started = time.perf_counter()
    for number in range(5_000):
        net.add_node(str(number))
    for number in range(15_000):
        net.add_edge(str(number % 5_000), str(number * 7 % 5_000))
    assert time.perf_counter() - started < 1


def test_large_graphs_are_drawn_in_seconds() -> None:
    """Guards against layouts that take the square of the nodes; measured at 1.5 s."""
    started = time.perf_counter()
    page = export("html", Content("lớn", large_graph(5_000, 15_000), AS_OF))
    assert time.perf_counter() - started < 15
    assert len(page) < 8_000_000


def test_edges_between_the_same_two_nodes_spread() -> None:
    """Guards against relations drawn on top of each other, also where they run both ways."""
    ends = [("agency:a", "agency:b", "PART_OF"), ("agency:a", "agency:b", "SUCCEEDED_BY"), ("agency:b", "agency:a", "SUCCEEDED_BY")]
    nodes = tuple(Node(id_, "Agency", id_) for id_ in ("agency:a", "agency:b", "agency:c"))
    edges = [Edge(*end, (), {"basis": "x"}) for end in [*ends, ("agency:a", "agency:c", "PART_OF")]]
    drawn = network(Content("x", Graph(nodes, tuple(edges)), AS_OF)).edges
    sides = []
    for edge in drawn:
        smooth = edge.get("smooth", {"type": "curvedCW", "roundness": 0})
        clockwise = (smooth["type"] == "curvedCW") == (edge["from"] < edge["to"])
        sides.append((min(edge["from"], edge["to"]), max(edge["from"], edge["to"]), smooth["roundness"] * (1 if clockwise else -1)))
    assert len(set(sides)) == 4
    assert ("agency:a", "agency:c", 0) in sides


# -- positions --
def _random_edges(nodes: int, edges: int) -> list[tuple[int, int]]:
    chance = random.Random(5)
    return [(chance.randrange(nodes), chance.randrange(nodes)) for _ in range(edges)]


@pytest.mark.parametrize(("nodes", "edges"), [(2, 1), (9, 8), (40, 60), (CARDS, 300), (40, 0)])
def test_cards_do_not_overlap(nodes: int, edges: int) -> None:
    """Guards against names that cover each other."""
    sizes = [(110.0 + 70 * (i % 2), 30.0 + 17 * (i % 4)) for i in range(nodes)]
    spots = positions(sizes, _random_edges(nodes, edges))
    for i, j in combinations(range(nodes), 2):
        across = (sizes[i][0] + sizes[j][0]) / 2 - abs(spots[i][0] - spots[j][0])
        down = (sizes[i][1] + sizes[j][1]) / 2 - abs(spots[i][1] - spots[j][1])
        assert across <= 1 or down <= 1, (i, j)


@pytest.mark.parametrize("nodes", [300, SKELETON + 1, 3_000])
def test_dots_do_not_hide_each_other(nodes: int) -> None:
    """Guards against nodes of large graphs that cannot be clicked."""
    spots = positions([(20.0, 20.0)] * nodes, _random_edges(nodes, nodes * 3))
    cells: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in spots:
        near = [p for dx in (-1, 0, 1) for dy in (-1, 0, 1) for p in cells.get((x // 20 + dx, y // 20 + dy), ())]
        assert all(math.dist(p, (x, y)) >= 12 for p in near)
        cells.setdefault((x // 20, y // 20), []).append((x, y))


def test_positions_do_not_depend_on_the_order_of_edges() -> None:
    """Guards against a picture that changes when nothing else does."""
    edges = _random_edges(60, 120)
    turned = [(b, a) for a, b in reversed(edges)]
    sizes = [(100.0, 40.0)] * 60
    assert positions(sizes, edges) == positions(sizes, turned)


def test_linked_nodes_are_near() -> None:
    """Guards against positions that say nothing about the relations."""
    cliques = [(base + i, base + j) for base in (0, 10, 20) for i, j in combinations(range(10), 2)]
    spots = positions([(20.0, 20.0)] * 30, [*cliques, (0, 10), (10, 20)])
    inside = [math.dist(spots[a], spots[b]) for a, b in cliques]
    between = [math.dist(spots[a], spots[b]) for a in range(1, 10) for b in range(21, 30)]
    assert sum(inside) / len(inside) < 0.6 * sum(between) / len(between)


def test_nothing_has_no_positions() -> None:
    """Guards against a crash on an empty graph, and on edges from a node to itself."""
    assert positions([], []) == []
    assert len(positions([(10.0, 10.0)], [(0, 0)])) == 1


def test_labels_are_short_and_whole_names_stay() -> None:
    """Guards against cards as large as paragraphs, and against names cut for good."""
    long = "Xây dựng và hoàn thiện " * 20
    data = _data(_page(Content("x", Graph((Node("task:t", "Task", long.strip()),)), AS_OF)))
    (drawn,) = data["nodes"]
    assert len(drawn["label"].split("\n")) <= 4
    assert drawn["label"].endswith("…")
    assert data["things"]["task:t"]["name"] == long.strip()


def test_drawing_speaks_english_too() -> None:
    """Guards against Vietnamese names in the English drawing where English ones are known."""
    drawn = {node["id"]: node for node in _data(_page(sample_content()))["nodes"]}
    assert drawn[CENTRE]["english"]["label"] == "National Data Centre"
    assert "english" not in drawn["document:qd-ttg-2022-06"]
