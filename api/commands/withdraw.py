"""`luocdo withdraw`: take a document out of the store."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import STORE, Language, LanguageOption, StoreOption

PANEL, PLACE = "Dữ liệu | Data", 4


def command(
    document: Annotated[
        str, typer.Argument(metavar="VĂN_BẢN", help="Mã, số ký hiệu hoặc tên văn bản. | Id, number or name of the document.")
    ],
    store: StoreOption = STORE,
    language: LanguageOption = Language.VI,
) -> int:
    """Rút một văn bản khỏi kho cùng mọi thông tin chỉ có trong văn bản đó. | Withdraw a document and all that only it says."""
    from api.console import Terminal
    from api.naming import called
    from api.reading import open_for_reading

    terminal = Terminal(language)
    with open_for_reading(store) as opened:
        node = called(opened, document, ("Document",))
        withdrawn = opened.withdraw(node.id)
    terminal.say(terminal.words("withdraw.done" if withdrawn else "withdraw.not_loaded", name=node.name, id=node.id))
    return 0 if withdrawn else 1
