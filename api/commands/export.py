"""`luocdo export`: the graph, or a part of it, as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.options import STORE, DayOption, Language, LanguageOption, StoreOption

PANEL, PLACE = "Xem và xuất | View and export", 2


def command(
    parameters: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY=VALUE...]", help="Tham số của --query. | Parameters of --query.", show_default=False)
    ] = None,
    format: Annotated[str, typer.Option("--format", metavar="F", help="json, html, docx, xlsx, csv, graphml, ...")] = "json",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Tệp sẽ ghi (mặc định: màn hình). | File to write (default: stdout)."),
    ] = None,
    around: Annotated[
        str,
        typer.Option(
            "--around", metavar="TÊN_HOẶC_MÃ", help="Chỉ phần quanh một mục. | Only what is around one entity.", show_default=False
        ),
    ] = "",
    depth: Annotated[int, typer.Option("--depth", min=0, max=8, help="Bán kính của --around. | How far --around reaches.")] = 2,
    query: Annotated[
        str,
        typer.Option("--query", metavar="TÊN", help="Chỉ câu trả lời của một truy vấn. | Only the answer of a query.", show_default=False),
    ] = "",
    store: StoreOption = STORE,
    as_of: DayOption = None,
    language: LanguageOption = Language.VI,
) -> None:
    """Xuất đồ thị, toàn bộ hoặc một phần, ra tệp. | Export the graph, or a part of it, to a file.

    Ví dụ | Example: luocdo export --format html -o do-thi.html --around "Bộ Công an" --depth 2
    """
    from api import reading
    from api.answering import emit
    from api.options import pairs
    from viz.formats import format_named

    if around and query:
        raise typer.BadParameter("--around và --query không đi cùng nhau.")
    if parameters and not query:
        raise typer.BadParameter(f"'{parameters[0]}' là tham số của truy vấn, nhưng thiếu --query.")
    given, chosen, day = pairs(parameters), format_named(format), as_of or date.today()
    with reading.open_for_reading(store) as opened:
        if query:
            content = reading.queried(opened, query, given, day, language)
        elif around:
            content = reading.around(opened, around, depth, as_of, language)
        else:
            content = reading.everything(opened, as_of, language)
        emit(chosen, content, output)  # rows are made while they are written
