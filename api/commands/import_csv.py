"""`luocdo import-csv`: an embedded store as the files from which a Neo4j server makes its database in one go."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.options import STORE, Language, LanguageOption, StoreOption

PANEL, PLACE = "Dữ liệu | Data", 9


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục sẽ ghi, mới hoặc trống. | Folder to write, new or empty.")],
    store: StoreOption = STORE,
    language: LanguageOption = Language.VI,
) -> None:
    """Ghi kho ra các tệp CSV để neo4j-admin nhập một lần, cách nhanh nhất đưa kho lớn lên máy chủ.
    | Write a store as CSV files that neo4j-admin imports in one go, the fastest way of a large store to a server.

    Ví dụ | Example: luocdo import-csv nhap-neo4j/ --store kho.db
    """
    from api import transferring
    from api.console import Terminal
    from api.reading import open_for_reading
    from graph.store.neo4j_files import COMMAND

    terminal = Terminal(language)
    with open_for_reading(store) as opened:
        written = transferring.import_files(opened, folder, terminal)
    words = terminal.words
    terminal.say(words("transfer.files", nodes=written.nodes, relationships=written.relationships, folder=folder))
    terminal.say(words("transfer.import", folder=folder, command=COMMAND))
