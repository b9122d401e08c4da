"""`luocdo dump`: all that a store holds, as one file that any store can be made from."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import STORE, Language, LanguageOption, StoreOption

PANEL, PLACE = "Dữ liệu | Data", 6


def command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="[FILE]",
            help="Tệp sẽ ghi, nén nếu tên có đuôi .gz; '-': màn hình. | File to write, packed if it ends in .gz; '-': stdout.",
        ),
    ] = "-",
    store: StoreOption = STORE,
    language: LanguageOption = Language.VI,
) -> None:
    """Sao lưu kho ra một tệp: văn bản, thông tin, câu chứng minh, bản chờ. | Back a store up to one file.

    Ví dụ | Example: luocdo dump kho-2026-11.jsonl.gz
    """
    from api import transferring
    from api.console import Terminal
    from api.reading import open_for_reading

    terminal = Terminal(language)
    transferring.refuse_same(store, file)
    with open_for_reading(store) as opened:
        count = transferring.dump(opened, file, terminal)
    terminal.say(terminal.words("transfer.dumped", count=count, store=opened.url, file=file))
