"""Putting an answer together: its words, its notes, its proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.model import Node
from graph.ontology import Label, ontology
from queries.model import Answer, Graph, Row
from queries.proof import Proof, shown
from queries.rows import Rows
from queries.written import columns

_NOTHING = Label("Đồ thị không có gì ứng với câu hỏi này.", "The graph holds nothing that answers this.")


def finish(name: str, understood: Label, rows: Iterable[Row], proof: Proof, notes: Sequence[Label] = ()) -> Answer:
    """The answer of the query `name`; one without rows says so in a note.

    `rows` may be `Rows`, which stay unmade until they are looked at. What they keep in `proof` is the graph of the answer.
    """
    kept = rows if isinstance(rows, Rows) else tuple(rows)
    graph = Graph.later(lambda: _proved(kept, proof))
    return Answer(name, understood, {}, columns(name), kept, graph, (*notes, *(() if kept else (_NOTHING,))))


def _proved(rows: Sequence[Row], proof: Proof) -> Graph:
    for _ in rows:  # the proof is gathered while the rows are made
        pass
    return proof.graph()


def sentence(*parts: Label | None) -> Label:
    """Several pieces as one sentence in each language, with a capital first."""
    said = [part for part in parts if part]
    return Label(*(_capital(" ".join(part.in_(language) for part in said)) for language in ("vi", "en")))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def called(node: Node) -> Label:
    """A node's name in both languages."""
    return Label(shown(node), node.name_en or shown(node))


def with_type(node: Node) -> Label:
    """A node's name with its type: 'Trung tâm dữ liệu quốc gia (nền tảng, hệ thống)'."""
    name, kind = called(node), ontology().node(node.type).label
    return Label(f"{name.vi} ({kind.vi.lower()})", f"{name.en} ({kind.en.lower()})")


def phrase(vi: str, en: str, node: Node | Label) -> Label:
    """A piece of a sentence with a name in the place of '{}'."""
    name = called(node) if isinstance(node, Node) else node
    return Label(vi.format(name.vi), en.format(name.en))


def about(topic: str | None) -> Label | None:
    """The piece of a sentence that names a topic."""
    return Label(f"về '{topic}'", f"about '{topic}'") if topic else None


def listed(codes: Iterable[str] | None, labels: Iterable[tuple[str, Label]]) -> Label | None:
    """The labels of some codes, joined by 'hoặc' and 'or'."""
    known = dict(labels)
    chosen = [known[code] for code in codes or ()]
    return Label(" hoặc ".join(label.vi for label in chosen).lower(), " or ".join(label.en for label in chosen).lower()) if chosen else None


def same_number(documents: Sequence[Node]) -> tuple[Label, ...]:
    """A note where a number means several documents, all of which were taken."""
    if len(documents) < 2:
        return ()
    years = ", ".join(sorted(str(node.get("issued_on"))[:4] or "không rõ năm" for node in documents))
    in_english = years.replace("không rõ năm", "year unknown")
    number, count = shown(documents[0]), len(documents)
    vi = f"Có {count} văn bản mang số {number} ({years}); tính cả."
    return (Label(vi, f"{count} documents bear the number {number} ({in_english}); all are taken."),)
