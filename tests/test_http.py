"""What holds for every answer of the HTTP service: conditional requests, HEAD, ids of requests, limits, other sites, and bad requests."""

from __future__ import annotations

import asyncio
import logging
import shutil
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient

from api import conditional, middleware, pacing
from api.app import create_app
from api.settings import Limits, Settings
from graph.errors import LuocdoError
from graph.store.sqlite import SqliteStore
from tests.api_server import served
from tests.api_texts import letter

CENTRE = "platform:trung-tam-du-lieu-quoc-gia"
SEARCH = "/api/v1/search?q=du+lieu"
ASKED = "/api/v1/ask?q=Nhiệm vụ nào quá hạn?"
SITE = "https://trang.example"


@pytest.fixture(scope="module")
def client(samples_store: Path) -> Iterator[TestClient]:
    """A client of the service over the samples; nothing is written through it."""
    with TestClient(create_app(Settings(store=str(samples_store)))) as made:
        yield made


def _limited(samples_store: Path, **limits: Any) -> TestClient:
    return TestClient(create_app(Settings(store=str(samples_store), limits=replace(Limits(), **limits))))


# -- conditional requests --


def test_an_answer_known_already_is_not_worked_out(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a tag that is never recognised, and a 304 that cost as much as the answer."""
    first = client.get(SEARCH)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    assert {"Accept-Encoding", "Cookie"} <= set(first.headers["vary"].split(", "))
    monkeypatch.setattr(SqliteStore, "search", None)
    for wanted in (tag, f"W/{tag}", f'"other", {tag}'):
        again = client.get(SEARCH, headers={"if-none-match": wanted})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag), wanted
    assert client.head(SEARCH, headers={"if-none-match": tag}).status_code == 304
    assert client.get("/api/v1/search", headers={"if-none-match": "*"}).status_code == 422


def test_other_answers_have_other_tags(client: TestClient, monkeypatch: pytest.MonkeyPatch, samples_store: Path) -> None:
    """Guards against one tag for two languages, encodings, questions, days or runs of the program."""
    plain = {"accept-encoding": "identity"}
    tags = [
        client.get(SEARCH, headers=plain).headers["etag"],
        client.get(SEARCH, headers={"accept-encoding": "gzip"}).headers["etag"],
        client.get(f"{SEARCH}&lang=en", headers=plain).headers["etag"],
        client.get(SEARCH, headers={**plain, "cookie": "luocdo_lang=en"}).headers["etag"],
        client.get("/api/v1/search?q=dat+dai", headers=plain).headers["etag"],
        client.get("/api/v1/queries", headers=plain).headers["etag"],
    ]
    with TestClient(create_app(Settings(store=str(samples_store)))) as other:
        tags.append(other.get(SEARCH, headers=plain).headers["etag"])
    assert len(set(tags)) == len(tags)
    assert client.get(SEARCH, headers=plain).headers["etag"] == tags[0]


def test_a_tag_ends_with_the_day_where_no_day_is_asked_about(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against yesterday's list of what is overdue."""

    class Tomorrow(date):
        @classmethod
        def today(cls) -> Any:
            return super().today().replace(year=2100)

    open_, fixed = client.get(ASKED).headers["etag"], client.get(f"{ASKED}&as_of=2026-11-24").headers["etag"]
    monkeypatch.setattr(conditional, "date", Tomorrow)
    assert client.get(ASKED, headers={"if-none-match": open_}).status_code == 200
    assert client.get(f"{ASKED}&as_of=2026-11-24", headers={"if-none-match": fixed}).status_code == 304


def test_a_tag_ends_with_a_change_of_the_store(samples_store: Path, tmp_path: Path) -> None:
    """Guards against answers kept beyond what they tell."""
    store = str(shutil.copy(samples_store, tmp_path / "own.db"))
    with TestClient(create_app(Settings(store=store))) as own:
        tag = own.get("/api/v1/documents").headers["etag"]
        assert own.get("/api/v1/documents", headers={"if-none-match": tag}).status_code == 304
        assert own.post("/api/v1/documents", files={"file": ("a.txt", letter().encode())}).status_code == 201
        after = own.get("/api/v1/documents", headers={"if-none-match": tag})
        assert (after.status_code, after.json()["total"]) == (200, 17)
        assert own.post("/api/v1/documents", files={"file": ("a.txt", letter().encode())}).status_code == 200
        assert own.get("/api/v1/documents", headers={"if-none-match": after.headers["etag"]}).status_code == 304


def test_no_tag_outlives_its_state_while_a_writer_works(samples_store: Path, tmp_path: Path) -> None:
    """Guards against a 304 for what has changed, and readers that go back in time."""
    with served(str(shutil.copy(samples_store, tmp_path / "own.db"))) as address, httpx2.Client(base_url=address, timeout=60) as client:
        loaded = [16]

        def read(_: int) -> list[int]:
            tag, totals = "", [0]
            while totals[-1] < 21:
                before = loaded[-1]
                answer = client.get("/api/v1/documents?limit=1", headers={"if-none-match": tag})
                if answer.status_code == 200:
                    tag = answer.headers["etag"]
                    totals.append(answer.json()["total"])
                assert totals[-1] >= before
            return totals

        with ThreadPoolExecutor(3) as readers:
            reading = readers.map(read, range(3))
            for number in range(1, 6):
                sent = {"file": (f"{number}.txt", letter(f"{number}/QĐ-BKHCN", day=number).encode())}
                assert client.post("/api/v1/documents", files=sent).status_code == 201
                loaded.append(16 + number)
            assert all(totals == sorted(totals) for totals in reading)


def test_errors_are_not_kept(client: TestClient) -> None:
    """Guards against a 404 that stays after the thing was loaded."""
    answer = client.get("/api/v1/entities/agency:khong-co", headers={"if-none-match": '"x"'})
    assert answer.status_code == 404
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_head_says_what_get_would(client: TestClient) -> None:
    """Guards against HEAD that is refused, has a body, or differs from GET."""
    for path in (SEARCH, f"/api/v1/entities/{CENTRE}", "/api/v1/queries", "/api/v1/export.json", "/healthz", "/", "/nothing"):
        got, told = client.get(path), client.head(path)
        assert told.status_code == got.status_code, path
        assert told.content == b""
        for name in ("content-type", "content-length", "etag"):
            assert told.headers.get(name) == got.headers.get(name), (path, name)


# -- every request has an id and an answer --


def test_requests_have_ids(client: TestClient) -> None:
    """Guards against reports of errors that nobody finds in the log, and ids that write into it what they like."""
    told = client.get("/api/v1/nothing", headers={"x-request-id": "proxy-7.1"})
    assert told.json()["request_id"] == told.headers["x-request-id"] == "proxy-7.1"
    own = {client.get("/healthz").headers["x-request-id"] for _ in range(3)}
    assert len(own) == 3
    assert client.get("/healthz", headers={"x-request-id": "a b\tc" * 30}).headers["x-request-id"].isalnum()


def test_a_fault_of_the_program_is_told_without_its_insides(
    samples_store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Guards against tracebacks and paths at the caller, and a fault that leaves no trace in the log."""

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("bí mật")

    monkeypatch.setattr(SqliteStore, "search", fail)
    app = create_app(Settings(store=str(samples_store)))
    with TestClient(app, raise_server_exceptions=False) as client, caplog.at_level(logging.ERROR, "luocdo"):
        told = client.get(SEARCH)
    assert told.status_code == 500
    assert told.headers["content-type"] == "application/problem+json"
    assert "bí mật" not in told.text
    assert "Traceback" not in told.text + caplog.text
    assert told.json()["request_id"] in caplog.text
    assert "RuntimeError: bí mật" in caplog.text
    assert told.headers["content-security-policy"]


def test_a_refused_method_names_those_taken(client: TestClient) -> None:
    """Guards against 405 without Allow, and one that names the methods of one function only."""
    answer = client.put("/api/v1/documents")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST, HEAD"
    assert answer.json()["status"] == 405
    assert client.post(SEARCH).headers["allow"] == "GET, HEAD"
    for method in ("OPTIONS", "TRACE", "FOO"):
        assert client.request(method, "/api/v1/queries").status_code == 405
    assert 'method="FOO"' not in client.get("/metrics").text


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/api/v1/search?q=%00", {200}),
        ("/api/v1/search?q=%ED%A0%80%FF", {200}),
        ("/api/v1/search?q=" + "%22%20OR%20" * 40, {200}),
        ("/api/v1/search?q=" + "a" * 10_000, {422}),
        ("/api/v1/ask?q=" + "a " * 5_000, {422}),
        ("/api/v1/ask?q=" + "%E1%BB%87+" * 999, {404}),
        ("/api/v1/ask?q=" + "a" * 40_000, {414}),
        ("/api/v1/entities/" + "a" * 9_000, {414}),
        ("/api/v1/entities/%00", {404}),
        ("/api/v1/entities/a%2Fb%2F..%2F..%2Fetc%2Fpasswd", {404}),
        ("/api/v1/entities//", {404, 422}),
        ("/api/v1/entities/", {404, 422}),
        ("//api/v1/search?q=a", {404}),
        ("/api/v1//search?q=a", {404}),
        ("/api/v1/search/?q=du", {200}),
        (f"/api/v1/entities/{CENTRE}/dependents?depth=-1", {422}),
        (f"/api/v1/entities/{CENTRE}/dependents?depth=1e3", {422}),
        (f"/api/v1/entities/{CENTRE}?offset=" + "9" * 400, {422}),
        (f"/api/v1/entities/{CENTRE}?limit=1001", {422}),
        (f"/api/v1/entities/{CENTRE}?depth=1", {422}),
        ("/api/v1/path?source=%C2%AD&target=TTDLQG", {404}),
        ("/api/v1/entities/%C2%AD/dependents", {404}),
        ("/api/v1/subgraph?around=%C2%AD", {404}),
        ("/api/v1/queries/overdue?as_of=0001-01-01", {200}),
        ("/api/v1/queries/tasks?as_of=9999-12-31&status=due_soon", {200}),
        ("/api/v1/queries/tasks?period=0", {404}),
        ("/api/v1/queries/tasks?period=0001-01-01..9999-12-31", {200}),
        ("/api/v1/queries/tasks?status=overdue,%20open&status=done", {200}),
        ("/api/v1/queries/tasks?status=", {422}),
        ("/api/v1/queries/tasks?__class__=1", {422}),
        ("/api/v1/queries/..%2Fqueries", {404}),
        ("/api/v1/documents?period=quý%209/2030", {404}),
        ("/api/v1/documents/CENTRE", {404}),
        ("/api/v1/export.json?query=dependents", {404}),
        ("/api/v1/export.json?entity=x", {422}),
        ("/api/v1/search?q=du&lang=fr", {422}),
        ("/static/../../api/app.py", {404}),
        ("/static/%2e%2e/%2e%2e/app.py", {404}),
    ],
)
def test_odd_addresses_are_answered(client: TestClient, path: str, statuses: set[int]) -> None:
    """Guards against addresses that break the service, reach outside it, or are half understood."""
    answer = client.get(path)
    assert answer.status_code in statuses, answer.text[:300]
    if answer.status_code >= 400:
        told = answer.json()
        assert told["status"] == answer.status_code
        assert told["detail"]
        assert "Traceback" not in answer.text


def test_reasons_are_told_in_the_language_asked_for(client: TestClient) -> None:
    """Guards against English reasons in a Vietnamese answer."""
    address = "/api/v1/queries/tasks?limit=0&offset=x&graph=maybe&status=done,later&as_of=1"
    for language, words in (("vi", "phải"), ("en", "must")):
        wrong = client.get(f"{address}&lang={language}").json()["invalid"]
        assert {item["name"] for item in wrong} == {"limit", "offset", "graph", "status", "as_of"}
        assert all(item["reason"].startswith(words) for item in wrong), wrong
    assert client.get("/api/v1/queries/tasks?statuses=done&lang=en").json()["invalid"][0]["reason"].startswith("this address has no such")


def test_names_and_numbers_with_slashes(client: TestClient) -> None:
    """Guards against documents that can be named everywhere but in an address."""
    by_id = client.get("/api/v1/entities/document:qd-ttg-2026-9012").json()
    for name in ("9012/QĐ-TTg", "9012%2FQ%C4%90-TTg"):
        told = client.get(f"/api/v1/entities/{name}").json()
        assert told["entity"] == by_id["entity"]
        assert told["relations"] == by_id["relations"]
        assert client.get(told["next"]).json()["total"] == told["total"]
        assert client.get(f"/api/v1/entities/{name}/dependents").status_code == 200
        assert client.get(f"/api/v1/documents/{name}").json()["document"]["id"] == "document:qd-ttg-2026-9012"


# -- filters and pages --


def test_relations_of_an_entity_can_be_chosen(client: TestClient) -> None:
    """Guards against filters that are taken but change nothing."""
    everything = client.get(f"/api/v1/entities/{CENTRE}").json()
    needed = client.get(f"/api/v1/entities/{CENTRE}?relation=DEPENDS_ON&direction=in").json()
    assert 0 < needed["total"] < everything["total"]
    assert all(link["type"] == "DEPENDS_ON" and link["edge"]["target"] == CENTRE for link in needed["relations"])
    tasks = client.get(f"/api/v1/entities/{CENTRE}?types=Task").json()
    assert {link["other"]["type"] for link in tasks["relations"]} == {"Task"}
    assert 0 < tasks["total"] < everything["total"]
    near = client.get(f"/api/v1/subgraph?around={CENTRE}&relation=MANAGED_BY").json()
    assert {edge["type"] for edge in near["edges"]} == {"MANAGED_BY"}


def test_mentions_of_an_entity_come_in_pages(client: TestClient) -> None:
    """Guards against a hub whose thousands of mentions come with every page, and mentions that are cut in silence."""
    whole = client.get("/api/v1/entities/agency:bca?limit=1000").json()
    assert whole["mentions_total"] == len(whole["entity"]["mentions"]) > 3
    mentions, relations, address = list[Any](), list[Any](), "/api/v1/entities/agency:bca?limit=3"
    while address:
        page = client.get(address).json()
        mentions += page["entity"]["mentions"]
        relations += page["relations"]
        address = page["next"]
    assert mentions == whole["entity"]["mentions"]
    assert relations == whole["relations"]


def test_documents_can_be_chosen(client: TestClient) -> None:
    """Guards against a list of documents that one has to read through."""
    every = client.get("/api/v1/documents").json()
    plans = client.get("/api/v1/documents?kind=plan").json()
    assert 0 < plans["total"] < every["total"]
    prime = client.get("/api/v1/documents", params={"agency": "Thủ tướng Chính phủ"}).json()
    assert 0 < prime["total"] < every["total"]
    year = client.get("/api/v1/documents?period=2025").json()
    assert 0 < year["total"] < every["total"]
    facts = client.get("/api/v1/documents/9012/QĐ-TTg?relation=ASSIGNS").json()["facts"]
    assert {fact["relation"] for fact in facts} == {"ASSIGNS"}


def test_hits_in_pages(client: TestClient) -> None:
    """Guards against hits that are lost or told twice between pages, and a next page that is empty."""
    found, address = list[str](), "/api/v1/search?q=du+lieu&limit=7"
    while address:
        page = client.get(address).json()
        assert page["returned"] == len(page["results"]) > 0
        found += [hit["id"] for hit in page["results"]]
        address = page["next"]
    assert found[:100] == [hit["id"] for hit in client.get("/api/v1/search?q=du+lieu&limit=100").json()["results"]]
    assert len(found) == len(set(found)) > 7


# -- limits --


def test_a_subgraph_or_export_that_is_too_large_is_refused(samples_store: Path) -> None:
    """Guards against a request that takes all memory, and answers cut without saying so."""
    with _limited(samples_store, subgraph=5, export=50) as client:
        told = client.get(f"/api/v1/subgraph?around={CENTRE}&depth=2").json()
        assert (told["status"], told["type"]) == (403, "urn:luocdo:problem:limit")
        assert "5" in told["detail"]
        assert client.get(f"/api/v1/subgraph?around={CENTRE}&depth=0").status_code == 200
        assert client.get("/api/v1/export.json").status_code == 403
        assert client.get(f"/api/v1/export.json?around={CENTRE}&depth=3").status_code == 403
        assert client.get(f"/api/v1/export.json?around={CENTRE}&depth=0").status_code == 200


def test_an_answer_that_takes_too_long_is_given_up(samples_store: Path) -> None:
    """Guards against requests that hold the service for as long as they like."""
    with _limited(samples_store, seconds=1e-9) as client:
        told = client.get("/api/v1/queries/tasks?lang=en").json()
        assert (told["status"], told["type"]) == (503, "urn:luocdo:problem:time")
        assert "Narrow it" in told["detail"]
        assert client.get("/healthz").status_code == 200
        assert client.post("/api/v1/documents", files={"file": ("a.exe", b"")}).status_code == 422


def test_more_heavy_requests_than_places_are_told_to_come_again(samples_store: Path) -> None:
    """Guards against many exports at once that leave no room for small questions."""
    with _limited(samples_store, waiting=0.05) as client:
        service: Any = client.app.state.service  # type: ignore[attr-defined]
        service.heavy, service.uploads = asyncio.Semaphore(0), asyncio.Semaphore(0)
        for answer in (client.get("/api/v1/export.json"), client.post("/api/v1/documents", files={"file": ("a.txt", b"x")})):
            assert (answer.status_code, answer.json()["type"]) == (503, "urn:luocdo:problem:busy")
            assert int(answer.headers["retry-after"]) > 0
        assert client.get(SEARCH).status_code == 200
        service.heavy = asyncio.Semaphore(1)
        tag = ""
        for _ in range(3):  # a place that is not given back would be missed by the second
            tag = client.get("/api/v1/export.json").headers["etag"]
        assert client.get(f"/api/v1/subgraph?around={CENTRE}&depth=99").status_code == 422
        service.heavy = asyncio.Semaphore(0)
        assert client.get("/api/v1/export.json", headers={"if-none-match": tag}).status_code == 304


# -- other sites --


def test_other_sites_are_let_in_only_where_they_are_named(samples_store: Path, tmp_path: Path) -> None:
    """Guards against a service that any page in a browser may read, and one that no page can be let into."""
    settings = Settings(store=str(shutil.copy(samples_store, tmp_path / "own.db")), cors_origins=(SITE,))
    with TestClient(create_app(settings)) as client:
        read = client.get(SEARCH, headers={"origin": SITE})
        assert read.headers["access-control-allow-origin"] == SITE
        assert "ETag" in read.headers["access-control-expose-headers"]
        assert "Origin" in read.headers["vary"]
        asked = {"origin": SITE, "access-control-request-method": "GET", "access-control-request-headers": "if-none-match"}
        assert client.options(SEARCH, headers=asked).status_code == 200
        sent = client.post("/api/v1/documents", files={"file": ("a.txt", letter().encode())}, headers={"origin": SITE})
        assert sent.status_code == 201
        for foreign in ("https://trang.example.evil", "http://trang.example", "null", "http://[", SITE.upper()):
            assert "access-control-allow-origin" not in client.get(SEARCH, headers={"origin": foreign}).headers
            assert client.options(SEARCH, headers={**asked, "origin": foreign}).status_code >= 400
            refused = client.post("/api/v1/documents", files={"file": ("a.txt", b"x")}, headers={"origin": foreign})
            assert refused.status_code == 403


def test_origins_and_limits_come_from_the_environment() -> None:
    """Guards against an origin that lets in more than it says, and limits that are not taken."""
    settings = Settings.from_environment(
        {
            "LUOCDO_CORS_ORIGINS": "https://A.example:443, http://localhost:3000",
            "LUOCDO_REQUEST_SECONDS": "5",
            "LUOCDO_HEAVY_REQUESTS": "2",
            "LUOCDO_SUBGRAPH_NODES": "7",
            "LUOCDO_EXPORT_ITEMS": "9",
        }
    )
    assert settings.cors_origins == ("https://a.example", "http://localhost:3000")
    assert settings.limits == replace(Limits(), seconds=5, heavy=2, subgraph=7, export=9)
    for bad in (
        "*",
        "https://*.example",
        "https://a.example/",
        "a.example",
        "file://x",
        "https://a:b@c.example",
        "http://[",
        "http://a:99999",
    ):
        with pytest.raises(LuocdoError, match="LUOCDO_CORS_ORIGINS"):
            Settings.from_environment({"LUOCDO_CORS_ORIGINS": bad})


# -- on the wire --

_POST = b"POST /api/v1/documents HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\n"


def _exchange(address: str, sent: bytes, listen: bool = True) -> bytes:
    """What the server says to some bytes until it closes the line."""
    parts, received = urlsplit(address), b""
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as line:
        line.sendall(sent)
        while listen and (piece := line.recv(65536)):
            received += piece
    return received


def test_a_real_server_with_odd_clients(samples_store: Path, tmp_path: Path) -> None:
    """Guards against old clients that get no answer, and half requests or bad hosts that break something."""
    with served(str(shutil.copy(samples_store, tmp_path / "own.db"))) as address:
        assert _exchange(address, b"GET /api/v1/search?q=du HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")
        for host in (b"[", b"a b", b"a@b", b"x" * 300 + b"/"):
            told = _exchange(address, b"GET /api/v1/search?q=du HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n")
            assert told.startswith(b"HTTP/1.1 400"), host
        head = _exchange(address, b"HEAD /api/v1/queries HTTP/1.1\r\nConnection: close\r\nHost: a\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200")
        assert head.endswith(b"\r\n\r\n")
        _exchange(address, _POST + b"Content-Length: 999\r\n\r\n--b\r\n", listen=False)
        named = b'--b\r\nContent-Disposition: form-data; name=file; filename="\xff\xfe.txt"\r\n\r\n\xff\r\n--b--\r\n'
        for body in (b"no form at all", named):
            told = _exchange(address, _POST + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
            assert told.split(b" ")[1] in {b"400", b"422"}, told[:200]
            assert b"application/problem+json" in told
        assert b"HTTP/1.1 200" in _exchange(address, b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")


def test_a_body_that_does_not_arrive_is_not_waited_for(samples_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against connections that are held open by senders who send nothing."""
    monkeypatch.setattr(pacing, "WHOLE_SECONDS", 0.1)
    with served(str(samples_store)) as address:
        told = _exchange(address, _POST + b"Content-Length: 999\r\n\r\n--b\r\n")
        assert told.startswith(b"HTTP/1.1 408")
        assert b"problem+json" in told


def test_more_senders_than_places_are_told_to_come_again(samples_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against a disk filled by many who send at once, and places that are not given back."""
    monkeypatch.setattr(middleware, "_SENDERS", 1)
    with served(str(samples_store)) as address:
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as slow:
            slow.sendall(_POST + b"Content-Length: 999\r\n\r\n--b\r\n")
            for _ in range(100):
                told = _exchange(address, _POST + b"Content-Length: 3\r\n\r\n--b")
                if told.startswith(b"HTTP/1.1 503"):
                    break
            assert b"urn:luocdo:problem:busy" in told
        for _ in range(100):
            told = _exchange(address, _POST + b"Content-Length: 3\r\n\r\n--b")
            if not told.startswith(b"HTTP/1.1 503"):
                break
        assert told.split(b" ")[1] in {b"400", b"422"}


def test_large_answers_go_in_pieces_and_who_does_not_read_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against answers that stand in memory for as long as a caller likes."""
    content = bytes(range(256)) * 4096

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": content})

    async def sent(reads: int) -> list[Any]:
        out: list[Any] = []

        async def send(message: Any) -> None:
            if len(out) > reads:
                await asyncio.Event().wait()
            out.append(message)

        await asyncio.wait_for(pacing.Pacing(app)({"type": "http"}, None, send), 10)  # type: ignore[arg-type]
        return out[1:]

    pieces = asyncio.run(sent(1000))
    assert b"".join(piece["body"] for piece in pieces) == content
    assert [piece["more_body"] for piece in pieces] == [True, True, True, False]
    monkeypatch.setattr(pacing, "STALLED_SECONDS", 0.05)
    assert len(asyncio.run(sent(2))) == 2
