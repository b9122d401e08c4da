"""Answers that were sent are sent again as they were, until the store changes; small ones are sent at once."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.keeping import Answers, Kept
from api.serving import listen
from api.settings import Settings
from graph.store import open_store

ASKED = "/api/v1/queries/tasks"


@pytest.fixture
def store(samples_store: Path, tmp_path: Path) -> str:
    return str(shutil.copy(samples_store, tmp_path / "own.db"))


@pytest.fixture
def client(store: str) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=store))) as made:
        yield made


def _seen(client: TestClient, **headers: str) -> tuple[bytes, dict[str, str]]:
    answer = client.get(ASKED, params={"limit": 30}, headers=headers)
    assert answer.status_code == 200
    return answer.content, {name: value for name, value in answer.headers.items() if name != "x-request-id"}


def test_an_answer_is_worked_out_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against an answer that differs the second time, also in its headers, packed or not, and one that is worked out again."""
    first, packed = _seen(client, **{"Accept-Encoding": "identity"}), _seen(client)

    def never(*_: Any) -> Any:
        raise AssertionError("worked out again")

    monkeypatch.setattr("api.routers.asking.run", never)
    assert _seen(client, **{"Accept-Encoding": "identity"}) == first
    assert _seen(client) == packed
    assert packed[1]["content-encoding"] == "gzip"
    assert "link" in first[1]
    assert client.head(ASKED, params={"limit": 30}, headers={"Accept-Encoding": "identity"}).headers["content-length"] == str(len(first[0]))


def test_a_changed_store_is_asked_again(client: TestClient, store: str) -> None:
    """Guards against an answer of the graph before it changed, also by another process."""
    before = client.get(ASKED).json()["total"]
    with open_store(store) as other:
        for document in other.documents():
            other.withdraw(document.id)
    assert client.get(ASKED).json()["total"] < before


def test_refusals_are_not_kept(client: TestClient) -> None:
    """Guards against a refusal that is sent as an answer."""
    for _ in range(2):
        assert client.get("/api/v1/entities/agency:none").status_code == 404


def test_no_more_is_kept_than_there_is_room_for() -> None:
    """Guards against memory that grows with every question, and against forgetting what is asked most."""
    answers = Answers(most=100)
    for number in range(10):
        answers.keep(str(number), Kept((), b"x" * 30))
        answers.get("0")
    assert [tag for tag in map(str, range(10)) if answers.get(tag)] == ["0", "8", "9"]
    answers.keep("large", Kept((), b"x" * 101))
    assert answers.get("large") is None


def test_small_answers_are_sent_at_once() -> None:
    """Guards against 40 ms that each answer over a kept connection waits for the caller's word."""
    listener = listen(Settings(port=0))
    listener.listen()
    with listener, socket.create_connection(listener.getsockname()):
        taken, _ = listener.accept()
        with taken:
            assert taken.proto == socket.IPPROTO_TCP  # asyncio goes by it
