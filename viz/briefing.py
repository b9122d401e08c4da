"""A briefing for the desk: what was asked, the answer in short, the table, and the numbered sentences that prove it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model import Edge, Node
from graph.ontology import ontology
from queries.model import Answer, Graph
from queries.proof import joined, shown
from queries.running import catalogue
from queries.task_rows import SOON
from queries.written import columns, statuses
from viz.content import Content
from viz.meaning import title
from viz.sources import Sources
from viz.tables import Cell, Layout, Line, capital, lay_out
from viz.tasks import tasks_of
from viz.translating import translator
from viz.values import shown as told
from viz.values import shown_day
from viz.word import Mark, Report, Width
from viz.words import say

_PORTRAIT_COLUMNS = 6
"""Tables with more columns than this lie on their side."""

_LEADS = 5
_DOCUMENTS = 10
_WIDTHS: dict[str, Width] = {
    "number": (1.3, 0),
    "date": (2.4, 0),
    "status": (2.3, 0),
    "sources": (1.6, 0),
    "first": (2.5, 3),
    "long": (2.3, 2),
    "text": (2.3, 1),
}
_LONG = 80
"""A column with cells of more characters than this gets more room."""

_SAID = {"ASSIGNS": "tasks", "SETS": "values", "REPORTS": "values"}


def briefing(content: Content) -> bytes:
    """The briefing of `content` as a Word document."""
    language, sources = content.language, Sources()
    answer = content.answer or tasks_of(content.graph, content.as_of)
    layout = lay_out(_with_roles(answer), language)
    report, wide = Report(content.title, content.as_of, language), len(layout.headings) + 2 > _PORTRAIT_COLUMNS
    if content.answer and wide:
        report.landscape()
    report.title(say("briefing", language), content.title, say("as_of", language, day=shown_day(content.as_of, language)))
    numbers = iter(range(1, 9))
    if content.answer:
        _answer_parts(report, answer, language, numbers)
    else:
        _graph_parts(report, content, answer, numbers)
    if layout.lines:
        if wide and not content.answer:
            report.landscape()
        name = "briefing_result" if content.answer else "briefing_tasks"
        _table(report, f"{next(numbers)}. {say(name, language)}", layout, language, sources)
        _sources(report, f"{next(numbers)}. {say('briefing_sources', language)}", sources, language)
    return report.as_bytes()


def _answer_parts(report: Report, answer: Answer, language: str, numbers: Iterator[int]) -> None:
    report.heading(f"{next(numbers)}. {say('briefing_question', language)}")
    report.text(say("briefing_understood", language, words=_small(answer.understood.in_(language))))
    known = catalogue().get(answer.query)
    if known:
        report.text(say("briefing_query", language, words=known.title.in_(language)))
    parameters = _parameters(answer, language)
    if parameters:
        report.text(say("briefing_parameters", language, words=parameters))
    report.heading(f"{next(numbers)}. {say('briefing_summary', language)}")
    for line in _summary(answer, language):
        report.bullet(line)


def _graph_parts(report: Report, content: Content, tasks: Answer, numbers: Iterator[int]) -> None:
    graph, language = content.graph, content.language
    report.heading(f"{next(numbers)}. {say('briefing_summary', language)}")
    report.bullet(say("briefing_graph", language, nodes=told(len(graph.nodes), language), edges=told(len(graph.edges), language)))
    for line in _standing(tasks, language):
        report.bullet(line)
    counted = Counter(node.type for node in graph.nodes)
    rows = [
        (Mark(kind.label.in_(language)), Mark(told(counted[name], language))) for name, kind in ontology().nodes.items() if counted[name]
    ]
    if rows:
        heading = say("briefing_by_type", language)
        report.heading(heading, 2)
        headings = (say("column_type", language), say("column_count", language))
        report.table(headings, rows, ((4, 1), (3, 0)), _about(heading, len(rows), 2, language))
    _key_documents(report, graph, language, numbers)


def _sources(report: Report, heading: str, sources: Sources, language: str) -> None:
    if not sources.listed():
        return
    report.heading(heading)
    report.text(say("briefing_quotes_note", language))
    for number, source in enumerate(sources.listed(), 1):
        quote = f"“{source.quote}”" if source.quote else source.title(language)
        report.source(number, quote, ", ".join(filter(None, (source.title(language) if source.quote else "", source.place(language)))))


def _parameters(answer: Answer, language: str) -> str:
    """The parameters of a query, ids and codes by their names."""
    known = catalogue().get(answer.query)
    names = {node.id: title(node, language) for node in answer.graph.nodes}
    labels = {p.name: p for p in known.parameters} if known else {}
    parts = []
    for name, value in answer.parameters.items():
        parameter = labels.get(name)
        choice = parameter.choices.get(value) if parameter else None
        text = choice.in_(language) if choice else names.get(value) or told(value, language)
        parts.append(f"{parameter.label.in_(language) if parameter else name}: {text}")
    return "; ".join(parts)


def _summary(answer: Answer, language: str) -> Iterator[str]:
    if answer.rows:
        yield say("briefing_rows", language, count=told(answer.total, language))
    yield from _standing(answer, language)
    yield from (note.in_(language) for note in answer.notes)
    if not answer.rows and not answer.notes:
        yield say("briefing_no_rows", language)


def _standing(answer: Answer, language: str) -> Iterator[str]:
    """How the tasks of an answer stand, and who leads most of them."""
    codes = Counter(str(row["status_code"]) for row in answer.rows if row.get("status_code"))
    if codes:
        parts = ", ".join(f"{told(codes[code], language)} {_status(code, language)}" for code in statuses() if codes[code])
        yield say("briefing_statuses", language, count=told(codes.total(), language), parts=parts)
    said = translator(answer, language)
    leads = Counter(said(name) for row in answer.rows for name in str(row.get("lead") or "").split("; ") if name)
    if len(leads) > 1:
        ranked = sorted(leads.items(), key=lambda item: (-item[1], item[0]))[:_LEADS]
        yield say("briefing_leads", language, parts=", ".join(f"{name} ({told(count, language)})" for name, count in ranked))


def _status(code: str, language: str) -> str:
    status = statuses()[code].in_(language)
    return say("briefing_soon", language, status=status, days=SOON.days) if code == "due_soon" else status


def _table(report: Report, heading: str, layout: Layout, language: str, sources: Sources) -> None:
    kinds = ["first", *("status" if name == "status" else _kind(layout.lines, i) for i, (name, _) in enumerate(layout.headings) if i)]
    headings = [say("column_number", language), *(label for _, label in layout.headings), say("column_sources", language)]
    rows = [
        (Mark(str(number)), *map(_mark, line.cells), Mark(sources=tuple(sources.numbers(line.evidence))))
        for number, line in enumerate(layout.lines, 1)
    ]
    widths = [_WIDTHS[kind] for kind in ("number", *kinds, "sources")]
    report.heading(heading)
    report.table(headings, rows, widths, _about(heading, len(rows), len(headings), language))


def _with_roles(answer: Answer) -> Answer:
    """The answer with the roles that its rows tell but its columns do not."""
    named = {column.name for column in answer.columns}
    more = [c for c in columns("tasks") if c.name not in named and "lead" in named and any(row.get(c.name) for row in answer.rows)]
    return replace(answer, columns=(*answer.columns, *more)) if more else answer


def _kind(lines: Sequence[Line], column: int) -> str:
    cells = [line.cells[column] for line in lines]
    kinds = {cell.kind for cell in cells if cell.text}
    if kinds in ({"date"}, {"number"}):
        return "date"
    longest = max(len(cell.text) + sum(len(text) for _, text in cell.notes) for cell in cells)
    return "long" if longest > _LONG else "text"


def _mark(cell: Cell) -> Mark:
    notes = tuple(f"{capital(label)}: {text}" if label else text for label, text in cell.notes)
    return Mark(cell.text, notes, alarm=cell.kind == "status-overdue")


def _key_documents(report: Report, graph: Graph, language: str, numbers: Iterator[int]) -> None:
    """The documents that say most: how many tasks, targets and results each tells."""
    nodes = {node.id: node for node in graph.nodes}
    told_by: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in graph.edges:
        if edge.type in _SAID:
            told_by[edge.source][_SAID[edge.type]] += 1
    documents = [nodes[id_] for id_ in told_by if id_ in nodes and nodes[id_].type == "Document"]
    ranked = sorted(documents, key=lambda node: (-told_by[node.id].total(), node.id))[:_DOCUMENTS]
    if not ranked:
        return
    heading = f"{next(numbers)}. {say('briefing_documents', language)}"
    report.heading(heading)
    names = ("source_document", "title", "issued_on", "issuer", "tasks", "values")
    headings = [say(f"column_{name}", language) for name in names]
    issued = sorted((edge for edge in graph.edges if edge.type == "ISSUED_BY"), key=lambda edge: edge.key)
    rows = [_document(node, issued, nodes, told_by[node.id], language) for node in ranked]
    report.table(
        headings, rows, ((2.8, 1), (3, 2), (2.4, 0), (2.4, 1), (1.6, 0), (1.8, 0)), _about(heading, len(rows), len(headings), language)
    )


def _document(node: Node, issued: Sequence[Edge], nodes: dict[str, Node], counts: Counter[str], language: str) -> tuple[Mark, ...]:
    issuers = (edge.target for edge in issued if edge.source == node.id)
    names = joined(title(nodes[id_], language) for id_ in issuers if id_ in nodes)
    subject = str(node.get("title"))
    texts = (shown(node), subject if subject != shown(node) else "", told(node.get("issued_on"), language), names)
    return (*(Mark(text) for text in texts), *(Mark(told(counts[kind], language)) for kind in ("tasks", "values")))


def _about(heading: str, rows: int, columns: int, language: str) -> str:
    return say("briefing_table_about", language, title=heading, rows=rows, columns=columns)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
