"""The pages in a browser: asking, evidence, the drawing, languages, downloads, phones; and no request to any other host."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import pytest

from tests.api_server import served
from tests.api_texts import letter
from tests.test_page import EVIL, evil_store
from viz.formats import format_named, names

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

pytestmark = pytest.mark.browser
QUESTION = "Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"
CENTRE = "/entities/platform:trung-tam-du-lieu-quoc-gia"
ASKED = f"/?q={quote_plus(QUESTION)}&as_of=2026-11-24"


@pytest.fixture(scope="module")
def site(samples_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service over a copy of the samples."""
    with served(str(shutil.copy(samples_store, tmp_path_factory.mktemp("site") / "s.db"))) as address:
        yield address


class Watched:
    """A page whose requests, console and errors are kept."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        page.on("request", self._asked)
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._opened)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _said(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def _opened(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def go(self, path: str, settled: bool = False) -> None:
        """Open a page of the site and wait for it; `settled`: until it asks for nothing more."""
        self.page.goto(self.site + path)
        if settled:
            self.page.wait_for_load_state("networkidle")

    def quiet(self) -> bool:
        """Whether nothing was asked elsewhere and nothing complained."""
        return not self.elsewhere and not self.complaints


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    """A fresh window of a desktop."""
    context = browser.new_context(viewport={"width": 1360, "height": 860}, locale="vi-VN", accept_downloads=True)
    context.set_default_timeout(10_000)
    made = Watched(context.new_page(), site)
    yield made
    context.close()


def test_asking_and_following_a_sentence_to_its_place(watched: Watched) -> None:
    """Guards against a question that cannot be sent, rows without sentences, and a passage that is not shown."""
    page = watched.page
    watched.go("/")
    page.fill("#q", QUESTION)
    page.click("button.primary")
    page.wait_for_selector(".understood strong")
    assert "Trung tâm dữ liệu quốc gia" in page.inner_text(".understood strong")
    assert page.locator("table.rows tbody").count() > 3
    first = page.locator("tr.proof details").first
    assert not first.locator("blockquote").first.is_visible()
    first.locator("summary").click()
    quote = first.locator("blockquote").first
    assert quote.is_visible()
    said = quote.inner_text()
    first.locator(".from a").first.click()
    page.wait_for_selector("mark.passage")
    assert "".join(page.locator("mark.passage").all_inner_texts()) == said
    page.wait_for_function(
        "() => { const y = document.querySelector('mark.passage').getBoundingClientRect().y; return 0 <= y && y < innerHeight; }"
    )
    assert watched.quiet(), watched.complaints + watched.elsewhere


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_asks_another_host_or_complains(watched: Watched, language: str) -> None:
    """Guards against fonts, scripts and icons of other hosts, and against rules of content that the pages break."""
    for path in ("/?", f"{ASKED}&", f"{CENTRE}?", "/documents?", "/documents/document:qd-ttg-2026-9012?", "/about?", "/docs?"):
        watched.go(f"{path}lang={language}", settled=True)
        assert watched.page.get_attribute("html", "lang") == language
    assert watched.quiet(), watched.complaints + watched.elsewhere


def test_switching_the_language_keeps_the_question(watched: Watched) -> None:
    """Guards against a switch that loses the answer or is forgotten on the next page."""
    page = watched.page
    watched.go(ASKED)
    rows = page.locator("table.rows tbody").count()
    page.click("a.language")
    page.wait_for_selector("html[lang=en]")
    assert page.input_value("#q") == QUESTION
    assert page.inner_text(".understood span") == "Understood as:"
    assert page.locator("table.rows tbody").count() == rows
    page.click("nav a[href='/about']")
    page.wait_for_selector("html[lang=en]")


def test_back_returns_to_the_question_before(watched: Watched) -> None:
    """Guards against answers that live in the page only and are lost with it."""
    page = watched.page
    watched.go(ASKED)
    before = page.inner_text(".understood")
    watched.go("/?q=" + quote_plus("Nhiệm vụ nào quá hạn?"))
    assert page.inner_text(".understood") != before
    page.go_back()
    page.wait_for_selector(".understood")
    assert page.inner_text(".understood") == before
    assert page.input_value("#q") == QUESTION


def test_suggestions_with_the_keyboard(watched: Watched) -> None:
    """Guards against suggestions that only a mouse can reach, or that screen readers are not told of."""
    page = watched.page
    watched.go("/about")
    watched.go("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("trung tam du lieu quoc gia", delay=5)
    page.wait_for_selector("#suggestions [role=option]")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    options = page.locator("#suggestions [role=option]")
    thing = options.filter(has=page.locator(".badge")).first
    for _ in range(options.count()):
        page.keyboard.press("ArrowDown")
        if thing.get_attribute("aria-selected") == "true":
            break
    assert page.get_attribute("#q", "aria-activedescendant") == thing.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CENTRE.replace(':', '%3A')}")
    assert page.inner_text("h1") == "Trung tâm dữ liệu quốc gia"
    assert watched.quiet(), watched.complaints


def test_sorting_takes_the_sentences_along(watched: Watched) -> None:
    """Guards against dates sorted as text, unknown dates between known ones, and sentences left behind."""
    page = watched.page
    watched.go("/?q=" + quote_plus("Các nhiệm vụ của Bộ Công an") + "&as_of=2026-11-24")

    def dates() -> list[str]:
        found: list[str] = page.eval_on_selector_all("td.cell-date", "cells => cells.map(cell => cell.dataset.sort)")
        return found

    paired = "bodies => bodies.map(body => [body.rows[0].innerText, body.querySelector('blockquote')?.textContent])"
    pairs = dict(page.eval_on_selector_all("table.rows tbody", paired))
    heading = page.locator("th button.sort").filter(has_text="Thời hạn")
    heading.click()
    assert page.locator("th[aria-sort=ascending]").count() == 1
    assert len(dates()) > 3
    assert dates() == sorted(dates())
    heading.click()
    assert dates() == sorted(dates(), reverse=True)
    assert dict(page.eval_on_selector_all("table.rows tbody", paired)) == pairs


def test_the_drawing_can_be_walked(watched: Watched) -> None:
    """Guards against an empty drawing, one that only a mouse can use, and neighbours that cannot be reached."""
    page = watched.page
    watched.go(ASKED)
    page.wait_for_selector("#graph[data-drawn=true]")
    painted = """() => {
        const canvas = document.querySelector('#graph canvas');
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return pixels.filter((value, position) => position % 4 === 3 && value).length;
    }"""
    assert page.evaluate(painted) > 500
    data = json.loads(page.locator("#graph-data").text_content() or "")
    assert len(data["nodes"]) == page.locator(".things li").count()
    page.click(".things summary")
    page.locator(".things .thing").filter(has_text="Trung tâm dữ liệu quốc gia").last.click()
    page.wait_for_selector("#details h3")
    before = page.locator("#details .relations li").count()
    page.click("#details .walk")
    page.wait_for_function("() => !document.querySelector('#details .walk').disabled")
    assert page.locator("#details .relations li").count() >= before
    page.click("#details a")
    page.wait_for_url("**/entities/**")
    assert watched.quiet(), watched.complaints


@pytest.mark.parametrize("format", names())
def test_downloads_of_an_answer(watched: Watched, format: str, tmp_path: Path) -> None:
    """Guards against buttons that download nothing, or the whole graph in the place of the answer."""
    watched.go(ASKED)
    with watched.page.expect_download() as waiting:
        watched.page.click(f".exports a[href*='/export.{format}?']")
    target = tmp_path / "out"
    waiting.value.save_as(target)
    assert waiting.value.suggested_filename.endswith(f".{format_named(format).extension}")
    assert target.stat().st_size > 200
    if format == "json":
        assert len(json.loads(target.read_text("utf8"))["nodes"]) < 60


@pytest.mark.parametrize("path", ["/", ASKED, CENTRE, "/documents", "/documents/document:qd-ttg-2026-9012", "/about"])
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, site: str, path: str) -> None:
    """Guards against tables and words that do not fit a narrow screen."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_without_scripts_everything_can_be_read(browser: Browser, site: str) -> None:
    """Guards against pages that are blank where scripts are not allowed."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/")
    page.fill("#q", QUESTION)
    page.click("button.primary")
    page.wait_for_selector(".understood")
    page.locator(".proof summary").first.click()
    assert page.locator("blockquote").first.is_visible()
    page.locator(".change summary").click()
    page.select_option(".change select[name=types]", "")
    page.click(".change button")
    page.wait_for_selector(".understood")
    assert "types=&" in page.url
    assert page.locator("tbody").count() > 0
    context.close()


def test_uploading_a_document(browser: Browser, samples_store: Path, tmp_path: Path) -> None:
    """Guards against an upload whose result is not told."""
    with served(str(shutil.copy(samples_store, tmp_path / "s.db"))) as address:
        page = browser.new_page()
        page.goto(address + "/documents")
        page.set_input_files("#file", {"name": "thu.txt", "mimeType": "text/plain", "buffer": letter().encode()})
        page.click("form.upload button")
        page.wait_for_selector(".panel.done")
        assert "77/QĐ-BKHCN" in page.inner_text(".panel.done")
        page.click(".panel.done a")
        page.wait_for_selector("article.text mark")
        page.close()


def test_the_documentation_of_the_api_works_offline(watched: Watched) -> None:
    """Guards against a documentation that needs the internet."""
    watched.go("/docs")
    watched.page.wait_for_selector(".opblock")
    assert watched.page.locator(".opblock").count() >= 14
    watched.page.locator(".opblock-summary").first.click()
    watched.page.wait_for_selector(".opblock-body")
    assert watched.quiet(), watched.complaints + watched.elsewhere


def test_an_attack_in_a_document_stays_text(browser: Browser, tmp_path: Path) -> None:
    """Guards against names that run as scripts where scripts put them into the page."""
    with served(evil_store(tmp_path)) as address:
        page = browser.new_page()
        watched = Watched(page, address)
        watched.go("/?query=tasks")
        page.wait_for_selector("#graph[data-drawn=true]")
        page.click(".things summary")
        page.locator(".things .thing").first.click()
        page.wait_for_selector("#details h3")
        assert EVIL in page.inner_text("#details h3")
        page.fill("#q", "")
        page.locator("#q").press_sequentially("script alert", delay=5)
        page.wait_for_selector("#suggestions [role=option]")
        watched.go("/documents/document:x-1")
        assert watched.quiet(), watched.complaints + watched.elsewhere
        page.close()


def test_paper_shows_the_sentences_and_not_the_buttons(watched: Watched) -> None:
    """Guards against prints without proof."""
    page = watched.page
    watched.go(ASKED)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("blockquote").first.is_visible()
    assert not page.locator("button.primary").is_visible()
    assert not page.locator(".exports").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.locator("tr.proof blockquote").first.is_visible()
