"""`luocdo restore`: a store from what `luocdo dump` wrote."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import STORE, Language, LanguageOption, MergeOption, StoreOption

PANEL, PLACE = "Dữ liệu | Data", 7


def command(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Tệp do luocdo dump viết; '-': đầu vào chuẩn. | What luocdo dump wrote; '-': stdin.")
    ],
    merge: MergeOption = False,
    store: StoreOption = STORE,
    language: LanguageOption = Language.VI,
) -> int:
    """Khôi phục kho từ tệp sao lưu; dòng hỏng được nêu cùng lý do, phần còn lại vẫn vào kho.
    | Restore a store from a dump; a damaged line is named with its reason, the rest is restored.

    Ví dụ | Example: luocdo restore kho-2026-11.jsonl.gz --store kho.db
    """
    from api import transferring
    from api.console import Terminal
    from graph.store import open_store

    terminal = Terminal(language)
    transferring.refuse_same(file, store)
    with transferring.opened_dump(file) as (reader, raw), open_store(store) as opened:
        if not merge:
            transferring.refuse_full(opened)
        if not reader.same_ontology:
            terminal.say(terminal.words("transfer.other_ontology", file=file))
        moved = transferring.restore(reader, raw, opened, terminal)
    transferring.tell_moved(moved, opened.url, terminal)
    return 1 if moved.damaged else 0
