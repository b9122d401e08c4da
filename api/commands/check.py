"""`luocdo check`: what in the store wants a person's eye."""

from __future__ import annotations

from api.options import STORE, Language, LanguageOption, Shape, ShapeOption, StoreOption

PANEL, PLACE = "Dữ liệu | Data", 3


def command(store: StoreOption = STORE, format: ShapeOption = Shape.TABLE, language: LanguageOption = Language.VI) -> None:
    """Liệt kê chỗ nhắc đến chưa rõ là gì, số ký hiệu thiếu năm, giá trị trái nhau, nhiệm vụ trông như một.
    | List unresolved mentions, undated numbers, contradictory values, tasks that look the same.
    """
    from api.checks import findings
    from api.console import Terminal, table
    from api.reading import open_for_reading

    terminal = Terminal(language)
    words = terminal.words
    with open_for_reading(store) as opened:
        found = findings(opened)
    if format is Shape.JSON:
        terminal.data({kind: [item.as_dict() for item in items] for kind, items in found.items()})
        return
    for kind, items in found.items():
        terminal.line(f"{words('check.' + kind)}: {len(items)}", style="bold")
        if items:
            rows = [(item.what, item.why, item.where) for item in items]
            terminal.out.print(table((words("check.what"), words("check.why"), words("check.where")), rows))
        terminal.line()
