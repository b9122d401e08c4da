"""An evaluation as the command line shows it: figures by section, then what was missed and what is extra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from api.console import Terminal, table
from api.explain import explain
from api.options import pairs
from loaders.evaluation.running import Evaluation, Scored
from loaders.evaluation.tally import ALL, ENTITIES, SECTIONS, Tally

_SHOWN = 20
"""Lines of what was missed, and of what is extra, where details were not asked for."""
_WIDEST = 100


def thresholds(words: Sequence[str]) -> dict[str, float]:
    """The least F1 by section from 'section=0.9'; what is no section or no figure between 0 and 1 is wrong usage."""
    known = (*SECTIONS, ENTITIES, ALL)
    wanted = {}
    for section, value in pairs(words).items():
        if section not in known:
            raise typer.BadParameter(f"không có mục '{section}'; các mục: {', '.join(known)}.")
        try:
            wanted[section] = float(value)
        except ValueError:
            wanted[section] = -1.0
        if not 0 <= wanted[section] <= 1:
            raise typer.BadParameter(f"'{value}' không phải là một số từ 0 đến 1.")
    return wanted


def below(evaluation: Evaluation, wanted: Mapping[str, float], terminal: Terminal) -> list[str]:
    """What to say of each section that does not reach its figure, or that nothing was annotated in."""
    words, total = terminal.words, evaluation.total
    said = []
    for section, least in wanted.items():
        if section not in total:
            said.append(words("evaluate.not_scored", section=section))
        elif total[section].f1 < least:
            said.append(words("evaluate.below", section=section, found=f"{total[section].f1:.4f}", wanted=f"{least:g}"))
    return said


def print_failures(evaluation: Evaluation, terminal: Terminal) -> None:
    """What could not be used and what was passed over, on stderr."""
    for failure in evaluation.failures:
        terminal.say(f"! {explain(failure, terminal.words).text}")
    for note in evaluation.notes:
        terminal.say(f"  {note}")


def print_evaluation(evaluation: Evaluation, terminal: Terminal, details: bool) -> None:
    """The figures over all documents; with `details` of each document too, and everything missed and extra."""
    terminal.line(terminal.words("evaluate.documents", count=len(evaluation.documents)), style="bold")
    _print_figures(evaluation.total, terminal)
    if details and len(evaluation.documents) > 1:
        for document in evaluation.documents:
            terminal.line(f"\n{document.name} ({document.text})", style="bold")
            _print_figures(document.sections, terminal)
    for kind in ("missed", "extra"):
        _print_list(kind, evaluation.documents, terminal, details)


def _print_figures(sections: Mapping[str, Tally], terminal: Terminal) -> None:
    heads = ("section", "precision", "recall", "f1", "tp", "fp", "fn")
    rows = [
        (name, f"{tally.precision:.3f}", f"{tally.recall:.3f}", f"{tally.f1:.3f}", f"{tally.tp}", f"{tally.fp}", f"{tally.fn}")
        for name, tally in sections.items()
    ]
    terminal.out.print(table([terminal.words(f"evaluate.{head}") for head in heads], rows, right=range(1, 7)))


def _print_list(kind: str, documents: Sequence[Scored], terminal: Terminal, details: bool) -> None:
    lines = [
        f"  {section}  {document.name}: {item if details else _short(item)}"
        for section in SECTIONS
        for document in documents
        if section in document.sections
        for item in getattr(document.sections[section], kind)
    ]
    if not lines:
        return
    terminal.line(f"\n{terminal.words(f'evaluate.{kind}', count=len(lines))}", style="bold")
    shown = lines if details else lines[:_SHOWN]
    for line in shown:
        terminal.line(line)
    if len(shown) < len(lines):
        terminal.line(f"  {terminal.words('evaluate.more', count=len(lines) - len(shown))}")


def _short(item: str) -> str:
    return item if len(item) <= _WIDEST else f"{item[:_WIDEST].rstrip()}…"


def as_dict(evaluation: Evaluation, terminal: Terminal, missed: Sequence[str]) -> dict[str, Any]:
    """The evaluation for machines; `missed` are the thresholds that were not reached."""
    return {
        "documents": [
            {"name": document.name, "text": document.text, "sections": _sections(document.sections)} for document in evaluation.documents
        ],
        "total": _sections(evaluation.total),
        "failed": [explain(failure, terminal.words).text for failure in evaluation.failures],
        "below": list(missed),
    }


def _sections(sections: Mapping[str, Tally]) -> dict[str, Any]:
    return {name: _figures(tally) for name, tally in sections.items()}


def _figures(tally: Tally) -> dict[str, Any]:
    figures = {name: round(getattr(tally, name), 4) for name in ("precision", "recall", "f1")}
    counts = {name: getattr(tally, name) for name in ("tp", "fp", "fn")}
    return {**figures, **counts, "missed": list(tally.missed), "extra": list(tally.extra)}
