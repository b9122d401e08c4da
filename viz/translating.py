"""Cells of answers in English: rows are told in Vietnamese, their words have English names in the ontology and the graph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from graph.ontology import Label, ontology
from queries.model import Answer
from queries.running import catalogue

_JOINTS = re.compile(r"(; | → )")


def translator(answer: Answer, language: str) -> Callable[[str], str]:
    """What puts the cells of `answer` into `language`: known words and names, each by itself; all else stays."""
    if language != "en":
        return str
    names = {node.name: node.name_en for node in answer.graph.nodes if node.name_en}
    known: Mapping[str, str] = {**_vocabulary(), **names}
    return lambda text: "".join(known.get(part, part) for part in _JOINTS.split(text))


@cache
def _vocabulary() -> Mapping[str, str]:
    """The words of the ontology and of the catalogue, as they are written and in small letters."""
    out: dict[str, str] = {}
    for label in _labels():
        out.setdefault(label.vi, label.en)
        out.setdefault(label.vi.lower(), label.en.lower())
    return out


def _labels() -> Iterable[Label]:
    known = ontology()
    for relation in known.relations.values():
        yield from (relation.label, relation.inverse)
    for kind in known.nodes.values():
        yield kind.label
        yield from (declared.label for declared in kind.properties.values())
    yield from (*known.dependency_kinds.values(), *known.document_kinds.values())
    for query in catalogue().values():
        for parameter in query.parameters:
            yield from parameter.choices.values()
