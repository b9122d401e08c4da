"""`luocdo queries`: what can be asked."""

from __future__ import annotations

from api.options import Language, LanguageOption, Shape, ShapeOption

PANEL, PLACE = "Hỏi | Ask", 3


def command(format: ShapeOption = Shape.TABLE, language: LanguageOption = Language.VI) -> None:
    """Danh mục truy vấn: tên, tham số, ví dụ. | The catalogue of queries: names, parameters, examples."""
    from api.catalogue import described
    from api.console import Terminal
    from queries.running import catalogue

    terminal = Terminal(language)
    entries = [described(query, language) for query in catalogue().values()]
    if format is Shape.JSON:
        terminal.data(entries)
        return
    for entry in entries:
        parameters = " ".join(f"{p['name']}=…" if p["required"] else f"[{p['name']}=…]" for p in entry["parameters"])
        terminal.line(f"{entry['name']} {parameters}", style="bold")
        terminal.line(f"  {entry['title']}. {entry['description']}")
        for parameter in entry["parameters"]:
            example = f"{terminal.words('query.example')}: {parameter['example']}"
            terminal.line(f"    {parameter['name']}: {parameter['label']} ({example})", style="dim")
        for example in entry["examples"]:
            terminal.line(f'  luocdo ask "{example}"', style="cyan")
        terminal.line()
