"""The graph as a still picture: the same places and colours as the interactive network, for documents, slides and notebooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from graph.text import squash
from viz.content import Content, Format
from viz.labels import CARDS, Drawn, card, dot
from viz.layout import positions
from viz.meaning import title
from viz.values import printable

_MARGIN, _LINE, _LETTER, _LEGEND = 24, 17, 8, 40
_INK, _LINES, _PAPER = "#1f2430", "#8a909c", "#ffffff"
_ARROW = (
    '<marker id="to" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    f'<path d="M0 0L8 4L0 8z" fill="{_LINES}"/></marker>'
)
Point = tuple[float, float]


def _render(content: Content) -> bytes:
    nodes = sorted(content.graph.nodes, key=lambda node: node.id)
    place = {node.id: number for number, node in enumerate(nodes)}
    edges = [edge for edge in sorted(content.graph.edges, key=lambda edge: edge.key) if edge.source in place and edge.target in place]
    links = Counter(end for edge in edges for end in (edge.source, edge.target))
    cards = len(nodes) <= CARDS
    looks = [card(node, content.language) if cards else dot(node, content.language, links[node.id]) for node in nodes]
    spots = positions([(look.width, look.height) for look in looks], [(place[edge.source], place[edge.target]) for edge in edges])
    return "\n".join(_picture(content, nodes, edges, looks, spots)).encode("utf8") + b"\n"


def _picture(
    content: Content, nodes: Sequence[Node], edges: Sequence[Edge], looks: Sequence[Drawn], spots: Sequence[Point]
) -> Iterator[str]:
    low, high = _frame(nodes, looks, spots)
    left, top, width, height = (f"{value:g}" for value in (*low, high[0] - low[0], high[1] - low[1] + _LEGEND))
    size = f'viewBox="{left} {top} {width} {height}" width="{width}" height="{height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="14" fill="{_INK}">'
    yield f"<title>{_written(content.title)}</title><defs>{_ARROW}</defs>"
    yield f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{_PAPER}"/>'
    at = {node.id: (spot, look, node) for node, look, spot in zip(nodes, looks, spots, strict=True)}
    yield from (_edge(edge, at, content.language) for edge in edges)
    yield from (_node(node, look, spot, content.language) for node, look, spot in zip(nodes, looks, spots, strict=True))
    yield from _legend({node.type for node in nodes}, (low[0] + _MARGIN, high[1] + _LEGEND / 2), content.language)
    yield "</svg>"


def _frame(nodes: Sequence[Node], looks: Sequence[Drawn], spots: Sequence[Point]) -> tuple[Point, Point]:
    """The corners of what is drawn; beside a dot stands its label."""
    beside = 0 if len(nodes) <= CARDS else _LETTER * max((len(look.label) for look in looks), default=0)
    boxes = [
        (x - look.width / 2, y - look.height / 2, x + look.width / 2 + beside, y + look.height / 2)
        for look, (x, y) in zip(looks, spots, strict=True)
    ] or [(0.0, 0.0, 0.0, 0.0)]
    left, top, right, bottom = zip(*boxes, strict=True)
    return (min(left) - _MARGIN, min(top) - _MARGIN), (max(right) + _MARGIN, max(bottom) + _MARGIN)


def _edge(edge: Edge, at: Mapping[str, tuple[Point, Drawn, Node]], language: str) -> str:
    (start, _, source), (centre, look, target) = at[edge.source], at[edge.target]
    x, y = _border(start, centre, look)
    relation = ontology().relation(edge.type)
    said = f"{title(source, language)} — {relation.label.in_(language)} → {title(target, language)}"
    proof = f": “{squash(edge.evidence[0].quote)}”" if edge.evidence else f": {edge.get('basis')}"
    head = "" if relation.symmetric else ' marker-end="url(#to)"'
    line = f'<line x1="{start[0]:g}" y1="{start[1]:g}" x2="{x:.1f}" y2="{y:.1f}" stroke="{_LINES}"{head}>'
    return f"{line}<title>{_written(said + proof)}</title></line>"


def _border(start: Point, centre: Point, look: Drawn) -> Point:
    """Where the line from `start` to `centre` meets the box around `centre`."""
    dx, dy = start[0] - centre[0], start[1] - centre[1]
    if not dx and not dy:
        return centre
    share = min(look.width / 2 / abs(dx) if dx else 1.0, look.height / 2 / abs(dy) if dy else 1.0, 1.0)
    return centre[0] + dx * share, centre[1] + dy * share


def _node(node: Node, look: Drawn, spot: Point, language: str) -> str:
    kind = ontology().node(node.type)
    told = f"<title>{_written(f'{kind.label.in_(language)}: {title(node, language)}')}</title>"
    (x, y), lines = spot, look.label.split("\n")
    if look.width == look.height and len(lines) == 1:
        circle = f'<circle cx="{x:g}" cy="{y:g}" r="{look.width / 2:g}" fill="{kind.colour}"/>'
        return f'<g>{told}{circle}<text x="{x + look.width / 2 + 4:g}" y="{y + 5:g}">{_written(lines[0])}</text></g>'
    box = f'x="{x - look.width / 2:g}" y="{y - look.height / 2:g}" width="{look.width:g}" height="{look.height:g}" rx="6"'
    first = y - (len(lines) - 1) * _LINE / 2 + 5
    spans = "".join(f'<tspan x="{x:g}" y="{first + number * _LINE:g}">{_written(line)}</tspan>' for number, line in enumerate(lines))
    return f'<g>{told}<rect {box} fill="{_PAPER}" stroke="{kind.colour}" stroke-width="2"/><text text-anchor="middle">{spans}</text></g>'


def _legend(types: set[str], at: Point, language: str) -> Iterator[str]:
    """The types that are drawn, in the order of the ontology."""
    kinds = [kind for name, kind in ontology().nodes.items() if name in types]
    labels = [kind.label.in_(language) for kind in kinds]
    starts = accumulate((len(label) * _LETTER + 40 for label in labels), initial=at[0])
    for kind, label, x in zip(kinds, labels, starts, strict=False):
        yield f'<circle cx="{x + 6:g}" cy="{at[1]:g}" r="6" fill="{kind.colour}"/>'
        yield f'<text x="{x + 18:g}" y="{at[1] + 5:g}">{_written(label)}</text>'


def _written(text: str) -> str:
    return escape(printable(text), quote=False)


FORMAT = Format("svg", "svg", "image/svg+xml", Label("Hình vẽ đồ thị (SVG)", "Picture of the graph (SVG)"), _render)
