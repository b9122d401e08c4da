"""The still picture: all nodes and edges of the graph, in their place, and nothing in it but text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from graph.model import Node
from graph.ontology import ontology
from queries.model import Graph
from tests.viz_sample import AS_OF, CENTRE, large_graph, sample_content
from viz.content import Content
from viz.formats import export
from viz.labels import CARDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"


def drawn(content: Content) -> ElementTree.Element:
    return ElementTree.fromstring(export("svg", content))


def _boxes(picture: ElementTree.Element) -> list[tuple[float, float, float, float]]:
    """The cards, as left, top, right and bottom."""
    found = (rect.attrib for group in picture.iter(f"{SVG}g") for rect in group.iter(f"{SVG}rect"))
    sizes = ((float(a["x"]), float(a["y"]), float(a["width"]), float(a["height"])) for a in found)
    return [(x, y, x + width, y + height) for x, y, width, height in sizes]


def test_every_node_and_edge_is_drawn_and_told() -> None:
    """Guards against a picture that leaves things out, and lines that say nothing when pointed at."""
    content = sample_content()
    picture = drawn(content)
    assert len(_boxes(picture)) == len(content.graph.nodes) > 20
    lines = list(picture.iter(f"{SVG}line"))
    assert len(lines) == len(content.graph.edges) > 20
    assert all(line[0].text for line in lines)
    told = " ".join(title.text or "" for title in picture.iter(f"{SVG}title"))
    centre = next(node for node in content.graph.nodes if node.id == CENTRE)
    assert centre.name in told
    quote = next(edge for edge in content.graph.edges if edge.evidence).evidence[0].quote
    assert quote in told


def test_nodes_lie_apart_and_inside() -> None:
    """Guards against cards over one another or cut off at the border."""
    picture = drawn(sample_content())
    left, top, width, height = map(float, picture.attrib["viewBox"].split())
    boxes = _boxes(picture)
    for number, (x, y, right, bottom) in enumerate(boxes):
        assert left < x < right < left + width
        assert top < y < bottom < top + height
        assert not any(x < r and low < right and y < b and t < bottom for low, t, r, b in boxes[:number])


def test_lines_end_at_the_border_of_what_they_lead_to() -> None:
    """Guards against arrow heads that lie hidden under a card."""
    picture = drawn(sample_content())
    boxes = _boxes(picture)
    for line in picture.iter(f"{SVG}line"):
        x, y = float(line.attrib["x2"]), float(line.attrib["y2"])
        assert any(low - 0.2 <= x <= r + 0.2 and t - 0.2 <= y <= b + 0.2 for low, t, r, b in boxes)
        assert not any(low + 0.2 < x < r - 0.2 and t + 0.2 < y < b - 0.2 for low, t, r, b in boxes)


def test_the_legend_has_the_types_in_the_language() -> None:
    """Guards against colours that nobody can read."""
    for language in ("vi", "en"):
        content = replace(sample_content(), language=language)
        text = [element.text for element in drawn(content).iter(f"{SVG}text")]
        for name in {node.type for node in content.graph.nodes}:
            assert ontology().node(name).label.in_(language) in text


def test_a_large_graph_is_drawn_as_dots_with_their_names() -> None:
    """Guards against cards too small to read, and names outside the picture."""
    content = Content("lớn", large_graph(CARDS + 50, 300), AS_OF)
    picture = drawn(content)
    assert not _boxes(picture)
    assert len(list(picture.iter(f"{SVG}g"))) == CARDS + 50


@pytest.mark.parametrize("graph", [Graph(), Graph((Node("agency:a", "Agency", "Bộ A"),))])
def test_small_graphs_are_pictures_too(graph: Graph) -> None:
    """Guards against a failure where there is little or nothing to draw."""
    assert drawn(Content("ít", graph, AS_OF)).tag == f"{SVG}svg"


def test_texts_stay_texts() -> None:
    """Guards against names that a viewer takes for markup, and characters that XML cannot hold."""
    name = "<script>alert(1)</script> & \x0c\x00 ]]>"
    content = Content("<b>", Graph((Node("agency:a", "Agency", name),)), AS_OF)
    raw = export("svg", content).decode("utf8")
    assert "<script" not in raw
    assert "alert(1)" in raw
    assert not re.search(r"(href|src|url)\s*=", raw)
    assert drawn(content) is not None


def test_a_browser_shows_it(browser: Browser, tmp_path: Path) -> None:
    """Guards against a picture that parses and shows nothing, and labels wider than their cards."""
    file = tmp_path / "graph.svg"
    file.write_bytes(export("svg", sample_content()))
    page = browser.new_page()
    page.goto(file.as_uri())
    widths = page.evaluate(
        "[...document.querySelectorAll('g')].map(g => g.querySelector('rect').getBBox().width - g.querySelector('text').getBBox().width)"
    )
    page.close()
    assert len(widths) > 20
    assert min(widths) > 0
