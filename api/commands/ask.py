"""`luocdo ask`: a question in words."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from api.options import STORE, DayOption, FormatOption, Language, LanguageOption, OutputOption, StoreOption

PANEL, PLACE = "Hỏi | Ask", 1


def command(
    question: Annotated[list[str], typer.Argument(metavar="CÂU_HỎI", help="Câu hỏi, có dấu hoặc không dấu. | The question.")],
    store: StoreOption = STORE,
    as_of: DayOption = None,
    format: FormatOption = "table",
    output: OutputOption = None,
    language: LanguageOption = Language.VI,
) -> int:
    """Hỏi bằng lời: in cách hiểu câu hỏi, truy vấn tương đương, bảng trả lời và các câu văn chứng minh.
    | Ask in words: prints how it was understood, the query that gives the same, the answer and the proving sentences.

    Ví dụ | Example: luocdo ask "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"
    """
    from api.answering import give
    from api.reading import answered, open_for_reading
    from api.typed import options

    with open_for_reading(store) as opened:
        day = as_of or date.today()
        return give(lambda: answered(opened, " ".join(question), day, language), format, output, language, options(store, as_of))
