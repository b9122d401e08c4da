"""Questions in words on both stores: every wording has the same answer, or the same refusal, wherever the graph is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import LuocdoError
from graph.store import Store, open_store
from graph.store.bulk import write_all
from queries import ask
from tests import query_graph
from tests.neo4j_server import empty

AS_OF = date(2024, 8, 1)
_ENTRIES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text("utf8"))
NAMES = sorted({entry.get("query", "refused") for entry in _ENTRIES})


@pytest.fixture(scope="module")
def stores(neo4j_server: Callable[[str], Any]) -> Iterator[tuple[Store, Store]]:
    """The graph that the wordings speak of, in both."""
    url = os.environ.get("LUOCDO_NEO4J_TEST_URL") or str(neo4j_server("lts").url)
    empty(url)
    with open_store(":memory:") as embedded, open_store(url) as server:
        query_graph.fill(embedded)
        for _ in write_all(server, embedded.bundles()):
            pass
        yield embedded, server


@pytest.mark.parametrize("name", NAMES)
def test_every_wording_has_one_answer(stores: tuple[Store, Store], name: str) -> None:
    """Guards against a question that is understood, answered or refused otherwise on a server."""
    wordings = [wording for entry in _ENTRIES if entry.get("query", "refused") == name for wording in entry["ask"]]
    answers = [[_asked(store, wording) for wording in wordings] for store in stores]
    assert [wording for wording, one, other in zip(wordings, *answers, strict=True) if one != other] == []


def _asked(store: Store, wording: str) -> object:
    try:
        return ask(store, wording, AS_OF).as_dict()
    except LuocdoError as error:
        return f"{error!r} {error}"
