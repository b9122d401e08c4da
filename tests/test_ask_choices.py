"""Names that may mean several things, what else a question may mean, and the query that is shown to be changed and run again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import run as luocdo
from api.settings import Settings
from graph.errors import AmbiguousError
from graph.model import Node
from graph.store import Store, open_store
from queries import ask, catalogue, run
from queries.lexicon import split_words
from queries.naming.index import build, index_of
from tests import query_graph as g

AS_OF = date(2024, 8, 1)
AGRICULTURE = "Bộ Nông nghiệp phải làm gì?"
LATER, EARLIER = "agency:bnnmt", "agency:bnnptnt"


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield g.fill(opened)


@pytest.fixture
def client(samples_store: Path) -> Iterator[TestClient]:
    """A client of the service over the samples."""
    with TestClient(create_app(Settings(store=str(samples_store)))) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "query", "parameter", "meant"),
    [
        (AGRICULTURE, "tasks", "agency", {EARLIER, LATER}),
        ("bo nong nghiep co nhiem vu nao qua han", "overdue", "agency", {EARLIER, LATER}),
        ("What must the Ministry of Agriculture do?", "tasks", "agency", {EARLIER, LATER}),
        ("Which tasks led by the Ministry of Agriculture are due in 2025?", "tasks", "agency", {EARLIER, LATER}),
        ("Cơ quan nào kế thừa Bộ Nông nghiệp?", "successors", "agency", {EARLIER, LATER}),
    ],
)
def test_a_name_cut_short_is_asked_about_not_guessed(store: Store, question: str, query: str, parameter: str, meant: set[str]) -> None:
    """Guards against the first of several ministries being taken for the one that was meant, and its constraints being lost."""
    with pytest.raises(AmbiguousError) as several:
        ask(store, question, AS_OF)
    choices = several.value.choices
    assert {choice.id for choice in choices} == meant
    assert all((choice.query, choice.parameters[parameter], choice.type) == (query, choice.id, "Agency") for choice in choices)
    for choice in choices:
        assert run(store, choice.query, choice.parameters, AS_OF).parameters[parameter] == choice.id


def test_each_choice_keeps_the_other_constraints_and_tells_how_much_hangs_on_it(store: Store) -> None:
    """Guards against a choice that goes on with half of the question, and against counts made up."""
    with pytest.raises(AmbiguousError) as several:
        ask(store, "Which tasks led by the Ministry of Agriculture are due in 2025?", AS_OF)
    for choice in several.value.choices:
        assert choice.parameters == {"agency": choice.id, "role": "lead", "period": "2025-01-01..2025-12-31"}
        assert choice.count == len(store.edges(choice.id))
    counts = [choice.count for choice in several.value.choices]
    assert counts == sorted(counts, reverse=True)


def test_a_name_cut_short_that_one_thing_has_means_it(store: Store) -> None:
    """Guards against refusing 'Bộ Giáo dục', which only one ministry can be."""
    assert ask(store, "Bộ Giáo dục phải làm gì?", AS_OF).parameters == {"agency": g.MOET}
    assert ask(store, "tasks of the Ministry of Education", AS_OF).parameters == {"agency": g.MOET}


@pytest.mark.parametrize("question", ["Bộ Ngoại thương phải làm gì?", "Bộ Nông nghiệp sạch phải làm gì?"])
def test_a_name_that_goes_on_otherwise_is_not_one_cut_short(store: Store, question: str) -> None:
    """Guards against 'Bộ Ngoại thương' being read as the beginning of 'Bộ Ngoại giao'."""
    with pytest.raises(Exception, match="Chưa hiểu"):
        ask(store, question, AS_OF)


def test_a_short_number_of_several_documents_is_asked_about() -> None:
    """Guards against the latest decree of a number being taken in silence; one number of two years stays one question."""
    with open_store(":memory:") as opened:
        g.fill(opened)
        opened.write(g.decree_bundle("document:nd-cp-2024-73", "73/2024/NĐ-CP", cites=g.ND_73))
        with pytest.raises(AmbiguousError) as several:
            ask(opened, "Văn bản nào sửa đổi Nghị định 73?", AS_OF)
        assert {choice.id for choice in several.value.choices} == {g.ND_73, "document:nd-cp-2024-73"}
        assert all(choice.parameters["relation"] == "AMENDS" for choice in several.value.choices)
        assert ask(opened, "Văn bản nào sửa đổi Nghị định 73/2019/NĐ-CP?", AS_OF).parameters["document"] == g.ND_73


def test_a_common_beginning_is_no_name() -> None:
    """Guards against a kind of thing with a hundred bearers ('Sở Đất') being offered as the meanings of a name."""
    nodes = [Node(f"agency:x{i}", "Agency", f"Sở Đất đai vùng {chr(97 + i % 26)}{chr(97 + i // 26)}") for i in range(60)]
    index = build(nodes, {})
    assert index.begun_at(split_words("Sở Đất"), 0, "Sở Đất")[1] == []
    assert index.begun_at(split_words("Sở Đất đai vùng"), 0, "Sở Đất đai vùng")[1] == []


def test_a_thing_of_another_type_with_the_name_is_offered_beside_the_answer(store: Store) -> None:
    """Guards against hiding that the data centre is also the body of that name, where a text names both."""
    answer = ask(store, "Trung tâm dữ liệu quốc gia là gì?", AS_OF)
    others = [named for named in index_of(store).called("Trung tâm dữ liệu quốc gia") if named.type == "Agency" and named.mentions]
    assert answer.parameters["entity"] == g.CENTRE
    assert [other.parameters["entity"] for other in answer.alternatives] == [named.id for named in others]


@pytest.mark.parametrize(("name", "question"), [(name, example) for name, query in catalogue().items() for example in query.examples])
def test_the_parameters_are_told_by_name_and_read_back_to_the_same(store: Store, name: str, question: str) -> None:
    """Guards against parameters that are shown otherwise than they are, and that cannot be sent again."""
    answer = ask(store, question, AS_OF)
    assert answer.shown.keys() == answer.parameters.keys()
    again = run(store, name, answer.parameters, AS_OF)
    assert (again.parameters, again.total) == (answer.parameters, answer.total)
    for shown in answer.shown.values():
        assert all((shown.label.vi, shown.value.vi, shown.value.en))
        assert not re.search(r"\b(agency|document|platform|database|programme):", shown.value.vi + shown.value.en)


def test_what_is_offered_beside_an_answer_can_be_run(store: Store) -> None:
    """Guards against an alternative that is the answer itself, or that fails when it is followed."""
    for query in catalogue().values():
        for question in query.examples:
            answer = ask(store, question, AS_OF)
            for other in answer.alternatives:
                assert (other.query, other.parameters) != (answer.query, answer.parameters)
                assert run(store, other.query, other.parameters, AS_OF).query == other.query


@pytest.mark.parametrize(
    "question", ["Văn bản nào dẫn chiếu Quyết định số 9012/QĐ-TTg?", "Nhiệm vụ về dữ liệu mở", "Which tasks depend on VNeID?"]
)
def test_the_command_that_is_printed_gives_the_same(
    samples_store: Path, question: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Guards against a line that a shell takes apart otherwise, is broken at the width of the terminal, or lacks store and day."""
    monkeypatch.setenv("COLUMNS", "60")
    options = ["--store", str(samples_store), "--as-of", "2026-10-15"]
    assert luocdo(["ask", question, *options]) == 0
    printed = capsys.readouterr().out
    line = next(line for line in printed.splitlines() if line.startswith("Truy vấn tương đương:"))
    typed = shlex.split(line.removeprefix("Truy vấn tương đương:"))
    assert typed[:2] == ["luocdo", "query"]
    assert luocdo(typed[1:]) == 0
    again = capsys.readouterr().out
    assert again.split("\n\n", 1)[1] == printed.split("\n\n", 1)[1]


def test_choices_are_numbered_with_commands_that_run(samples_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Guards against choices that leave the user to put the command together."""
    assert luocdo(["ask", AGRICULTURE, "--store", str(samples_store)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(".")[0].strip() for line in lines[1::2]] == ["1", "2"]
    for line in lines[2::2]:
        assert luocdo(shlex.split(line)[1:]) == 0
        assert "Hiểu câu hỏi là" in capsys.readouterr().out


def test_choices_over_http_go_on(client: TestClient) -> None:
    """Guards against a 409 from which a program cannot go on."""
    refused = client.get("/api/v1/ask", params={"q": AGRICULTURE})
    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    for choice in refused.json()["choices"]:
        assert choice.keys() == {"id", "name", "type", "count", "query", "parameters"}
        answer = client.get(f"/api/v1/queries/{choice['query']}", params=choice["parameters"])
        assert answer.status_code == 200
        assert answer.json()["parameters_shown"]["agency"]["value"] == choice["name"]


def test_a_page_links_the_choices_and_holds_a_form_of_what_was_understood(client: TestClient) -> None:
    """Guards against a page that shows what was understood but does not let it be changed."""
    refused = client.get("/", params={"q": AGRICULTURE}, headers={"accept": "text/html"})
    assert refused.status_code == 409
    links = re.findall(r'href="/\?(query=[^"]+)"', refused.text)
    assert [parse_qs(link.replace("&amp;", "&"))["agency"] for link in links] == [[LATER], [EARLIER]]
    page = client.get(f"/?{links[0].replace('&amp;', '&')}", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert '<input type="hidden" name="query" value="tasks">' in page.text
    assert re.search(rf'<input name="agency"[^>]* value="{LATER}"', page.text)
    assert "Bộ Nông nghiệp và Môi trường</small>" in page.text
