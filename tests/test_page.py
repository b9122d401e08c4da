"""The pages as they leave the server: what they say, in which language, and that nothing in a document becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.model import Bundle, Edge, Evidence, Node
from graph.store import open_store
from tests.api_texts import letter

ROOT = Path(__file__).resolve().parents[1]
QUESTION = "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"
CENTRE = "platform:trung-tam-du-lieu-quoc-gia"
DECISION = "document:qd-ttg-2026-9012"
DAY = "2026-11-24"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`${7777*3}{{7777*3}}"
PAGES = (
    "/",
    f"/?q={QUESTION}",
    "/?q=asdf qwer",
    f"/entities/{CENTRE}",
    f"/documents/{DECISION}",
    "/documents",
    "/about",
    "/docs",
    "/nothing",
)


@pytest.fixture
def client(samples_store: Path) -> Iterator[TestClient]:
    """A browser without scripts, over the samples."""
    with TestClient(create_app(Settings(store=str(samples_store))), headers={"accept": "text/html"}) as made:
        yield made


class _Tags(HTMLParser):
    """Every tag with its attributes, the ids, and the labels."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(attribute)) is not None]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_load_from_here_only(client: TestClient, path: str, language: str) -> None:
    """Guards against a font, script or style of another host, scripts inside the page, and ids that stand twice."""
    page = client.get(path, params={"lang": language}).text
    tags = _Tags(page)
    addresses = [*tags.values("src"), *tags.values("href"), *tags.values("action")]
    assert addresses
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses)
    for tag, attributes in tags.tags:
        assert tag != "script" or attributes.get("src") or attributes.get("type") == "application/json"
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    ids = tags.values("id")
    assert len(ids) == len(set(ids))
    assert tags.tags[0] == ("html", {"lang": language})


def test_static_files_name_no_other_host() -> None:
    """Guards against a script or style of ours that fetches from elsewhere."""
    for path in (ROOT / "api/pages/static").iterdir():
        addresses = set(re.findall(r"https?://[^\s\"')>]+", path.read_text("utf8")))
        assert addresses <= {"http://www.w3.org/2000/svg"}, path.name


@pytest.mark.parametrize("path", [*PAGES, f"/documents/{DECISION}?start=10&end=40"])
def test_pages_can_be_read_aloud(client: TestClient, path: str) -> None:
    """Guards against fields and buttons without names, pictures without words, and pages without a heading."""
    page = client.get(path).text
    tags = _Tags(page)
    labelled = set(tags.values("for"))
    for tag, attributes in tags.tags:
        if tag in {"input", "select"} and attributes.get("type") != "hidden":
            named = attributes.get("id") in labelled or attributes.get("aria-label") or "<label>" in page
            assert named, attributes
        if tag == "img":
            assert attributes.get("alt") is not None
        if tag == "th":
            assert attributes.get("scope") == "col"
    assert [tag for tag, _ in tags.tags].count("main") == 1
    assert path == "/docs" or "<h1" in page
    assert "</title>" in page


def test_an_answer_tells_how_it_was_understood_and_what_proves_it(client: TestClient) -> None:
    """Guards against rows whose sentences cannot be seen or followed without scripts."""
    page = client.get("/", params={"q": QUESTION, "as_of": DAY}).text
    assert "Hiểu câu hỏi là:" in page
    assert page.count('<tr class="proof">') > 3
    links = re.findall(r'href="(/documents/[^"]+#passage)"', page)
    assert links
    target = client.get(links[0].replace("&amp;", "&").split("#")[0]).text
    quote = re.search(r"<blockquote>(.*?)</blockquote>", page, re.DOTALL)
    assert quote is not None
    marked = "".join(re.findall(r'<mark class="passage[^>]*>(.*?)</mark>', target, re.DOTALL))
    assert marked == quote[1]
    assert target.count('id="passage"') == 1


def test_the_text_of_a_document_is_shown_whole(client: TestClient, samples_store: Path) -> None:
    """Guards against marks that swallow or double a letter of the text."""
    from html import unescape

    with open_store(str(samples_store)) as store:
        documents = [(document.id, store.text(document.id)) for document in store.documents()]
    for id_, text in documents:
        page = client.get(f"/documents/{id_}").text
        article = re.search(r'<article class="text"[^>]*>(.*?)</article>', page, re.DOTALL)
        assert article is not None
        assert unescape(re.sub(r"<[^>]+>", "", article[1])) == text


def test_the_language_is_kept_in_a_cookie(samples_store: Path) -> None:
    """Guards against a switch that forgets, and a language that nobody has."""
    with TestClient(create_app(Settings(store=str(samples_store)))) as client:
        assert '<html lang="vi">' in client.get("/").text
        assert '<html lang="en">' in client.get("/?lang=en").text
        assert '<html lang="en">' in client.get("/about").text
        assert '<html lang="vi">' in client.get("/?lang=vi").text
        assert '<html lang="vi">' in client.get("/?lang=fr").text


def test_the_switch_keeps_the_question(client: TestClient) -> None:
    """Guards against a switch of language that loses what was asked."""
    page = client.get("/", params={"q": QUESTION}).text
    link = re.search(r'<a class="language" href="([^"]+)"', page)
    assert link is not None
    english = client.get(link[1].replace("&amp;", "&")).text
    assert "Understood as:" in english
    assert QUESTION in english


def test_an_english_page_has_english_words(client: TestClient) -> None:
    """Guards against headings, badges and buttons left in Vietnamese."""
    page = client.get("/", params={"q": "Which tasks are overdue?", "lang": "en", "as_of": DAY}).text
    head = re.search(r"<thead>(.*?)</thead>", page, re.DOTALL)
    assert head is not None
    assert head[1].isascii()
    assert '<span class="status status-overdue">overdue</span>' in page


def test_a_refused_question_offers_others(client: TestClient) -> None:
    """Guards against an error page that leads nowhere."""
    answer = client.get("/", params={"q": "Thời tiết Hà Nội hôm nay thế nào?"})
    assert answer.status_code == 400
    suggestions = re.search(r'<ul class="try">(.*?)</ul>', answer.text, re.DOTALL)
    assert suggestions is not None
    assert suggestions[1].count("<a ") >= 3


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    """Guards against a start page with empty boxes and nothing to do."""
    with TestClient(create_app(Settings(store=str(tmp_path / "new.db")))) as client:
        page = client.get("/").text
        assert "luocdo load" in page
        assert "luocdo demo" in page
        assert 'href="/documents"' in page
        assert client.get("/documents").status_code == 200


def test_errors_are_pages_for_people(client: TestClient) -> None:
    """Guards against JSON in the face of a reader."""
    for path, status in (
        ("/nothing", 404),
        ("/entities/agency:khong-co", 404),
        ("/documents/document:khong-co", 404),
        ("/?q=x&offset=-1", 422),
    ):
        answer = client.get(path)
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert 'href="/"' in answer.text


def test_uploads_through_the_form(tmp_path: Path) -> None:
    """Guards against a form that says nothing of what became of the file."""
    with TestClient(create_app(Settings(store=str(tmp_path / "s.db"), upload_limit=100_000)), headers={"accept": "text/html"}) as client:
        good = client.post("/documents", files={"file": ("a.txt", letter("9/QĐ-BKHCN").encode())})
        assert good.status_code == 200
        assert "đã nạp" in good.text
        assert "9/QĐ-BKHCN" in good.text
        bad = client.post("/documents", files={"file": ("b.txt", b"")})
        assert bad.status_code == 422
        assert "Không nạp được" in bad.text
        assert "b.txt" in bad.text
        large = client.post("/documents", files={"file": ("c.txt", b"x" * 200_000)})
        assert large.status_code == 413
        assert "Tệp quá lớn" in large.text


def evil_store(folder: Path) -> str:
    """A store in which every name, value and sentence is an attack."""
    text = f"Giao việc {EVIL} cho cơ quan {EVIL} làm.\n"
    said = (Evidence("document:x-1", 0, len(text) - 1, text[:-1]),)
    nodes = (
        Node("document:x-1", "Document", EVIL, EVIL, (EVIL,), said, {"number": EVIL, "title": EVIL, "kind": "decision"}),
        Node("task:x-1-a", "Task", EVIL, "", (), said, {"text": EVIL, "due_text": EVIL, "due_on": "2026-01-01"}),
        Node("agency:x", "Agency", EVIL, EVIL, (EVIL,), said, {"code": EVIL}),
    )
    edges = (Edge("document:x-1", "task:x-1-a", "ASSIGNS", said), Edge("task:x-1-a", "agency:x", "LED_BY", said))
    path = str(folder / "evil.db")
    with open_store(path) as store:
        store.write(Bundle("document:x-1", text, nodes, edges, (), f"/tmp/{EVIL.replace('/', '')}"))
    return path


@pytest.fixture
def evil(tmp_path: Path) -> Iterator[TestClient]:
    """The service over that store."""
    with TestClient(create_app(Settings(store=evil_store(tmp_path))), headers={"accept": "text/html"}) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?query=tasks",
        "/?query=overdue&lang=en",
        "/?query=documents",
        "/entities/agency:x",
        "/entities/task:x-1-a?lang=en",
        "/entities/document:x-1",
        "/documents",
        "/documents/document:x-1?start=3&end=30",
        f"/?q={EVIL}",
        f"/?q={QUESTION}&as_of={EVIL}",
        f"/entities/{EVIL.replace('/', '')}",
    ],
)
def test_nothing_in_a_document_becomes_markup(evil: TestClient, path: str) -> None:
    """Guards against a name in a document that runs in the browser of whoever reads it."""
    page = evil.get(path).text
    tags = _Tags(page)
    assert not [attributes for tag, attributes in tags.tags if tag == "img" and attributes.get("src") == "x"]
    assert not any(name.startswith("on") for _, attributes in tags.tags for name in attributes)
    scripts = [attributes for tag, attributes in tags.tags if tag == "script"]
    assert all(attributes.get("src") or attributes.get("type") == "application/json" for attributes in scripts)
    assert "alert(1)</script>" not in page
    assert "23331" not in page
