"""`luocdo show`: all that is known of one entity."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import STORE, DayOption, Language, LanguageOption, Shape, ShapeOption, StoreOption

PANEL, PLACE = "Xem và xuất | View and export", 1


def command(
    name: Annotated[str, typer.Argument(metavar="TÊN_HOẶC_MÃ", help="Tên, số ký hiệu hoặc mã. | Name, number or id.")],
    store: StoreOption = STORE,
    as_of: DayOption = None,
    format: ShapeOption = Shape.TABLE,
    language: LanguageOption = Language.VI,
) -> None:
    """Mọi điều đã biết về một mục, kèm câu chứng minh. | All that is known of one entity, with its sentences."""
    from api.answering import print_answer
    from api.console import Terminal
    from api.naming import called
    from api.reading import open_for_reading
    from graph.ontology import ontology
    from queries import describe
    from queries.as_of import seen, seen_as
    from viz.meaning import title

    terminal = Terminal(language)
    with open_for_reading(store) as opened:
        node = seen_as(seen(opened, as_of), called(opened, name))
        answer = describe(opened, node, as_of)
        if format is Shape.JSON:
            terminal.data({"entity": node.as_dict(), **answer.as_dict(language)})
            return
        terminal.line(f"{title(node, language)}", style="bold")
        terminal.line(f"{terminal.words.label(ontology().node(node.type).label)} [{node.id}]", style="dim")
        print_answer(terminal.out, answer, language)
