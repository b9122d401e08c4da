"""The options that many commands share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.settings import DEFAULT_STORE


class Language(StrEnum):
    """Language of messages and labels."""

    VI = "vi"
    EN = "en"


class Shape(StrEnum):
    """How a command prints: for people or for machines."""

    TABLE = "table"
    JSON = "json"


def _day(text: str) -> date:
    from api.days import parse_day
    from graph.errors import QuestionError

    try:
        return parse_day(text)
    except QuestionError as error:
        raise typer.BadParameter(str(error)) from error


def pairs(words: Sequence[str] | None) -> dict[str, str]:
    """`key=value` words as a mapping; a word of another form or a key given twice is wrong usage."""
    out: dict[str, str] = {}
    for word in words or ():
        key, sign, value = word.partition("=")
        if not sign or not key:
            raise typer.BadParameter(f"'{word}' không có dạng tên=giá_trị.")
        if key in out:
            raise typer.BadParameter(f"tham số '{key}' được cho hai lần.")
        out[key] = value
    return out


StoreOption = Annotated[
    str,
    typer.Option(
        "--store", envvar="LUOCDO_STORE", metavar="URL", help="Kho dữ liệu: đường dẫn tệp, hoặc neo4j://… | The store: a path, or neo4j://…"
    ),
]
LanguageOption = Annotated[
    Language,
    typer.Option("--lang", envvar="LUOCDO_LANG", help="Ngôn ngữ của thông báo. | Language of messages."),
]
DayOption = Annotated[
    date | None,
    typer.Option(
        "--as-of", parser=_day, metavar="DATE", help="Xét tại ngày nào (mặc định: hôm nay). | The day asked about (default: today)."
    ),
]
ShapeOption = Annotated[
    Shape,
    typer.Option("--format", help="Bảng cho người đọc hay JSON cho máy. | A table for people or JSON for machines."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Ghi ra tệp này thay vì màn hình. | Write to this file, not to the screen."),
]
FormatOption = Annotated[
    str,
    typer.Option(
        "--format", metavar="F", help="table, json hoặc một định dạng xuất (docx, xlsx, csv, html, ...). | table, json or an export format."
    ),
]
MergeOption = Annotated[
    bool,
    typer.Option("--merge", help="Nhập thêm vào kho đã có dữ liệu. | Add to a store that holds something already."),
]
STORE = DEFAULT_STORE
