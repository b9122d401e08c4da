"""Questions in words: what they are read as, and what is refused."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import queries
from graph.errors import NotFoundError, QuestionError
from graph.store import open_store
from queries import ask, catalogue
from queries.ask.units import take_apart
from queries.naming import index_of
from queries.naming.index import build
from tests import query_graph as graph_names

AS_OF = date(2024, 8, 1)
_ENTRIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text("utf8"))
_ASKED = [(question, entry) for entry in _ENTRIES if not entry.get("refuse") for question in entry["ask"]]
_REFUSED = [question for entry in _ENTRIES if entry.get("refuse") for question in entry["ask"]]


_NO_NAMES = build([], {})


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        yield graph_names.fill(opened)


def _parameters(entry: dict[str, Any]) -> dict[str, str]:
    return {name: getattr(graph_names, value, value) for name, value in (entry.get("with") or {}).items()}


@pytest.mark.parametrize(("question", "entry"), _ASKED, ids=[question for question, _ in _ASKED])
def test_a_question_is_read_as_it_is_meant(store, question, entry):
    """Guards against a wording that leads to another query, loses a constraint or invents one."""
    answer = ask(store, question, AS_OF)
    assert (answer.query, dict(answer.parameters)) == (entry["query"], _parameters(entry))
    assert answer.total >= entry.get("rows", 1)


@pytest.mark.parametrize("question", _REFUSED)
def test_what_is_not_understood_is_refused_with_what_could_be_asked(store, question):
    """Guards against guessing: a word that no reading covers must not be passed over in silence."""
    with pytest.raises((QuestionError, NotFoundError)) as refused:
        ask(store, question, AS_OF)
    if isinstance(refused.value, QuestionError):
        assert 3 <= len(refused.value.suggestions) <= 5


@pytest.mark.parametrize(("name", "question"), [(name, example) for name, query in catalogue().items() for example in query.examples])
def test_every_example_of_the_catalogue_leads_to_its_query(store, name, question):
    """Guards against a catalogue that offers a question which is then refused or answered by another query."""
    assert ask(store, question, AS_OF).query == name


def test_the_functions_are_not_hidden_by_the_packages_of_their_name(store):
    """Guards against a package, imported when first needed, taking the place of the function in `queries`."""
    ask(store, "Which tasks are overdue?", AS_OF)
    assert callable(queries.ask)
    assert callable(queries.catalogue)


def test_the_wordings_are_many_and_in_both_languages():
    """Guards against the table of wordings being thinned out."""
    vietnamese = [question for question, _ in _ASKED if not question.isascii()]
    unaccented = [question for question, _ in _ASKED if question.isascii() and question == question.lower()]
    assert len(_ASKED) >= 500
    assert len(vietnamese) >= 150
    assert len(unaccented) >= 15
    assert len(_REFUSED) >= 75


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_query_has_wordings_in_both_languages(name):
    """Guards against a query that can be asked for in one language only, or in the words of its examples alone."""
    wordings = [question for question, entry in _ASKED if entry["query"] == name]
    vietnamese = [question for question in wordings if take_apart(_NO_NAMES, question, AS_OF).vietnamese]
    assert len(vietnamese) >= 6
    assert len(wordings) - len(vietnamese) >= 6


def test_an_answer_says_how_the_question_was_understood(store):
    """Guards against an answer whose reader cannot tell what was asked for."""
    answer = ask(store, "Bộ TT&TT phải trình Thủ tướng những gì trong tháng 7/2024?", AS_OF)
    assert answer.understood.vi == (
        "Các nhiệm vụ của Bộ Thông tin và Truyền thông trình, báo cáo Thủ tướng Chính phủ có thời hạn trong tháng 7/2024"
    )
    assert answer.understood.en == ("Tasks of Ministry of Information and Communications submitted to Prime Minister due in July 2024")


def test_a_name_of_two_things_means_the_one_that_can_be_depended_on(store):
    """Guards against the department that runs the data centre being taken for the data centre."""
    answer = ask(store, "Trung tâm dữ liệu quốc gia phụ thuộc vào những gì?", AS_OF)
    assert answer.parameters["entity"] == graph_names.CENTRE


def test_a_slip_of_the_pen_is_repaired_and_said(store):
    """Guards against refusing a question for one wrong letter, and against correcting it in silence."""
    answer = ask(store, "Which tasks depnd on the National Data Centre?", AS_OF)
    assert answer.query == "dependents"
    assert "depend" in answer.notes[0].en


def test_a_document_that_the_graph_does_not_hold_is_named(store):
    """Guards against answering for another document of a similar number."""
    with pytest.raises(NotFoundError, match="9999/QĐ-TTg"):
        ask(store, "Văn bản nào dẫn chiếu Quyết định số 9999/QĐ-TTg?", AS_OF)


def test_suggestions_are_about_what_was_named(store):
    """Guards against offering the same general questions to someone who named a ministry."""
    with pytest.raises(QuestionError) as refused:
        ask(store, "Bộ Công an có bao nhiêu nhân viên?", AS_OF)
    assert all("Bộ Công an" in suggestion for suggestion in refused.value.suggestions)
    for suggestion in refused.value.suggestions:
        ask(store, suggestion, AS_OF)


def test_every_general_suggestion_can_be_asked(store):
    """Guards against suggesting a question that is refused in its turn."""
    for question in ("asdf qwer", "Tại sao trời xanh?"):
        with pytest.raises(QuestionError) as refused:
            ask(store, question, AS_OF)
        for suggestion in refused.value.suggestions:
            ask(store, suggestion, AS_OF)


def test_the_same_question_gives_the_same_answer(store):
    """Guards against an order that depends on hashing or on what was asked before."""
    question = "Nếu CSDL dân cư ngừng hoạt động thì ảnh hưởng đến những gì?"
    first = ask(store, question, AS_OF)
    ask(store, "Which tasks are overdue?", AS_OF)
    assert ask(store, question, AS_OF) == first


def test_a_long_word_costs_little(store):
    """Guards against a question of one endless word that takes a gigabyte to be refused."""
    tracemalloc.start()
    with pytest.raises(QuestionError):
        ask(store, "b" * 3000, AS_OF)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


def test_a_new_document_is_known_to_the_next_question():
    """Guards against an index of names that outlives the graph it was made from."""
    with open_store(":memory:") as fresh:
        with pytest.raises((QuestionError, NotFoundError)):
            ask(fresh, "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?", AS_OF)
        graph_names.fill(fresh)
        assert ask(fresh, "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?", AS_OF).total == 3


@pytest.mark.parametrize("question", ["", "   ", "?!", "\n", "()[]{}", "{0}", "%s %d", "@a0 #w0 <task>", "số " * 500, "a" * 5000])
def test_odd_input_is_refused_without_a_crash(store, question):
    """Guards against input that reaches the machinery of patterns or templates."""
    with pytest.raises((QuestionError, NotFoundError)):
        ask(store, question, AS_OF)


def test_a_name_cut_short_has_the_accents_of_the_question(store):
    """Guards against 'bán dẫn' read as the beginning of 'Ban Dân vận Trung ương'; without accents both may be meant."""
    index = index_of(store)

    def named(question: str) -> list[str]:
        return [unit.text for unit in take_apart(index, question, AS_OF, begun=True).units if unit.kind == "thing"]

    assert named("nhiệm vụ về bán dẫn") == []
    assert named("nhiệm vụ của Bộ Thông tin") == ["Bộ Thông tin"]
    assert named("nhiem vu cua bo thong tin") == ["bo thong tin"]
