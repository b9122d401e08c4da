"""`luocdo stats`: how much the store holds."""

from __future__ import annotations

from api.options import STORE, DayOption, Language, LanguageOption, Shape, ShapeOption, StoreOption

PANEL, PLACE = "Dữ liệu | Data", 2


def command(
    store: StoreOption = STORE, as_of: DayOption = None, format: ShapeOption = Shape.TABLE, language: LanguageOption = Language.VI
) -> None:
    """Số văn bản, thông tin và quan hệ trong kho, theo loại. | Documents, facts and relations in the store, by type."""
    from api.console import Terminal, table
    from api.reading import open_for_reading
    from graph.ontology import ontology
    from queries.as_of import seen

    terminal = Terminal(language)
    with open_for_reading(store) as opened:
        counts = seen(opened, as_of).counts()
    if format is Shape.JSON:
        nodes, edges = dict(counts.nodes), dict(counts.edges)
        terminal.data({"documents": counts.documents, "unresolved": counts.unresolved, "nodes": nodes, "edges": edges})
        return
    words, known = terminal.words, ontology()
    terminal.line(words("stats.documents", count=counts.documents), style="bold")
    terminal.line(words("stats.unresolved", count=counts.unresolved))
    for heading, rows in (
        ("stats.nodes", [(words.label(known.nodes[name].label), name, f"{count}") for name, count in counts.nodes.items()]),
        ("stats.edges", [(words.label(known.relations[name].label), name, f"{count}") for name, count in counts.edges.items()]),
    ):
        terminal.line()
        terminal.out.print(table((words(heading), words("stats.code"), words("load.count")), rows, right=(2,)))
