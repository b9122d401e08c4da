"""`luocdo demo`: from the samples to an answered question."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import DayOption, Language, LanguageOption

PANEL, PLACE = "Phục vụ | Serve", 3


def command(
    store: Annotated[str, typer.Option("--store", metavar="URL", help="Kho dữ liệu của bản thử. | Store of the demo.")] = "out/demo.db",
    as_of: DayOption = None,
    language: LanguageOption = Language.VI,
) -> int:
    """Chạy thử: nạp văn bản mẫu, hỏi một câu, vẽ đồ thị, viết báo cáo. | Try it: load the samples, ask, draw, write a briefing."""
    from datetime import date

    from api.console import Terminal
    from api.demonstration import demonstrate

    return demonstrate(store, as_of or date.today(), Terminal(language))
