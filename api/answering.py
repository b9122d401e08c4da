"""How the command line gives an answer: for people, for machines, or as an export."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.console import Terminal, as_json, table, write_whole
from api.explain import explain, for_machines
from api.typed import command
from api.words import Words
from graph.errors import AmbiguousError, LuocdoError, NotFoundError, QuestionError
from viz.formats import format_named, names
from viz.sources import Source, Sources
from viz.steps import steps
from viz.tables import Cell, capital, lay_out
from viz.translating import translator

if TYPE_CHECKING:
    from rich.console import Console

    from queries.model import Answer
    from viz.content import Content, Format

_NARROW = 14
"""A cell of up to this many characters is never broken."""


def give(make: Callable[[], Content], format: str, output: Path | None, language: str, options: Sequence[str] | None = None) -> int:
    """Print or write the answer that `make` gives in `format`; a refusal is told to machines too, then raised.

    With `options` the query that gives the same is told too, as a command that has these options.
    """
    chosen = _by_suffix(output) if format == "table" and output else format
    try:
        content = make()
    except (QuestionError, NotFoundError, AmbiguousError) as error:
        if format == "json":
            sys.stdout.write(as_json(refusal(error, Words(language))))
        raise
    answer = content.answer
    if answer is None or chosen not in {"table", "json"}:
        emit(format_named(chosen), content, output)
    elif chosen == "json":
        _text_out(as_json(answer.as_dict(language)), output)
    elif output:
        _text_out(_plain(answer, language, options), output)
    else:
        print_answer(Terminal(language).out, answer, language, options)
    return 0


def refusal(error: LuocdoError, words: Words) -> dict[str, Any]:
    """What machines are told of a question that was not answered."""
    said = explain(error, words)
    out: dict[str, Any] = {"error": said.text, "suggestions": list(said.suggestions), "rows": []}
    return out | ({"choices": for_machines(said.choices)} if said.choices else {})


def emit(format: Format, content: Content, output: Path | None) -> None:
    """Write `content` in an export format to a file or stdout; refuses to write a binary format to a terminal."""
    textual = format.media_type.startswith("text/") or format.media_type.endswith(("json", "xml"))
    if output is None and not textual and sys.stdout.isatty():
        raise LuocdoError(f"Định dạng {format.name} không in ra màn hình được: hãy thêm -o TÊN_TỆP.{format.extension}")
    rendered = format.render(content)
    if output is not None:
        write_whole(output, rendered)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(rendered)


def print_answer(console: Console, answer: Answer, language: str, options: Sequence[str] | None = None) -> None:
    """Print an answer for people: how it was understood, the rows, and the numbered sentences that prove them.

    With `options` of a command, also the command that gives the same, and those of what else was perhaps meant.
    """
    from rich.text import Text

    words = Words(language)
    console.print(Text.assemble((words("answer.understood"), "dim"), " ", (answer.understood.in_(language), "bold")))
    for note in answer.notes:
        console.print(Text(note.in_(language), style="italic"))
    if options is not None:
        _print_commands(console, answer, options, words)
    console.print()
    if not answer.rows:
        console.print(words("answer.nothing"))
        return
    sources = Sources()
    numbers = [sources.numbers(row.get("evidence", ())) for row in answer.rows]
    _print_rows(console, answer, numbers, language)
    console.print(Text(words("answer.total", total=answer.total), style="dim"))
    _print_steps(console, answer, sources, words)
    if listed := sources.listed():
        console.print(Text(f"\n{words('answer.sentences')}", style="bold"))
        _print_sources(console, listed, words)


def _print_commands(console: Console, answer: Answer, options: Sequence[str], words: Words) -> None:
    from rich.text import Text

    # Lines that can be copied: the terminal may break them, no line end is put into them.
    console.print(Text.assemble((f"{words('answer.typed')} ", "dim"), command(answer.query, answer.parameters, options)), soft_wrap=True)
    for other in answer.alternatives:
        console.print(Text.assemble((f"{words('answer.or_else')} ", "dim"), other.meaning.in_(words.language)), soft_wrap=True)
        console.print(Text(f"  {command(other.query, other.parameters, options)}"), soft_wrap=True)


def _print_rows(console: Console, answer: Answer, numbers: list[list[int]], language: str) -> None:
    laid = lay_out(answer, language)
    headings = ["#", *(label for _, label in laid.headings), capital(Words(language)("answer.sources"))]
    rows = [
        [str(position), *map(_cell_text, line.cells), "".join(f"[{n}]" for n in own)]
        for position, (line, own) in enumerate(zip(laid.lines, numbers, strict=True), 1)
    ]
    if _fits(headings, rows, console.width):
        console.print(table(headings, rows, right=(0,)))
    else:
        _print_records(console, headings, rows)


def _print_steps(console: Console, answer: Answer, sources: Sources, words: Words) -> None:
    """The way to each row that lies more than one step away, hop by hop, with the numbers of its sentences."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    said = translator(answer, words.language)
    for position, row in enumerate(answer.rows, 1):
        for place, step in enumerate(steps(row, words.language, said) if row.get("hops", 0) > 1 else ()):
            marks = "".join(f"[{n}]" for n in sources.numbers(step.evidence))
            told = Text.assemble(step.source_name, (f" → {step.label} → ", "cyan"), f"{step.target_name} {marks}")
            grid.add_row(Text("" if place else str(position), style="dim"), told)
    if grid.row_count:
        console.print(Text(f"\n{words('answer.ways')}", style="bold"))
        console.print(grid)


def _cell_text(cell: Cell) -> str:
    """A cell with what is told below it."""
    notes = (f"({label}: {text})" if label else text for label, text in cell.notes)
    return "\n".join(filter(None, (cell.text, *notes)))


def _fits(headings: list[str], rows: list[list[str]], width: int) -> bool:
    """Whether every column can have the width that keeps its words whole and its text readable."""
    needed = 0
    for cells in zip(headings, *rows, strict=True):
        longest = max(len(part) for cell in cells for part in cell.split("\n"))
        needed += longest if longest <= _NARROW else max(_NARROW, longest // 12)
        needed += 1
    return needed <= width


def _print_records(console: Console, headings: list[str], rows: list[list[str]]) -> None:
    """Rows one under the other, one line a column, for terminals too narrow for a table."""
    from rich.table import Table
    from rich.text import Text

    for row in rows:
        grid = Table.grid(padding=(0, 1))
        grid.add_column(justify="right", max_width=22)
        grid.add_column(overflow="fold")
        for position, (heading, cell) in enumerate(zip(headings, row, strict=True)):
            if cell:
                grid.add_row(Text(heading, style="dim"), Text(cell, style="bold" if position == 1 else ""))
        console.print(grid)
        console.print()


def _print_sources(console: Console, sources: list[Source], words: Words) -> None:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for number, source in enumerate(sources, 1):
        if source.basis:
            said = Text.assemble((words("answer.registry"), "cyan"), f": {source.title(words.language)}")
        else:
            where = ", ".join(filter(None, (source.title(words.language), source.spot(words.language))))
            said = Text.assemble((where, "cyan"), f": “{source.quote}”")
        grid.add_row(Text(f"[{number}]"), said)
    console.print(grid)


def _by_suffix(output: Path) -> str:
    """The format that the name of the output file asks for; text for people where it asks for none."""
    suffix = output.suffix.removeprefix(".").lower()
    return suffix if suffix in names() else "table"


def _text_out(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        write_whole(output, text.encode("utf8"))


def _plain(answer: Answer, language: str, options: Sequence[str] | None) -> str:
    from io import StringIO

    from rich.console import Console

    stream = StringIO()
    print_answer(Console(file=stream, width=100, markup=False, highlight=False, emoji=False), answer, language, options)
    return stream.getvalue()
