"""`luocdo evaluate`: what the extraction finds, compared with what people found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.options import Language, LanguageOption, Shape, ShapeOption

PANEL, PLACE = "Dữ liệu | Data", 5


def command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Tệp hoặc thư mục chú giải (YAML). | Annotations: a file or folder (YAML).")],
    texts: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục văn bản được chú giải. | Folder of the annotated documents.")],
    details: Annotated[
        bool,
        typer.Option("-v", "--details", help="Cả từng văn bản, mọi chỗ sót và thừa. | Each document, everything missed or extra."),
    ] = False,
    min_f1: Annotated[
        list[str] | None,
        typer.Option(
            "--min-f1", metavar="MỤC=SỐ", help="Báo lỗi nếu F1 thấp hơn, như tasks=0.9. | Fail where F1 is lower, as in tasks=0.9."
        ),
    ] = None,
    format: ShapeOption = Shape.TABLE,
    language: LanguageOption = Language.VI,
) -> int:
    """Chấm độ chính xác khi đọc văn bản so với chú giải làm bằng tay. | Score the reading of documents against annotations made by hand.

    Ví dụ | Example: luocdo evaluate chu-giai/ van-ban/ --min-f1 tasks=0.9
    """
    from api.console import Terminal
    from api.evaluating import as_dict, below, print_evaluation, print_failures, thresholds
    from loaders.evaluation.running import evaluate

    wanted = thresholds(min_f1 or ())
    terminal = Terminal(language)
    evaluation = evaluate(gold, texts)
    missed = below(evaluation, wanted, terminal)
    if format is Shape.JSON:
        terminal.data(as_dict(evaluation, terminal, missed))
    else:
        print_evaluation(evaluation, terminal, details)
    print_failures(evaluation, terminal)
    for line in missed:
        terminal.say(f"! {line}")
    return 1 if evaluation.failures or missed else 0
