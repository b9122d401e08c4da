"""`import luocdo`: the examples in its docstrings, and what a program that uses it relies on."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import networkx
import pytest

import luocdo
from api.cli import run
from graph import errors
from queries.running import catalogue

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-09-01"
CENTRE = "Trung tâm dữ liệu quốc gia"


@pytest.fixture
def graph(samples_store: Path) -> Any:
    with luocdo.open(samples_store) as opened:
        yield opened


MODULES = ["luocdo", *(name for _, name, _ in pkgutil.iter_modules(luocdo.__path__, "luocdo.") if not name.endswith("__main__"))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str, samples_store: Path, tmp_path: Path) -> None:
    """Guards against documentation that says what the code no longer does."""
    names = {"luocdo": luocdo, "STORE": str(samples_store), "SAMPLES": ROOT / "samples", "OUT": tmp_path}
    tried = doctest.testmod(importlib.import_module(name), extraglobs=names)
    assert tried.failed == 0


def test_public_functions_have_examples() -> None:
    """Guards against a function that one can only guess how to use."""
    found = doctest.DocTestFinder(exclude_empty=True).find(luocdo)
    exemplified = {test.name.removeprefix("luocdo.") for test in found if test.examples}
    functions = {name for name in luocdo.__all__ if callable(getattr(luocdo, name)) and not isinstance(getattr(luocdo, name), type)}
    assert functions - exemplified - {"queries", "evaluate"} == set()


def test_every_error_is_public() -> None:
    """Guards against an error that callers cannot name."""
    tree = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.LuocdoError)}
    assert tree <= set(luocdo.__all__)
    assert sorted(luocdo.__all__) == luocdo.__all__


def test_functions_have_the_names_of_commands() -> None:
    """Guards against a second vocabulary beside that of the command line."""
    from api.cli import command_modules

    commands = {module.__name__.rsplit(".", 1)[1] for module in command_modules()}
    functions = {name for name in luocdo.__all__ if name.islower()}
    assert functions - commands == {"open", "entity", "search"}


def test_an_answer_is_what_the_command_prints(graph: Any, samples_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Guards against two answers to one question."""
    assert run(["query", "dependents", f"entity={CENTRE}", "--store", str(samples_store), "--as-of", DAY, "--format", "json"]) == 0
    assert graph.query("dependents", entity=CENTRE, as_of=DAY).to_dict() == json.loads(capsys.readouterr().out)
    question = "nhiem vu qua han"
    assert run(["ask", question, "--store", str(samples_store), "--as-of", DAY, "--format", "json", "--lang", "en"]) == 0
    told = luocdo.ask(question, store=samples_store, as_of=DAY, language="en")
    assert told.to_dict() == json.loads(capsys.readouterr().out)
    assert run(["show", "Đề án 06", "--store", str(samples_store), "--format", "json"]) == 0
    assert graph.entity("Đề án 06").to_dict() == json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_answers_its_examples(graph: Any, name: str) -> None:
    """Guards against a parameter that Python cannot give, and answers that no frame or graph can hold."""
    given = {parameter.name: parameter.example for parameter in catalogue()[name].parameters if parameter.required}
    try:
        answer = graph.query(name, given, as_of=DAY)
    except (luocdo.NotFoundError, luocdo.AmbiguousError):
        pytest.skip("the samples hold nothing of the example's name")
    assert len(answer.to_pandas()) == answer.total == len(answer) == len(list(answer))
    assert set(answer.to_networkx()) == {node.id for node in answer.graph.nodes}
    assert "<div>" in answer._repr_html_()


def test_parameters_are_given_as_python_has_them(graph: Any) -> None:
    """Guards against values that have to be written out by hand."""
    agency = graph.entity("Bộ Công an")
    quarter = (date(2026, 7, 1), datetime(2026, 9, 30, 12))
    told = graph.query("tasks", agency=agency, role=["lead"], period=quarter, text=None, as_of=date(2026, 9, 1))
    written = graph.query("tasks", {"agency": "Bộ Công an", "role": "lead", "period": "2026-07-01..2026-09-30"}, as_of=DAY)
    assert told.total > 0
    assert told.to_dict() == written.to_dict()
    assert graph.query(told.query, told.parameters, as_of=DAY).to_dict() == told.to_dict()
    with pytest.raises(luocdo.QuestionError, match="role"):
        graph.query("tasks", role={"lead": True})
    with pytest.raises(luocdo.QuestionError, match="agnecy"):
        graph.query("tasks", agnecy="Bộ Công an")


def test_refusals_say_what_can_be_chosen(graph: Any) -> None:
    """Guards against errors that leave a program nothing to go on with."""
    with pytest.raises(luocdo.QuestionError) as question:
        graph.ask("Thời tiết hôm nay thế nào?")
    assert question.value.suggestions
    with pytest.raises(luocdo.NotFoundError):
        graph.entity("Bộ Không Có Thật")
    with pytest.raises(luocdo.AmbiguousError) as ambiguous:
        graph.entity("dữ liệu")
    assert len(ambiguous.value.choices) > 1
    for wrong in ({"as_of": "mai"}, {"language": "fr"}):
        with pytest.raises(luocdo.QuestionError):
            luocdo.ask("nhiệm vụ quá hạn", store=graph.url, **wrong)


def test_rows_are_cut_by_page_and_counted_whole(graph: Any) -> None:
    """Guards against a total that is that of the page."""
    answer = graph.query("tasks", as_of=DAY)
    page = answer.to_dict(limit=5, offset=5)
    assert (page["returned"], page["total"]) == (5, answer.total)
    assert list(answer.rows[5:10]) == page["rows"]
    assert answer.total > 10


def test_a_read_answer_outlives_its_store(samples_store: Path) -> None:
    """Guards against an answer of a closed store that can no longer be looked at."""
    told = luocdo.query("dependents", entity=CENTRE, store=samples_store, as_of=DAY)
    assert told.total == len(list(told)) > 0
    assert told.graph.nodes
    assert told.export(format="json")


def test_frames_hold_days_ids_and_labels(graph: Any) -> None:
    """Guards against frames that cannot be sorted by day or joined by id."""
    frame = graph.query("tasks", agency="Bộ Công an", as_of=DAY).to_pandas()
    assert frame["due_on"].dtype.kind == "M"
    assert frame["lead_id"].str.startswith("agency:").any()
    labelled = graph.query("tasks", agency="Bộ Công an", as_of=DAY).to_pandas(labels=True)
    assert "thời hạn" in labelled.columns
    empty = graph.query("tasks", agency="Bộ Công an", period="1990-01-01..1990-12-31", as_of=DAY)
    assert empty.total == 0
    assert list(empty.to_pandas().columns) == list(frame.columns)


def test_a_far_day_is_a_day_like_others() -> None:
    """Guards against days that pandas keeps in nanoseconds and cannot count so far."""
    from graph.ontology import Label
    from luocdo.frames import data_frame
    from queries.model import Answer, Column

    column = Column("on", Label("ngày", "day"))
    rows = ({"on": "9999-12-31"}, {"on": ""}, {"on": "1945-09-02"})
    frame = data_frame(Answer("x", Label("x", "x"), {}, (column,), rows), {})
    assert [value.year if value == value else None for value in frame["on"]] == [9999, None, 1945]


def test_networkx_graph_is_that_of_the_export(graph: Any) -> None:
    """Guards against two forms of one graph."""
    answer = graph.query("dependents", entity=CENTRE, as_of=DAY)
    exported = networkx.node_link_graph(json.loads(answer.export(format="json")), edges="edges")
    made = answer.to_networkx()
    assert dict(made.nodes(data=True)) == dict(exported.nodes(data=True))
    assert sorted(made.edges(data="type")) == sorted(exported.edges(data="type"))
    assert isinstance(made, networkx.MultiDiGraph)


def test_without_pandas_it_says_how_to_get_it(graph: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against an ImportError that names no remedy."""
    answer = graph.query("overdue", as_of="2026-12-01")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(luocdo.MissingLibraryError, match=r"pip install 'luocdo\[pandas\]'"):
        answer.to_pandas()


def test_texts_are_shown_as_texts(graph: Any) -> None:
    """Guards against words of a document that a notebook takes for markup."""
    from dataclasses import replace

    from luocdo.notebook import as_html

    answer = graph.query("tasks", as_of=DAY)._found
    row = {**answer.rows[0], "task": "<script>alert(1)</script>"}
    row["evidence"] = [{**row["evidence"][0], "quote": "<img src=x>"}]
    shown = as_html(replace(answer, rows=(row,)), "vi")
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


def test_a_store_opened_to_read_is_not_written(samples_store: Path, tmp_path: Path) -> None:
    """Guards against a notebook that changes, or makes, a store by a slip."""
    with luocdo.open(samples_store) as graph:
        before = graph.stats()
        for change in (lambda: graph.load(ROOT / "samples"), lambda: graph.withdraw("9012/QĐ-TTg")):
            with pytest.raises(luocdo.StoreError, match="writable=True"):
                change()
        assert graph.stats() == before
    with pytest.raises(luocdo.StoreError, match="luocdo load"):
        luocdo.open(tmp_path / "absent.luocdo")
    assert list(tmp_path.iterdir()) == []


def test_loading_reports_and_takes_out_again(tmp_path: Path) -> None:
    """Guards against files that fail in silence, and a document that cannot be taken out."""
    broken = tmp_path / "empty.txt"
    broken.write_bytes(b"")
    told: list[str] = []
    with luocdo.open(tmp_path / "own.luocdo", writable=True) as graph:
        summary = graph.load(
            [ROOT / "samples" / "08-quyet-dinh-9102-sua-doi.txt", str(broken)], report=lambda report: told.append(report.outcome)
        )
        assert told == ["added", "failed"]
        assert [Path(report.source).name for report in summary.failed] == ["empty.txt"]
        document = summary.files[0].document
        assert graph.text(document)
        graph.withdraw(document)
        assert graph.stats().documents == 0
        with pytest.raises(luocdo.NotFoundError):
            graph.withdraw(document)
        with pytest.raises(luocdo.InputError):
            graph.load(tmp_path / "nowhere")


def test_the_store_of_the_environment_is_the_default(samples_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a program and a command that look into different stores."""
    monkeypatch.setenv("LUOCDO_STORE", str(samples_store))
    with luocdo.open() as graph:
        assert graph.url == str(samples_store)
    assert luocdo.search("VNeID").total > 0


def test_annotations_are_compared() -> None:
    """Guards against a function that nothing calls."""
    evaluation = luocdo.evaluate(ROOT / "tests" / "gold", ROOT / "samples")
    assert not evaluation.failures


def test_importing_is_quick_and_asks_for_no_extra() -> None:
    """Guards against an import that draws in all that the package could ever need."""
    heavy = {"pandas", "networkx", "fastapi", "mcp", "docx", "neo4j", "trafilatura", "typer"}
    code = "import luocdo, sys; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert heavy.isdisjoint(done.stdout.split())


def test_the_module_runs_as_the_command() -> None:
    """Guards against an environment whose scripts are not on the path and that cannot run the program."""
    done = subprocess.run([sys.executable, "-m", "luocdo", "--version"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.startswith("luocdo ")


def test_a_day_counts_wherever_one_reads(graph: Any) -> None:
    """Guards against searches and graphs that hold what nobody could know on the day that was asked about."""
    number, day = "9012/QĐ-TTg", "2026-01-01"
    assert "document:qd-ttg-2026-9012" in {row["id"] for row in graph.search(number)}
    assert "document:qd-ttg-2026-9012" not in {row["id"] for row in graph.search(number, as_of=day)}
    assert 0 < graph.to_networkx(as_of=day).number_of_nodes() < graph.to_networkx().number_of_nodes()
