"""`luocdo query`: one query of the catalogue, with its parameters."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from api.options import STORE, DayOption, FormatOption, Language, LanguageOption, OutputOption, StoreOption

PANEL, PLACE = "Hỏi | Ask", 2


def command(
    name: Annotated[
        str, typer.Argument(metavar="TÊN", help="Tên truy vấn, xem 'luocdo queries'. | Name of a query, see 'luocdo queries'.")
    ],
    parameters: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE...", help="Tham số của truy vấn. | Parameters of the query.")
    ] = None,
    store: StoreOption = STORE,
    as_of: DayOption = None,
    format: FormatOption = "table",
    output: OutputOption = None,
    language: LanguageOption = Language.VI,
) -> int:
    """Chạy một truy vấn trong danh mục. | Run one query of the catalogue."""
    from api.answering import give
    from api.options import pairs
    from api.reading import open_for_reading, queried

    given = pairs(parameters)
    with open_for_reading(store) as opened:
        return give(lambda: queried(opened, name, given, as_of or date.today(), language), format, output, language)
