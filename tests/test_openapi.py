"""The OpenAPI description: whole, with examples, true to the answers, and good enough to make a client from."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi.testclient import TestClient
from schemathesis import GenerationMode

from api.app import create_app
from api.rows import answer_model, row_model
from api.schemas import AnswerOut, DocumentsOut, EntityOut, GraphOut, ProblemOut, QueriesOut, SearchOut, TextOut
from api.settings import Settings
from graph.errors import LuocdoError
from graph.store import open_store
from queries import ask
from queries.model import Query
from queries.running import catalogue
from tests.api_server import served

ROOT = Path(__file__).resolve().parents[1]
CENTRE = "platform:trung-tam-du-lieu-quoc-gia"
DAY = "2026-11-24"


@pytest.fixture(scope="module")
def client(samples_store: Path) -> Iterator[TestClient]:
    """A client of the service over the samples; nothing is written through it."""
    with TestClient(create_app(Settings(store=str(samples_store)))) as made:
        yield made


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    """The description as anybody gets it."""
    return create_app(Settings(store=":memory:")).openapi()


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_operations_have_names_that_are_theirs_alone(description: dict[str, Any]) -> None:
    """Guards against generated names such as 'entity_api_v1_entities__id__get', and two functions of one name in a client."""
    names = [operation["operationId"] for _, operation in _operations(description)]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert all(name.isidentifier() and "api" not in name for name in names)
    assert {f"query_{name}" for name in catalogue()} <= set(names)
    assert {"search", "get_entity", "list_dependents", "ask_in_words", "export_graph", "load_document", "health"} <= set(names)


def test_everything_has_an_example(description: dict[str, Any]) -> None:
    """Guards against members and parameters whose form one has to guess."""
    missing = [
        f"{place} {parameter['name']}"
        for place, operation in _operations(description)
        for parameter in operation.get("parameters", ())
        if "example" not in parameter and not parameter["schema"].get("examples")
    ]
    for name, schema in description["components"]["schemas"].items():
        for member, shape in schema.get("properties", {}).items():
            refers = "$ref" in json.dumps(shape)
            missing += [f"{name}.{member}"] if not refers and "examples" not in shape and "Body" not in name else []
    assert missing == []


def test_types_say_what_they_can(description: dict[str, Any]) -> None:
    """Guards against answers that are 'some object': only nodes, relations and rows hold more than they name, and only values."""
    for name, schema in description["components"]["schemas"].items():
        assert schema.get("description") or "Body" in name, name
        further = schema.get("additionalProperties")
        if further:
            assert name in {"NodeOut", "EdgeOut"} or name.endswith("RowOut"), name
            assert {kind["type"] for kind in further["anyOf"]} == {"string", "integer", "number", "boolean", "null"}


def test_errors_are_described_as_problems(description: dict[str, Any]) -> None:
    """Guards against clients that cannot read a refusal."""
    for place, operation in _operations(description):
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"], place
    assert "HTTPValidationError" not in description["components"]["schemas"]


def test_answers_are_as_described(client: TestClient) -> None:
    """Guards against a description that the answers do not follow: they are written without passing through it."""
    for path, model in (
        ("/api/v1/search?q=du+lieu", SearchOut),
        (f"/api/v1/entities/{CENTRE}", EntityOut),
        (f"/api/v1/entities/{CENTRE}/dependents?graph=true", answer_model("dependents")),
        (f"/api/v1/entities/{CENTRE}/dependencies", answer_model("dependencies")),
        (f"/api/v1/path?source={CENTRE}&target=agency:bca&graph=true", answer_model("path")),
        (f"/api/v1/subgraph?around={CENTRE}&depth=2", GraphOut),
        ("/api/v1/ask?q=Nhiệm vụ nào quá hạn?", AnswerOut),
        ("/api/v1/queries", QueriesOut),
        ("/api/v1/documents", DocumentsOut),
        ("/api/v1/documents/9012/QĐ-TTg", TextOut),
        ("/api/v1/export.json", GraphOut),
        ("/api/v1/entities/agency:khong-co", ProblemOut),
        ("/api/v1/subgraph?around=Cơ sở dữ liệu quốc gia", ProblemOut),
        ("/api/v1/ask?q=Thời tiết?", ProblemOut),
        ("/api/v1/search", ProblemOut),
    ):
        model.model_validate(client.get(path).json(), strict=True, extra="forbid" if model is ProblemOut else None)


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)
def test_rows_are_as_described(client: TestClient, samples_store: Path, query: Query) -> None:
    """Guards against rows without a column that is described, and columns that no row can have."""
    told = _first_answer(samples_store, query)
    answer = client.get(f"/api/v1/queries/{query.name}", params={**told, "limit": 1000}).json()
    answer_model(query.name).model_validate(answer, strict=True)
    assert answer["query"] == query.name
    assert {column["name"] for column in answer["columns"]} <= set(row_model(query.name).model_fields)


def _first_answer(store: Path, query: Query) -> dict[str, str]:
    """The parameters of the first example of a query that the samples answer with rows; else of its examples of parameters."""
    with open_store(str(store)) as opened:
        for example in query.examples:
            try:
                answer = ask(opened, example, date.fromisoformat(DAY))
            except LuocdoError:
                continue
            if answer.query == query.name and answer.total:
                return {**answer.parameters, "as_of": answer.parameters.get("as_of", DAY)}
    return {parameter.name: parameter.example for parameter in query.parameters if parameter.required}


# -- a client made from the description --

_DRIVE = """
import sys
from datetime import date
from io import BytesIO

from client import Client, models
from client.api.ask import ask_in_words, list_queries, query_tasks
from client.api.documents import get_document, list_documents, load_document
from client.api.entities import get_entity, list_dependents
from client.api.health import ready
from client.api.search import find_path, get_subgraph, search
from client.types import File

client, day = Client(base_url=sys.argv[1], raise_on_unexpected_status=True), date(2026, 11, 24)
assert ready.sync(client=client).version > 0
assert "tasks" in {query.name for query in list_queries.sync(client=client).queries}
(hit,) = search.sync(client=client, q="trung tam du lieu quoc gia", types=[models.SearchTypesItem.PLATFORM], limit=1).results
centre = get_entity.sync(hit.id, client=client)
assert centre.entity.name == "Trung tâm dữ liệu quốc gia" and centre.relations[0].edge.source
answer = ask_in_words.sync(client=client, q="Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?", as_of=day, graph=True)
assert answer.rows[0].because[0].evidence[0].quote and answer.graph.nodes
near = list_dependents.sync(hit.id, client=client, depth=1, as_of=day)
assert {row.hops for row in near.rows} == {1} and near.rows[0].dependent_id
late = query_tasks.sync(client=client, status=[models.QueryTasksStatusItem.OVERDUE, models.QueryTasksStatusItem.OPEN], as_of=day, limit=99)
assert late.total == late.returned > 0 and late.rows[0].task and late.rows[0].additional_properties["status_code"]
assert find_path.sync(client=client, source="Bộ Công an", target=hit.id).rows
assert get_subgraph.sync(client=client, around=hit.id).edges
documents = list_documents.sync(client=client, limit=1)
assert documents.total > 1 and get_document.sync(documents.documents[0].id, client=client).text
sent = File(payload=BytesIO(b"x"), file_name="x.txt", mime_type="text/plain")
refused = load_document.sync(client=client, body=models.BodyLoadDocument(file=sent))
assert refused.status == 422 and refused.detail
missing = get_entity.sync("agency:khong-co", client=client)
assert isinstance(missing, models.ProblemOut) and missing.status == 404
print("done")
"""


def test_a_client_made_from_the_description_works(description: dict[str, Any], samples_store: Path, tmp_path: Path) -> None:
    """Guards against a description that reads well and generates a client that does not run."""
    (tmp_path / "openapi.json").write_text(json.dumps(description), "utf8")
    (tmp_path / "config.yml").write_text("post_hooks: []\n", "utf8")
    (tmp_path / "drive.py").write_text(_DRIVE, "utf8")
    options = ["--path", "openapi.json", "--output-path", "client", "--meta", "none", "--config", "config.yml", "--fail-on-warning"]
    made = _python(["-m", "openapi_python_client", "generate", *options], tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    with served(str(shutil.copy(samples_store, tmp_path / "s.db"))) as address:
        done = _python(["drive.py", address], tmp_path)
    assert done.stdout == "done\n", done.stderr


def _python(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False, env={**os.environ})


# -- requests made from the description, good and bad --


@pytest.fixture(scope="module")
def described(samples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The description as schemathesis reads it, over a store that may be changed."""
    store = shutil.copy(samples_store, tmp_path_factory.mktemp("schemathesis") / "s.db")
    config = schemathesis.Config.from_path(ROOT / "schemathesis.toml")
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(Settings(store=str(store))), config=config)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.name.lower())
@pytest.mark.parametrize("place", [place for place, _ in _operations(create_app(Settings(store=":memory:")).openapi())])
def test_generated_requests_find_nothing(described: Any, place: str, mode: GenerationMode) -> None:
    """Guards against requests that break the service, are taken though they are wrong, or are refused though they are right."""
    method, path = place.split(" ")
    operation = described[path][method.upper()]

    @hypothesis.settings(max_examples=5)
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def sent(case: schemathesis.Case) -> None:
        case.call_and_validate()

    try:
        sent()
    except hypothesis.errors.Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "an operation that no request fits"  # nothing can be wrong where nothing is asked


@pytest.mark.soak
def test_many_generated_requests_to_a_real_server_find_nothing(samples_store: Path, tmp_path: Path) -> None:
    """Guards against what only many requests, sequences of them and a real line find."""
    shutil.copy(ROOT / "schemathesis.toml", tmp_path)
    with served(str(shutil.copy(samples_store, tmp_path / "s.db"))) as address:
        done = _python(["-m", "schemathesis.cli", "run", f"{address}/openapi.json", "--max-examples", "100", "--workers", "2"], tmp_path)
    assert done.returncode == 0, done.stdout[-20_000:]
