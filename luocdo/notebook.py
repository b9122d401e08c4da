"""How an answer looks in a notebook: its words, a table of the first rows, and the sentences that prove them."""

from __future__ import annotations

from html import escape

from api.words import Words
from queries.model import Answer
from viz.sources import Source, Sources
from viz.tables import Cell, Layout, lay_out

SHOWN = 20
"""Rows shown; all are in `rows`."""


def as_html(answer: Answer, language: str) -> str:
    """The answer as HTML that needs nothing from outside; what stands in documents is written as text."""
    laid, sources = lay_out(answer, language, SHOWN), Sources()
    body = _table(laid, sources)
    said = f"<b>{escape(answer.understood.in_(language))}</b>"
    notes = "".join(f"<p><i>{escape(note.in_(language))}</i></p>" for note in answer.notes)
    shown = Words(language)("notebook.shown", shown=len(laid.lines), total=answer.total)
    return f"<div><p>{said}</p>{notes}{body if laid.lines else ''}<p>{escape(shown)}</p>{_sources(sources.listed(), language)}</div>"


def _table(laid: Layout, sources: Sources) -> str:
    head = "".join(f"<th>{escape(label)}</th>" for _, label in laid.headings)
    rows = "".join(
        f"<tr>{''.join(map(_cell, line.cells))}<td>{''.join(f'[{n}]' for n in sources.numbers(line.evidence))}</td></tr>"
        for line in laid.lines
    )
    return f"<table><thead><tr>{head}<th></th></tr></thead><tbody>{rows}</tbody></table>"


def _cell(cell: Cell) -> str:
    notes = "".join(f"<br><small>{escape(': '.join(filter(None, note)))}</small>" for note in cell.notes)
    return f"<td>{escape(cell.text)}{notes}</td>"


def _sources(sources: list[Source], language: str) -> str:
    if not sources:
        return ""
    items = "".join(f"<li>{_source(source, language)}</li>" for source in sources)
    return f"<details><summary>{escape(Words(language)('answer.sentences'))}</summary><ol>{items}</ol></details>"


def _source(source: Source, language: str) -> str:
    if source.basis:
        return escape(source.basis)
    return f"{escape(', '.join(filter(None, (source.name, source.spot(language)))))}: “{escape(source.quote)}”"
