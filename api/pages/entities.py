"""The page of one entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response

from api.drawing import MOST, drawing
from api.linking import Link, links_of, neighbourhood
from api.naming import named
from api.pages import render
from api.pages.answers import format_labels
from api.words import Words
from graph.model import Evidence, Node
from graph.ontology import ontology
from graph.store import Store
from queries.parameters import types_of
from queries.running import catalogue
from viz.meaning import meaning, title
from viz.tables import capital

MOST_LINKS, FEW = 200, 8
"""Relations of one kind on the page (a hub has thousands), and how many of them are open to the eye."""

_HIDDEN = frozenset({"text", "basis"})
_MENTIONS = 30


def entity_page(request: Request, store: Store, node: Node, words: Words) -> Response:
    """An entity: what it is, what can be asked about it, its relations with their sentences, its neighbourhood."""
    language = words.language
    links = links_of(store, node, language)
    shown_links = [link for group in _grouped(links) for link in group[1][:MOST_LINKS]]
    names = store.get_many(sorted({e.document for e in (*node.mentions, *(e for link in shown_links for e in link.edge.evidence))}))
    values = {
        "node": node,
        "few": FEW,
        "name": title(node, language),
        "other_names": _other_names(node, language),
        "properties": _properties(node, words),
        "loaded": node.type == "Document" and any(document.id == node.id for document in store.documents()),
        "questions": _questions(node, language),
        "groups": [_group(label, members, names, words) for label, members in _grouped(links)],
        "mentions": [proof(e, names) for e in node.mentions[:_MENTIONS]],
        "mentions_total": len(node.mentions),
        "data": neighbourhood_drawing(store, node, links, language),
        "formats": format_labels(language),
        "address": urlencode({"around": node.id, "depth": 2, "lang": language}),
    }
    return render(request, "entity.html", values)


def neighbourhood_drawing(store: Store, node: Node, links: Sequence[Link], language: str) -> dict[str, Any]:
    """What stands next to an entity, drawn."""
    graph = neighbourhood(store, node, links, MOST - 1)
    return drawing(graph, language, (node.id,), 1 + len({link.other.id for link in links}))


def proof(evidence: Evidence, names: Mapping[str, Node]) -> dict[str, Any]:
    """Evidence as the rows of answers have it."""
    document = names.get(evidence.document)
    on = str(document.get("issued_on")) if document else ""
    return evidence.as_dict() | {"document_name": document.name if document else evidence.document, "document_date": on}


def _other_names(node: Node, language: str) -> list[str]:
    own = set() if node.type == "Task" else {node.name, node.name_en}
    return sorted({*own, *node.aliases} - {title(node, language), ""})


def _grouped(links: Iterable[Link]) -> list[tuple[str, list[Link]]]:
    return [(label, list(members)) for label, members in groupby(links, key=lambda link: link.label)]


def _group(label: str, links: list[Link], names: Mapping[str, Node], words: Words) -> dict[str, Any]:
    out = [
        {
            "other": named(link.other, words.language),
            "about": "; ".join(
                meaning(key, value, words.language) for key, value in sorted(link.edge.properties.items()) if key != "basis"
            ),
            "evidence": _evidence(link, names),
        }
        for link in links[:MOST_LINKS]
    ]
    return {"label": capital(label), "total": len(links), "links": out}


def _evidence(link: Link, names: Mapping[str, Node]) -> list[dict[str, Any]]:
    said = [proof(e, names) for e in link.edge.evidence]
    return said or [{"basis": str(link.edge.get("basis")), "on": str(link.edge.get("on") or link.edge.get("valid_from"))}]


def _properties(node: Node, words: Words) -> list[tuple[str, str]]:
    known = ontology().node(node.type).properties
    out = []
    for name, declared in known.items():
        value = node.properties.get(name)
        if value in (None, "") or name in _HIDDEN:
            continue
        out.append((capital(words.label(declared.label)), meaning(name, value, words.language)))
    return out


def _questions(node: Node, language: str) -> list[tuple[str, str]]:
    """The queries of the catalogue that need nothing but this entity, as (title, address)."""
    out = []
    for query in catalogue().values():
        needed = [parameter for parameter in query.parameters if parameter.required and not parameter.default]
        if len(needed) != 1:
            continue
        (parameter,) = needed
        allowed = ("Document",) if parameter.kind == "document" else types_of(query.name, parameter.name) or (node.type,)
        if parameter.kind in {"entity", "agency", "document"} and node.type in allowed:
            out.append((query.title.in_(language), "/?" + urlencode({"query": query.name, parameter.name: node.id})))
    return out
