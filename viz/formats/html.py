"""The interactive network as one page that needs no network."""

from __future__ import annotations

from graph.ontology import Label
from viz.content import Content, Format
from viz.network import network


def _render(content: Content) -> bytes:
    return network(content).generate_html().encode("utf8")


FORMAT = Format("html", "html", "text/html; charset=utf-8", Label("Đồ thị tương tác (HTML)", "Interactive graph (HTML)"), _render)
