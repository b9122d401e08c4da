"""`luocdo load`: files and folders into the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.options import STORE, Language, LanguageOption, Shape, ShapeOption, StoreOption

PANEL, PLACE = "Dữ liệu | Data", 1


def command(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Tệp hoặc thư mục văn bản. | Files or folders of documents.")],
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            metavar="N",
            help="Số tiến trình đọc song song (mặc định: mọi nhân nếu đáng). | Processes that read (default: all cores, if worth it).",
        ),
    ] = None,
    store: StoreOption = STORE,
    format: ShapeOption = Shape.TABLE,
    language: LanguageOption = Language.VI,
) -> int:
    """Nạp văn bản vào kho; tệp hỏng được nêu tên cùng lý do, các tệp khác vẫn được nạp.
    | Load documents; a broken file is named with its reason, the rest is loaded.

    Ví dụ | Example: luocdo load van-ban/ thong-bao.html
    """
    from api.console import Terminal
    from api.loading import as_dict, load_with_progress, print_summary
    from graph.store import open_store

    terminal = Terminal(language)
    with open_store(store) as opened:
        summary = load_with_progress(opened, sources, terminal, workers)
    if format is Shape.JSON:
        terminal.data(as_dict(summary))
    else:
        print_summary(summary, terminal)
    return 1 if summary.failed else 0
