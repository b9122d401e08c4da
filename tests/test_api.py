"""The HTTP service: every endpoint of the contract, paging, errors as problem details, uploads, headers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.errors import LuocdoError
from graph.ontology import ontology
from graph.store import open_store
from queries.running import catalogue
from tests.api_server import served
from tests.api_texts import letter
from viz.formats import names

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"
CENTRE = "platform:trung-tam-du-lieu-quoc-gia"
DAY = "2026-11-24"


@pytest.fixture(scope="module")
def client(samples_store: Path) -> Iterator[TestClient]:
    """A client of the service over the samples; nothing is written through it."""
    with TestClient(create_app(Settings(store=str(samples_store)))) as made:
        yield made


@pytest.fixture
def own(samples_store: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A client whose store may be changed; it takes uploads of up to 200 kB."""
    settings = Settings(store=str(shutil.copy(samples_store, tmp_path / "own.db")), upload_limit=200_000)
    with TestClient(create_app(settings)) as made:
        yield made


def _get(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_search_finds_by_folded_words(client: TestClient) -> None:
    """Guards against a search that wants accents, ignores types, or exceeds its limit."""
    found = _get(client, "/api/v1/search", q="trung tam du lieu quoc gia", limit=3)
    assert found["results"][0]["id"] == CENTRE
    assert found["results"][0]["type_label"] == "Nền tảng, hệ thống"
    assert found["returned"] == len(found["results"]) == 3
    typed = _get(client, "/api/v1/search", q="du lieu", types="Database,Programme", lang="en")
    assert {hit["type"] for hit in typed["results"]} == {"Database", "Programme"}
    assert {hit["type_label"] for hit in typed["results"]} <= {"Database", "Programme"}


def test_an_entity_by_id_and_by_name(client: TestClient) -> None:
    """Guards against two entities for two ways of naming one, and relations without proof."""
    by_id = _get(client, f"/api/v1/entities/{CENTRE}")
    assert by_id == _get(client, "/api/v1/entities/TTDLQG")
    assert by_id["entity"]["name"] == "Trung tâm dữ liệu quốc gia"
    assert by_id["total"] == len(by_id["relations"]) > 3
    for relation in by_id["relations"]:
        assert relation["edge"]["evidence"] or relation["edge"]["basis"]
        assert CENTRE in (relation["edge"]["source"], relation["edge"]["target"])
        assert relation["other"]["id"] != CENTRE


def test_dependents_and_dependencies(client: TestClient) -> None:
    """Guards against parameters that are taken but change nothing."""
    near = _get(client, f"/api/v1/entities/{CENTRE}/dependents", depth=1, as_of=DAY)
    far = _get(client, f"/api/v1/entities/{CENTRE}/dependents", as_of=DAY)
    assert {row["hops"] for row in near["rows"]} == {1}
    assert max(row["hops"] for row in far["rows"]) > 1
    tasks = _get(client, f"/api/v1/entities/{CENTRE}/dependents", types="Task", as_of=DAY)
    assert 0 < tasks["total"] < far["total"]
    assert all(row["dependent_id"].startswith("task:") for row in tasks["rows"])
    task = tasks["rows"][0]["dependent_id"]
    needs = _get(client, f"/api/v1/entities/{task}/dependencies")
    assert CENTRE in {row["dependency_id"] for row in needs["rows"]}


def test_paths_bring_their_graph(client: TestClient) -> None:
    """Guards against a path told in words only."""
    found = _get(client, "/api/v1/path", source="Bộ Công an", target="TTDLQG", graph=True)
    assert found["query"] == "path"
    assert found["rows"]
    assert {"Agency", "Platform"} <= {node["type"] for node in found["graph"]["nodes"]}
    assert "graph" not in _get(client, "/api/v1/path", source="Bộ Công an", target="TTDLQG")


def test_a_subgraph_grows_with_its_depth(client: TestClient) -> None:
    """Guards against a depth that is ignored, and edges whose ends are missing."""
    sizes = []
    for depth in (0, 1, 2):
        graph = _get(client, "/api/v1/subgraph", around=CENTRE, depth=depth)
        ids = {node["id"] for node in graph["nodes"]}
        assert CENTRE in ids
        assert all(edge["source"] in ids and edge["target"] in ids for edge in graph["edges"])
        sizes.append(len(ids))
    assert sizes[0] == 1 < sizes[1] < sizes[2]


def test_an_answer_in_pages(client: TestClient) -> None:
    """Guards against rows lost or told twice between pages, and a next page that is not there."""
    whole = _get(client, "/api/v1/ask", q=QUESTION, as_of=DAY)
    assert whole["next"] is None
    assert whole["total"] == whole["returned"] > 3
    rows: list[Any] = []
    address = f"/api/v1/ask?q={QUESTION}&as_of={DAY}&limit=2"
    while address:
        answer = client.get(address)
        page = answer.json()
        assert page["total"] == whole["total"]
        rows += page["rows"]
        address = page["next"]
        assert answer.headers.get("link", "") == (f'<{address}>; rel="next"' if address else "")
    assert rows == whole["rows"]


def test_an_answer_in_english(client: TestClient) -> None:
    """Guards against a language that is asked for but not given."""
    answer = _get(client, "/api/v1/ask", q="Which tasks are overdue?", as_of=DAY, lang="en")
    assert answer["understood"].startswith("Tasks")
    assert all(column["label"].isascii() for column in answer["columns"])


def test_the_catalogue(client: TestClient) -> None:
    """Guards against a catalogue that lacks queries or what is needed to call them."""
    listed = _get(client, "/api/v1/queries")["queries"]
    assert {entry["name"] for entry in listed} == set(catalogue())
    assert all(entry["examples"] and entry["title"] for entry in listed)


def test_a_query_with_parameters_of_its_own(client: TestClient) -> None:
    """Guards against parameters of a query that the service takes for its own."""
    far = _get(client, "/api/v1/queries/dependents", entity="TTDLQG")
    near = _get(client, "/api/v1/queries/dependents", entity="TTDLQG", depth=1)
    assert near["parameters"] == {"entity": CENTRE, "depth": "1"}
    assert near["total"] < far["total"]
    limited = _get(client, "/api/v1/queries/tasks", limit=5)
    assert limited["returned"] == 5 < limited["total"]


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize(
    "part", [{}, {"q": QUESTION}, {"around": CENTRE, "depth": 1}, {"query": "dependents", "entity": "TTDLQG", "depth": 1}]
)
def test_exports(client: TestClient, name: str, part: dict[str, Any]) -> None:
    """Guards against a format that fails on some part, comes without a name, or is empty."""
    answer = client.get(f"/api/v1/export.{name}", params={**part, "as_of": DAY})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.content
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment; filename=")
    assert disposition.isascii()


def test_the_whole_export_is_the_graph(client: TestClient, samples_store: Path) -> None:
    """Guards against an export that leaves documents out."""
    nodes = client.get("/api/v1/export.json").json()["nodes"]
    with open_store(str(samples_store)) as store:
        assert {document.id for document in store.documents()} <= {node["id"] for node in nodes}


def test_documents_and_their_texts(client: TestClient) -> None:
    """Guards against facts that point beside their sentence, and paths of this machine that leak out."""
    listed = _get(client, "/api/v1/documents", limit=1000)
    assert listed["total"] == 16
    assert all("/" not in document["source"] for document in listed["documents"])
    told = _get(client, "/api/v1/documents/document:qd-ttg-2026-9012")
    assert len(told["text"]) == told["document"]["characters"]
    assert told["facts"]
    answer = _get(client, "/api/v1/ask", q="Nhiệm vụ nào được giao tại Quyết định 9012/QĐ-TTg?", as_of=DAY)
    texts = {document["id"]: _get(client, f"/api/v1/documents/{document['id']}")["text"] for document in listed["documents"]}
    quotes = [item for row in answer["rows"] for item in row["evidence"] if "quote" in item]
    assert quotes
    assert all(texts[item["document"]][item["start"] : item["end"]] == item["quote"] for item in quotes)


# -- loading --


def _send(client: TestClient, name: str, content: bytes, **headers: str) -> Any:
    return client.post("/api/v1/documents", files={"file": (name, content)}, headers=headers)


def test_an_upload_is_loaded_once(own: TestClient) -> None:
    """Guards against a second upload that adds, a change that is not taken, and a document that cannot be found after."""
    first = _send(own, "thư 77.txt", letter().encode())
    assert first.status_code == 201, first.text
    told = first.json()
    assert told["outcome"] == "added"
    assert told["source"] == "thư 77.txt"
    assert told["facts"]["Task"] == 1
    again = _send(own, "thư 77.txt", letter().encode())
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    fuller = _send(
        own, "thư 77.txt", letter(body="Bộ Tài chính chủ trì bố trí kinh phí cho việc này trong dự toán năm 2027 của các bộ.").encode()
    )
    assert (fuller.status_code, fuller.json()["outcome"]) == (201, "replaced")
    poorer = _send(own, "bản trích.txt", letter(body="Bộ Tài chính chủ trì.").encode())
    assert (poorer.status_code, poorer.json()["outcome"]) == (200, "superseded")
    assert own.get(f"/api/v1/documents/{told['document']}").status_code == 200


def test_a_corrected_upload_takes_the_place_of_the_first(own: TestClient) -> None:
    """Guards against a corrected text that is refused because it is shorter, and one file name that stands for one document only."""
    body = "Bộ Tài chính chủ trì bố trí kinh phí cho việc này trong dự toán năm 2027 của các bộ."
    first = _send(own, "scan.txt", letter(body=body).encode()).json()["document"]
    corrected = _send(own, "scan.txt", letter(body="Bộ Y tế chủ trì lập danh mục dữ liệu.").encode())
    assert (corrected.status_code, corrected.json()["outcome"]) == (201, "replaced")
    assert "Bộ Y tế" in own.get(f"/api/v1/documents/{first}").json()["text"]
    other = _send(own, "scan.txt", letter("78/QĐ-BKHCN", body=body, day=3).encode())
    assert (other.status_code, other.json()["outcome"]) == (201, "added")
    sources = [d["source"] for d in _get(own, "/api/v1/documents?limit=100")["documents"]]
    assert sources.count("scan.txt") == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256)) * 20),
        ("program.exe", b"MZ" * 100),
        ("../../../etc/passwd", b"root"),
        ("...", b"x"),
    ],
)
def test_what_cannot_be_read_is_refused(own: TestClient, name: str, content: bytes) -> None:
    """Guards against a 500 for a bad file, a refusal without its reason, and names that lead out of the folder."""
    answer = _send(own, name, content)
    assert answer.status_code == 422
    told = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["detail"]
    assert "luocdo-" not in told["detail"]
    assert _get(own, "/api/v1/documents")["total"] == 16


def test_a_name_of_an_upload_cannot_leave_its_folder(own: TestClient) -> None:
    """Guards against files written where the sender wishes."""
    answer = _send(own, "..\\..\\a/b/../" + "dài " * 100 + ".txt", letter().encode())
    assert answer.status_code == 201, answer.text
    assert "/" not in answer.json()["source"]
    assert "\\" not in answer.json()["source"]


def test_large_uploads_are_refused(own: TestClient) -> None:
    """Guards against a full memory or disk: the announced and the sent size both count."""
    announced = _send(own, "big.txt", b"x" * 300_000)
    assert announced.status_code == 413
    assert announced.json()["title"] == "Tệp quá lớn"

    def chunks() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.txt"\r\n\r\n'
        for _ in range(300):
            yield b"x" * 1000
        yield b"\r\n--b--\r\n"

    sent = own.post("/api/v1/documents", content=chunks(), headers={"content-type": "multipart/form-data; boundary=b"})
    assert sent.status_code == 413
    assert _get(own, "/api/v1/documents")["total"] == 16


def test_forms_of_other_sites_are_refused(own: TestClient) -> None:
    """Guards against a page somewhere that loads documents through the browser of a reader."""
    assert _send(own, "a.txt", letter().encode(), origin="https://elsewhere.example").status_code == 403
    assert _send(own, "a.txt", letter().encode(), origin="http://testserver").status_code == 201


def test_readers_and_a_writer_at_once(samples_store: Path, tmp_path: Path) -> None:
    """Guards against answers that fail, or mix two states, while a document is loaded."""
    with served(str(shutil.copy(samples_store, tmp_path / "s.db"))) as address, httpx2.Client(base_url=address, timeout=60) as client:

        def ask(number: int) -> tuple[int, int]:
            if number % 8 == 3:
                sent = {"file": (f"{number}.txt", letter(f"{number}/QĐ-BKHCN", day=number % 20 + 1).encode())}
                return client.post("/api/v1/documents", files=sent).status_code, -1
            answer = client.get("/api/v1/ask", params={"q": QUESTION, "as_of": DAY})
            return answer.status_code, answer.json()["total"]

        with ThreadPoolExecutor(8) as workers:
            answers = list(workers.map(ask, range(48)))
        assert {status for status, total in answers if total == -1} == {201}
        assert len({(status, total) for status, total in answers if total != -1}) == 1
        assert client.get("/api/v1/documents").json()["total"] == 16 + 6


# -- errors --


@pytest.mark.parametrize(
    ("path", "status", "member"),
    [
        ("/api/v1/entities/agency:khong-co", 404, None),
        ("/api/v1/documents/document:khong-co", 404, None),
        ("/api/v1/nothing", 404, None),
        ("/api/v1/ask?q=Thời tiết hôm nay thế nào?", 404, "suggestions"),
        ("/api/v1/ask", 422, "invalid"),
        ("/api/v1/ask?q=x&as_of=2024-02-31", 422, "invalid"),
        (f"/api/v1/ask?q={QUESTION}&limit=0", 422, "invalid"),
        (f"/api/v1/ask?q={QUESTION}&offset=-1", 422, "invalid"),
        ("/api/v1/queries/khong_co", 404, None),
        ("/api/v1/queries/dependents", 422, "invalid"),
        ("/api/v1/queries/tasks?no_such_parameter=1", 422, "invalid"),
        ("/api/v1/search?q=x&types=Nothing", 422, "invalid"),
        ("/api/v1/export.pptx", 404, "suggestions"),
        (f"/api/v1/export.json?q={QUESTION}&around=TTDLQG", 409, None),
        ("/api/v1/subgraph?around=TTDLQG&depth=99", 422, "invalid"),
    ],
)
def test_errors_are_problem_details(client: TestClient, path: str, status: int, member: str | None) -> None:
    """Guards against errors in other forms, without a reason, or with the wrong status."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"]
    assert told["title"]
    assert told["detail"]
    assert told["instance"] == path.split("?")[0]
    assert member is None or told[member]


def test_an_ambiguous_name_gives_its_choices(client: TestClient) -> None:
    """Guards against a guess where a name means several things."""
    answer = client.get("/api/v1/subgraph", params={"around": "Cơ sở dữ liệu quốc gia"})
    assert answer.status_code == 409
    choices = answer.json()["choices"]
    assert len(choices) > 1
    assert all(client.get(f"/api/v1/entities/{choice['id']}").status_code == 200 for choice in choices)


def test_problems_in_english(client: TestClient) -> None:
    """Guards against Vietnamese titles for those who cannot read them."""
    told = client.get("/api/v1/entities/agency:nothing-here", params={"lang": "en"}).json()
    assert told["title"] == "Not found"
    assert "nothing-here" in told["detail"]


# -- operation --


def test_health_and_metrics(client: TestClient) -> None:
    """Guards against a service that cannot be watched, and series that grow with every path."""
    assert _get(client, "/healthz") == {"status": "ok"}
    assert _get(client, "/readyz")["version"] > 0
    client.get("/api/v1/entities/agency:khong-co-a")
    client.get("/api/v1/entities/agency:khong-co-b")
    text = client.get("/metrics").text
    assert 'luocdo_requests_total{method="GET",route="/api/v1/entities/{id}",status="404"}' in text
    assert "khong-co-a" not in text
    assert "luocdo_documents 16" in text
    assert 'luocdo_nodes{type="Task"}' in text
    for line in text.splitlines():
        assert line.startswith("# TYPE ") or float(line.rsplit(" ", 1)[1]) >= 0


def test_a_store_that_does_not_open(tmp_path: Path) -> None:
    """Guards against a service that dies, or says it is ready, when its store cannot be read."""
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"this is no database" * 100)
    with TestClient(create_app(Settings(store=str(bad)))) as client:
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert "bad.db" in answer.json()["detail"]
        assert "luocdo_ready 0" in client.get("/metrics").text
        bad.unlink()
        assert client.get("/readyz").status_code == 200


def test_headers_of_every_answer(client: TestClient) -> None:
    """Guards against pages that other sites may frame or feed, and answers that any site may read."""
    for path in ("/", "/api/v1/queries", "/api/v1/nothing", "/static/page.js", "/docs"):
        headers = client.get(path, headers={"origin": "https://elsewhere.example"}).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_long_answers_are_compressed(client: TestClient) -> None:
    """Guards against megabytes of JSON over a slow line."""
    assert client.get("/api/v1/export.json", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_openapi_describes_every_answer(client: TestClient) -> None:
    """Guards against endpoints without a summary, a typed answer or described errors."""
    described = _get(client, "/openapi.json")
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            place = f"{method} {path}"
            assert " | " in operation["summary"], place
            assert operation["tags"], place
            good = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
            schema = good.get("content", {}).get("application/json", {}).get("schema")
            assert path in {"/metrics", "/api/v1/export.{format}"} or "$ref" in schema, place
            assert "404" in operation["responses"], place
    assert "examples" in json.dumps(described["components"]["schemas"]["NodeOut"])


def test_settings_come_from_the_environment() -> None:
    """Guards against settings read at import, and numbers that are none."""
    environment = {"LUOCDO_STORE": "a.db", "LUOCDO_PORT": "81", "LUOCDO_UPLOAD_MB": "2"}
    settings = Settings.from_environment(environment)
    assert (settings.store, settings.port, settings.upload_limit) == ("a.db", 81, 2 * 1024 * 1024)
    assert Settings.from_environment({}) == Settings()
    with pytest.raises(LuocdoError, match="LUOCDO_PORT"):
        Settings.from_environment({"LUOCDO_PORT": "-1"})


def test_types_have_their_colours(client: TestClient) -> None:
    """Guards against pages that colour types otherwise than the drawing."""
    styles = client.get("/static/types.css").text
    for name, kind in ontology().nodes.items():
        assert f".type-{name}{{--type:{kind.colour}}}" in styles
