"""Loading as the command line shows it: progress and a line per file on stderr, a summary on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from api.console import Terminal, table
from graph.errors import InputError
from graph.ontology import ontology
from graph.store import Store
from loaders.report import FileReport, Summary

_MARKS = {"added": "+", "unchanged": "=", "replaced": "~", "superseded": "-", "failed": "!"}
_STYLES = {"added": "green", "unchanged": "dim", "replaced": "yellow", "superseded": "dim", "failed": "bold red"}


def load_with_progress(store: Store, paths: Sequence[Path], terminal: Terminal, workers: int | None = None) -> Summary:
    """Load the files of `paths` (folders are walked) while telling the user of each; None: with as many workers as they are worth."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from loaders.pipeline import load
    from loaders.workers import worth

    files, missing = _found(paths)
    for report in missing:
        print_report(report, terminal)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=terminal.err, transient=True, disable=not terminal.err.is_terminal) as progress:
        task = progress.add_task(terminal.words("load.working"), total=len(files))

        def tell(report: FileReport) -> None:
            print_report(report, terminal)
            progress.advance(task)

        loaded = load(store, files, tell, workers or worth(files))
    return Summary((*missing, *loaded.files))


def _found(paths: Sequence[Path]) -> tuple[list[Path], list[FileReport]]:
    """The files to load, and a report for each path that has none: the others are loaded all the same."""
    from loaders.pipeline import sources

    files: dict[Path, None] = {}
    missing = []
    for path in paths:
        try:
            files |= dict.fromkeys(sources([path]))
        except InputError as error:
            missing.append(FileReport(str(path), "failed", error=error.reason))
    return list(files), missing


def print_report(report: FileReport, terminal: Terminal) -> None:
    """The line of one file, on stderr."""
    from rich.text import Text

    words = terminal.words
    if report.outcome == "failed":
        said = report.error if report.error.startswith(report.source) else f"{report.source}: {report.error}"
    else:
        facts = words("load.facts", facts=sum(report.facts.values()), relations=sum(report.relations.values()))
        said = f"{report.source}: {words('load.' + report.outcome)}, {report.name}, {facts}"
        said += f", {words('load.unresolved', count=report.unresolved)}" if report.unresolved else ""
    terminal.err.print(Text(f"{_MARKS[report.outcome]} {said}", style=_STYLES[report.outcome]), soft_wrap=True)
    for note in report.notes:
        terminal.err.print(Text(f"  {note}", style="dim"), soft_wrap=True)


def print_summary(summary: Summary, terminal: Terminal) -> None:
    """What was loaded in all, on stdout."""
    words, kinds = terminal.words, ontology().nodes
    counts = {outcome: sum(report.outcome == outcome for report in summary.files) for outcome in _MARKS}
    told = [f"{words('load.' + outcome)}: {count}" for outcome, count in counts.items() if count]
    terminal.line(words("load.summary", files=len(summary.files), outcomes=", ".join(told) or "0"), style="bold")
    rows = [(words.label(kinds[name].label), f"{count}") for name, count in summary.facts.items()]
    if rows:
        terminal.out.print(table((words("load.type"), words("load.count")), rows, right=(1,)))
    if summary.unresolved:
        terminal.line(words("load.left", count=summary.unresolved))


def as_dict(summary: Summary) -> dict[str, Any]:
    """The summary for machines; durations are left out, as they differ from run to run."""
    return {
        "files": [report_dict(report) for report in summary.files],
        "facts": dict(summary.facts),
        "unresolved": summary.unresolved,
        "failed": len(summary.failed),
    }


def report_dict(report: FileReport) -> dict[str, Any]:
    """The report of one file for machines."""
    out = asdict(report)
    del out["seconds"]
    return out | {"facts": dict(report.facts), "relations": dict(report.relations)}
