"""An answer as text that is short and still whole: every value of a row, the ids to go on with, the sentences that prove it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from api.words import Words
from queries.model import Answer
from viz.sources import Source, Sources
from viz.tables import Cell, lay_out


def told(answer: Answer, language: str) -> Iterator[str]:
    """How an answer was understood, and what there is to say of it as a whole."""
    words = Words(language)
    yield f"{words('answer.understood')} {answer.understood.in_(language)}"
    yield from (note.in_(language) for note in answer.notes)
    for other in answer.alternatives:
        yield f"{words('answer.or_else')} {other.meaning.in_(language)} → {next_call(other.query, other.parameters)}"


def next_call(query: str, parameters: Mapping[str, str]) -> str:
    """A tool with its arguments, as an assistant can call it.

    >>> next_call("facts", {"entity": "platform:vneid"})
    'facts {"entity": "platform:vneid"}'
    """
    return f"{query} {json.dumps(dict(parameters), ensure_ascii=False)}"


def page_told(answer: Answer, language: str, limit: int, offset: int, following: int | None) -> Iterator[str]:
    """The rows of one page, a line each, and the numbered sentences that prove them."""
    words, sources = Words(language), Sources()
    laid = lay_out(answer, language, limit, offset)
    yield words("answer.total", total=answer.total) + (f" ({words('tool.more', offset=following)})" if following else "")
    for place, line in enumerate(laid.lines, offset + 1):
        cells = (f"{label}: {_cell(cell)}" for (_, label), cell in zip(laid.headings, line.cells, strict=True) if cell.text)
        yield f"{place}. {' | '.join(cells)} {''.join(f'[{n}]' for n in sources.numbers(line.evidence))}".rstrip()
    if listed := sources.listed():
        yield words("answer.sentences")
        yield from (f"[{n}] {_source(source, words)}" for n, source in enumerate(listed, 1))


def _cell(cell: Cell) -> str:
    notes = "".join(f" ({': '.join(filter(None, note))})" for note in cell.notes)
    return f"{cell.text}{f' [{cell.id}]' if cell.id else ''}{notes}"


def _source(source: Source, words: Words) -> str:
    if source.basis:
        return f"{words('answer.registry')}: {source.basis}"
    return f"{', '.join(filter(None, (source.name, source.spot(words.language))))}: “{source.quote}”"
