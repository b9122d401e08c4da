"""`luocdo copy`: everything from one store into another."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import Language, LanguageOption, MergeOption

PANEL, PLACE = "Dữ liệu | Data", 8


def command(
    origin: Annotated[str, typer.Option("--from", metavar="URL", help="Kho nguồn. | The store to copy.", show_default=False)],
    target: Annotated[
        str, typer.Option("--to", metavar="URL", help="Kho đích, phải trống. | Where to; must be empty.", show_default=False)
    ],
    merge: MergeOption = False,
    language: LanguageOption = Language.VI,
) -> None:
    """Chép toàn bộ một kho sang kho khác, cùng loại hay khác loại. | Copy everything in a store into another, of the same kind or not.

    Ví dụ | Example: luocdo copy --from kho.db --to neo4j://localhost
    """
    from api import transferring
    from api.console import Terminal
    from api.reading import open_for_reading
    from graph.store import open_store

    terminal = Terminal(language)
    transferring.refuse_same(origin, target)
    with open_for_reading(origin) as source, open_store(target) as opened:
        transferring.refuse_same(source.url, opened.url)
        if not merge:
            transferring.refuse_full(opened)
        moved = transferring.copy(source, opened, terminal)
    transferring.tell_moved(moved, opened.url, terminal)
