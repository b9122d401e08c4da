"""Builders for the tests of extraction: an official document around a body, and a bundle read back by names instead of ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from graph.model import Bundle, Edge, Node
from graph.registry import registry
from graph.text import match_form
from loaders.layout import Layout
from loaders.pipeline import extract
from loaders.readers import markdown

# (words of the head, code of the number) by kind of document
_HEADS = {
    "decision": ("THỦ TƯỚNG CHÍNH PHỦ", "QUYẾT ĐỊNH", "9901/QĐ-TTg"),
    "directive": ("THỦ TƯỚNG CHÍNH PHỦ", "CHỈ THỊ", "9902/CT-TTg"),
    "notice": ("VĂN PHÒNG CHÍNH PHỦ", "THÔNG BÁO", "9903/TB-VPCP"),
    "decree": ("CHÍNH PHỦ", "NGHỊ ĐỊNH", "9904/2026/NĐ-CP"),
    "resolution": ("CHÍNH PHỦ", "NGHỊ QUYẾT", "9905/NQ-CP"),
    "plan": ("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", "KẾ HOẠCH", "9906/KH-UBND"),
    "dispatch": ("THỦ TƯỚNG CHÍNH PHỦ", "CÔNG ĐIỆN", "9907/CĐ-TTg"),
    "consolidated": ("VĂN PHÒNG QUỐC HỘI", "VĂN BẢN HỢP NHẤT", "9908/VBHN-VPQH"),
}


def forms(text: str) -> tuple[str, str]:
    """Text and its match form, as recognisers take them."""
    return text, match_form(text)


def known(reason: str) -> pytest.MarkDecorator:
    """Marks a case that the extraction is known to get wrong; it fails as soon as the mistake is mended."""
    return pytest.mark.xfail(strict=True, reason=reason)


def names(table: Sequence[Any]) -> list[str]:
    """The comments of a table of (text, expected, comment) rows, as ids of its cases."""
    return [str((row.values if isinstance(row, ParameterSet) else row)[-1]) for row in table]


def official(
    body: str, kind: str = "notice", title: str = "Về công việc chuyển đổi số", day: str = "10 tháng 3 năm 2026", number: str = ""
) -> str:
    """A document of `kind`, signed on `day`, in the official form, in Markdown."""
    issuer, name, own = _HEADS[kind]
    return (
        f"{issuer}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc\n\n"
        f"Số: {number or own}\n\nHà Nội, ngày {day}\n\n{name}\n\n{title}\n\n{body}\n"
    )


def paragraphs(*texts: str) -> str:
    """Texts as paragraphs of their own."""
    return "\n\n".join(texts)


def article(body: str, title: str = "Bản tin về dữ liệu của một ngày làm việc bình thường", day: str = "10/03/2026") -> str:
    """A news article published on `day`, in Markdown."""
    return f"# {title}\n\nNgày đăng: {day}\n\n{body}\n"


def layout(text: str) -> Layout:
    """The layout of a Markdown text."""
    return markdown.read(text.encode(), "x.md")


def read(text: str) -> Facts:
    """Everything extracted from a Markdown text."""
    return Facts(extract(layout(text), "x", "x.md"))


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One task, its neighbours by name."""

    text: str
    due: str
    recurring: str
    lead: frozenset[str]
    partners: frozenset[str]
    to: frozenset[str]
    makes: frozenset[str]
    needs: frozenset[str]
    by: frozenset[str]


class Facts:
    """A bundle with its nodes and edges by name; documents go by their number where they have one."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.nodes = {node.id: node for node in bundle.nodes}

    def label(self, id_: str) -> str:
        """What a node is called here."""
        node = self.nodes[id_]
        return str(node.get("number") or node.name)

    def of(self, type_: str) -> list[Node]:
        """The nodes of a type that the text mentions."""
        return [node for node in self.bundle.nodes if node.type == type_ and node.mentions]

    def names(self, type_: str) -> set[str]:
        """The names of the mentioned nodes of a type, groups of bodies left out."""
        return {self.label(node.id) for node in self.of(type_) if node.get("kind") != "group"}

    @property
    def own(self) -> Node:
        """The document's own node."""
        return self.nodes[self.bundle.document]

    @cached_property
    def edges(self) -> set[tuple[str, str, str]]:
        """All relations as (source, type, target)."""
        return {(self.label(e.source), e.type, self.label(e.target)) for e in self.bundle.edges}

    def edges_of(self, *types: str) -> set[tuple[str, str, str]]:
        """The relations of some types."""
        return {edge for edge in self.edges if edge[1] in types}

    def edge(self, type_: str) -> Edge:
        """The only edge of a type."""
        found = [e for e in self.bundle.edges if e.type == type_]
        assert len(found) == 1, (type_, self.edges_of(type_))
        return found[0]

    @cached_property
    def tasks(self) -> list[TaskFacts]:
        """The tasks in text order."""
        nodes = sorted(self.of("Task"), key=lambda n: n.mentions[0].start)
        return [self._task(node) for node in nodes]

    def _task(self, node: Node) -> TaskFacts:
        def linked(type_: str, *, back: bool = False) -> frozenset[str]:
            pairs = ((e.target, e.source) if back else (e.source, e.target) for e in self.bundle.edges if e.type == type_)
            return frozenset(self.label(other) for mine, other in pairs if mine == node.id)

        return TaskFacts(
            str(node.get("text") or node.name),
            str(node.get("due_on")),
            str(node.get("recurring") or ""),
            linked("LED_BY"),
            linked("COORDINATED_WITH"),
            linked("SUBMITTED_TO"),
            linked("PRODUCES"),
            linked("DEPENDS_ON"),
            linked("ASSIGNS", back=True),
        )

    def task(self, words: str) -> TaskFacts:
        """The only task whose text holds `words`."""
        found = [task for task in self.tasks if words.casefold() in task.text.casefold()]
        assert len(found) == 1, f"{len(found)} tasks hold {words!r}: {[t.text for t in self.tasks]}"
        return found[0]

    def values(self, type_: str) -> list[tuple[float, str, str, str]]:
        """Targets or measurements as (value, unit, comparator, due_on or as_of), in text order."""
        nodes = sorted(self.of(type_), key=lambda n: n.mentions[0].start)
        return [
            (float(n.get("value")), str(n.get("unit")), str(n.get("comparator")), str(n.get("due_on") or n.get("as_of"))) for n in nodes
        ]


def unproven(records: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> list[str]:
    """What the records of a JSON export say without proof: no evidence, or a quote that is not the kept text at its offsets.

    A body of the built-in registry may stand without a mention where only a relation leads to it (the issuer behind a number).
    """
    records = list(records)
    ends = {e[end] for e in records if e.get("evidence") for end in ("source", "target")}
    wrong = []
    for record in records:
        proofs = record["evidence"] if "evidence" in record else record["mentions"]
        shown = str(record.get("id") or (record["source"], record["type"], record["target"]))
        if not proofs and not (record.get("id") in registry().entries and record["id"] in ends):
            wrong.append(f"{shown}: no evidence")
        for e in proofs:
            text = texts.get(e["document"], "")
            if not 0 <= e["start"] < e["end"] <= len(text) or text[e["start"] : e["end"]] != e["quote"]:
                wrong.append(f"{shown}: {e}")
    return wrong
