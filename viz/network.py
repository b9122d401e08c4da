"""The interactive network: pyvis with its faults closed.

pyvis 0.3.2 looks every node up in a list, so that adding edges takes quadratic time; it loads files from other hosts even when told to put
all in line; it writes headings unescaped, and titles with links as markup. Here nodes are looked up in a dictionary, the page is
our own template, loads nothing, allows nothing to be loaded, and escapes every text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyvis.network import Network

from graph.errors import ModelError
from graph.model import Edge
from graph.text import squash
from queries.model import Graph
from viz.content import Content
from viz.labels import CARDS, card, dot
from viz.layout import positions
from viz.payload import payload
from viz.words import say

_TEMPLATES = Path(__file__).with_name("templates")
_SCRIPTS = ("base", "drawing", "panel", "search", "legend", "page")
_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"

_FAN = 0.22
"""How much further each edge bends than the one before, between the same two nodes."""


class GraphNetwork(Network):  # type: ignore[misc]
    """A pyvis network that is written as one page of our own; `page` is what the page is told beside nodes and edges."""

    def __init__(self, heading: str = "", language: str = "vi", page: Mapping[str, Any] | None = None) -> None:
        super().__init__(height="100%", width="100%", directed=True, heading=heading, cdn_resources="in_line")
        self.language, self.page = language, dict(page or {})
        # Positions are given: nothing is left to simulate.
        self.toggle_physics(False)

    def add_node(self, n_id: str, label: str | None = None, shape: str | None = None, color: str | None = None, **options: Any) -> None:
        """Add a node once; a second time changes nothing."""
        if n_id in self.node_map:
            return
        looks = {name: value for name, value in (("shape", shape), ("color", color)) if value}
        self.node_map[n_id] = {"id": n_id, "label": label if label is not None else n_id, **looks, **options}
        self.node_ids.append(n_id)
        self.nodes.append(self.node_map[n_id])

    def add_edge(self, source: str, to: str, **options: Any) -> None:
        """Add an edge between two nodes that are there; raises ModelError for one that is not."""
        for end in (source, to):
            if end not in self.node_map:
                raise ModelError(f"an edge needs the node {end!r}, which is not in the network")
        self.edges.append({"from": source, "to": to, **options})

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page. The parameters are those of pyvis and change nothing: there is one kind of page."""
        data = {**self.page, "title": self.heading, "language": self.language, "nodes": self.nodes, "edges": self.edges}
        self.html = (
            _environment()
            .get_template("network.html.j2")
            .render(
                language=self.language,
                heading=self.heading,
                style=_text("network.css"),
                library=_library(),
                program=_program(),
                policy=_policy(),
                data=_in_script(data),
                no_script=say("page_no_script", self.language),
            )
        )
        return str(self.html)

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page to the file `name`, as UTF-8 on every machine."""
        Path(name).write_text(self.generate_html(), encoding="utf8", newline="\n")


def network(content: Content) -> GraphNetwork:
    """The network of `content`, every node in its place."""
    nodes = tuple(sorted(content.graph.nodes, key=lambda node: node.id))
    place = {node.id: number for number, node in enumerate(nodes)}
    edges = tuple(e for e in sorted(content.graph.edges, key=lambda edge: edge.key) if e.source in place and e.target in place)
    degree = _degrees(edges)
    cards = len(nodes) <= CARDS
    looks = [{name: card(node, name) if cards else dot(node, name, degree[node.id]) for name in ("vi", "en")} for node in nodes]
    sizes = [(max(d.width for d in look.values()), max(d.height for d in look.values())) for look in looks]
    spots = positions(sizes, [(place[e.source], place[e.target]) for e in edges])
    out = GraphNetwork(squash(content.title), content.language, {**payload(replace(content, graph=Graph(nodes, edges))), "cards": cards})
    for node, look, (x, y) in zip(nodes, looks, spots, strict=True):
        labels: dict[str, Any] = {name: {"label": d.label, "wide": round(d.width), "high": round(d.height)} for name, d in look.items()}
        english = {"english": labels["en"]} if labels["en"] != labels["vi"] else {}
        out.add_node(node.id, x=x, y=y, kind=node.type, **labels["vi"], **english)
    for number, (edge, bend) in enumerate(zip(edges, _bends(edges), strict=True)):
        curve = {"smooth": {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}} if bend else {}
        out.add_edge(edge.source, edge.target, id=number, type=edge.type, **curve)
    return out


def _degrees(edges: Iterable[Edge]) -> Mapping[str, int]:
    out: dict[str, int] = defaultdict(int)
    for edge in edges:
        out[edge.source] += 1
        out[edge.target] += 1
    return out


def _bends(edges: Sequence[Edge]) -> list[float]:
    """How far each edge bends: one alone is straight, several between the same two nodes spread like a fan."""
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        together[min(edge.source, edge.target), max(edge.source, edge.target)].append(number)
    bends = [0.0] * len(edges)
    for (low, _), numbers in together.items():
        for rank, number in enumerate(numbers):
            # The side is seen from where an edge starts: one that runs the other way bends to the other side.
            bend = (rank - (len(numbers) - 1) / 2) * _FAN * (1 if edges[number].source == low else -1)
            bends[number] = round(bend, 3)
    return bends


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)


@cache
def _text(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf8")


@cache
def _library() -> str:
    """vis-network as pyvis brings it. Its style sheet is left out: it dresses tools of vis that the page does not use."""
    return files("pyvis").joinpath(_LIBRARY).read_text("utf8").replace("\r\n", "\n")


@cache
def _program() -> str:
    parts = "\n".join(_text(f"{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def _policy() -> str:
    """Nothing may be loaded or sent, and only the two scripts of the page run, known by their digests."""
    digests = (hashlib.sha256(script.encode("utf8")).digest() for script in (_library(), _program()))
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)
    return f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"


def _in_script(data: Mapping[str, Any]) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
