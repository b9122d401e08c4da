"""The demonstration: the samples loaded, one question answered, one graph drawn, one briefing written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from api import reading
from api.answering import print_answer
from api.console import Terminal, write_whole
from api.loading import load_with_progress, print_summary
from graph.errors import LuocdoError
from graph.store import open_store
from viz.formats import export

FOLDER = Path("out")
QUESTIONS = {
    "vi": "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?",
    "en": "Which tasks depend on the national data centre?",
}


def samples() -> Path:
    """The folder of sample documents: beside the packages in a checkout, inside this one when installed."""
    here = Path(__file__).resolve().parent
    for folder in (here / "samples", here.parent / "samples"):
        if folder.is_dir():
            return folder
    raise LuocdoError("Không tìm thấy thư mục văn bản mẫu (samples) đi kèm chương trình.")


def _from_here(folder: Path) -> Path:
    """The folder as a user who stands above it would write it."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def demonstrate(store: str, as_of: date, terminal: Terminal) -> int:
    """Run the demonstration; 1 where a sample could not be loaded."""
    words, language = terminal.words, terminal.words.language
    question = QUESTIONS[language]
    if "://" not in store:
        Path(store).parent.mkdir(parents=True, exist_ok=True)
    with open_store(store) as opened:
        summary = load_with_progress(opened, [_from_here(samples())], terminal)
        print_summary(summary, terminal)
        answer = reading.answered(opened, question, as_of, language)
        terminal.line(f"\n? {question}", style="bold cyan")
        if answer.answer is not None:
            print_answer(terminal.out, answer.answer, language)
        for name, content, file in (
            ("html", reading.everything(opened, as_of, language), "graph.html"),
            ("docx", answer, "briefing.docx"),
        ):
            write_whole(FOLDER / file, export(name, content))
            terminal.say(words("demo.written", file=FOLDER / file))
    terminal.say(words("demo.serve", command=f"luocdo serve --store {store}"))
    return 1 if summary.failed else 0
