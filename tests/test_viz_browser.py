"""The interactive page in a real browser: it asks for nothing, finds without accents, and shows what proves a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.model import Edge, Evidence, Node
from queries.model import Graph
from tests.test_viz_network import HOSTILE, hostile_content
from tests.viz_sample import AS_OF, LAND, large_graph, sample_answer, sample_content
from viz.content import Content
from viz.formats import export

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
Opener = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens the page of some content; fails afterwards if it asked for anything or complained."""
    context = browser.new_context(accept_downloads=True)
    complaints: list[str] = []

    def open_(content: Content, width: int = 1300, height: int = 850, address: str = "") -> Page:
        file = tmp_path / "do-thi.html"
        file.write_bytes(export("html", content))
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(file.as_uri()) else None)
        page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(file.as_uri() + address)
        page.wait_for_selector("#panel h2")
        return page

    yield open_
    context.close()
    assert [complaint for complaint in complaints if not complaint.startswith("blob:")] == []


def _settled(page: Page) -> None:
    """Wait until the drawing has been painted."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 450))))")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("co so du lieu dat dai", "Cơ sở dữ liệu đất đai quốc gia"),
        ("ĐẤT ĐAI QUỐC", "Cơ sở dữ liệu đất đai quốc gia"),
        ("national land", "Cơ sở dữ liệu đất đai quốc gia"),
        ("06/qd-ttg", "Quyết định số 06/QĐ-TTg"),
        ("dau tien khong co", ""),
    ],
)
def test_search_finds_without_accents(opened: Opener, typed: str, found: str) -> None:
    """Guards against a search that asks for accents, for the letter đ, or for one of the two languages."""
    page = opened(sample_content())
    page.fill("#search", typed)
    options = page.locator("#found [role=option]")
    if found:
        assert found in options.first.inner_text()
    else:
        assert options.count() == 0
        assert "Không tìm thấy" in page.locator("#found").inner_text()


def test_search_by_keyboard_leads_to_evidence(opened: Opener) -> None:
    """Guards against a page that needs a mouse, and against facts without the sentence that proves them."""
    page = opened(sample_content())
    page.keyboard.press("/")
    page.keyboard.type("so suc khoe dien tu")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Tích hợp sổ sức khỏe điện tử lên ứng dụng VNeID"
    quote = page.locator("#panel blockquote").first.inner_text()
    assert quote.startswith("“Bộ Y tế chủ trì, phối hợp với Bảo hiểm xã hội Việt Nam và Bộ Công an,")
    assert "902/KH-UBND · ký tự" in page.locator("#panel figcaption").first.inner_text()
    assert "trong hạn" in page.locator("#panel .badge").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").inner_text() == "Đồ thị chỉ đạo về dữ liệu quốc gia"


def test_walking_from_a_thing_to_its_neighbour_and_back(opened: Opener) -> None:
    """Guards against relations that cannot be followed, read the wrong way round, or not be left again."""
    page = opened(sample_content(), address=f"#{LAND}")
    assert page.locator("#panel h2").inner_text() == "Cơ sở dữ liệu đất đai quốc gia"
    assert "Là điều kiện của (1)" in page.locator("#panel").inner_text()
    page.locator("#panel .walk", has_text="Kết nối dữ liệu đất đai").click()
    assert page.locator("#panel h2").inner_text().startswith("Kết nối dữ liệu đất đai")
    assert "Do cơ quan chủ trì (1)" in page.locator("#panel").inner_text()
    page.locator("#panel .back").click()
    assert page.locator("#panel h2").inner_text() == "Cơ sở dữ liệu đất đai quốc gia"
    page.locator("#panel .close").click()
    assert page.locator("#panel h2").inner_text() == "Đồ thị chỉ đạo về dữ liệu quốc gia"


def test_relation_shows_what_proves_it(opened: Opener) -> None:
    """Guards against relations without evidence or basis in the panel."""
    page = opened(sample_content(), address=f"#{LAND}")
    page.locator("#panel li", has_text="Kết nối dữ liệu đất đai").locator(".why").click()
    text = page.locator("#panel").inner_text()
    assert "Cách phụ thuộc" in text
    assert "khai thác, sử dụng" in text
    assert "Bộ Tài nguyên và Môi trường chủ trì" in page.locator("#panel blockquote").inner_text()
    page.locator("#panel .back").click()
    page.locator("#panel li", has_text="dân cư").last.locator(".why").click()
    assert "Căn cứ: Danh mục của dự án" in page.locator("#panel").inner_text()


def _pair() -> Content:
    said = Evidence("document:d", 0, 9, "câu chứng")
    nodes = (Node("agency:a", "Agency", "Mục A", mentions=(said,)), Node("document:d", "Document", "Mục D"))
    return Content("hai mục", Graph(nodes, (Edge("document:d", "agency:a", "ISSUED_BY", (said,)),)), AS_OF)


# Looks for a painted spot of a colour on the canvas: the middle of what is drawn in that colour.
_MIDDLE = """([test]) => {
  const canvas = document.querySelector("#drawing canvas");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data, width, height } = copy.getImageData(0, 0, canvas.width, canvas.height);
  const [r, g, b] = test; let [n, sx, sy] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 200 && Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 12) {
      n += 1; sx += (i / 4) % width; sy += Math.floor(i / 4 / width);
    }
  const box = canvas.getBoundingClientRect();
  return n ? [box.left + (sx / n) * (box.width / width), box.top + (sy / n) * (box.height / height)] : null;
}"""


def _middle(page: Page, colour: tuple[int, int, int]) -> tuple[float, float]:
    found = page.evaluate(_MIDDLE, [list(colour)])
    assert found, f"nothing is drawn in {colour}"
    return found[0], found[1]


def test_click_on_the_drawing_shows_the_thing_and_the_relation(opened: Opener) -> None:
    """Guards against a drawing that cannot be clicked where it is seen."""
    page = opened(_pair())
    _settled(page)
    agency, document = _middle(page, (179, 49, 44)), _middle(page, (31, 95, 168))
    page.mouse.click(*agency)
    assert page.locator("#panel h2").inner_text() == "Mục A"
    assert page.locator("#panel blockquote").inner_text() == "“câu chứng”"
    page.keyboard.press("Escape")
    _settled(page)
    # Signs stand left of the middle of their cards, the line runs from middle to middle.
    between = (agency[0] + document[0]) / 2, (agency[1] + document[1]) / 2
    for right in range(0, 120, 5):
        page.mouse.click(between[0] + right, between[1])
        if page.locator("#panel .triple").count():
            break
    assert "↓ do cơ quan ban hành" in page.locator("#panel").inner_text()
    assert page.locator("#panel blockquote").inner_text() == "“câu chứng”"
    page.mouse.click(document[0], document[1] - 250)
    assert page.locator("#panel h2").inner_text() == "hai mục"


def test_hostile_texts_are_only_shown(opened: Opener) -> None:
    """Guards against markup and scripts in names, numbers, titles and quotes, wherever they are shown."""
    page = opened(hostile_content())
    _settled(page)
    page.fill("#search", "script")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == HOSTILE
    page.locator("#panel .why").first.click()
    assert "<img src=x" in page.locator("#panel blockquote").first.inner_text()
    page.locator("#language").click()
    page.mouse.move(*_middle(page, (179, 49, 44)))
    page.wait_for_timeout(500)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#panel img, #found img, #panel a, .vis-tooltip img, .vis-tooltip a").count() == 0


def test_legend_counts_and_hides_types(opened: Opener) -> None:
    """Guards against a legend that only looks like one, and against hidden things that search cannot bring back."""
    page = opened(sample_content())
    key = page.locator("#legend [data-type=Task]")
    assert key.inner_text().split() == ["Nhiệm", "vụ", "9"]
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert "đang hiện 28 mục" in page.locator("#counts").inner_text()
    page.fill("#search", "suc khoe")
    page.keyboard.press("Enter")
    assert "đang hiện" not in page.locator("#counts").inner_text()
    page.locator("#legend summary", has_text="Loại quan hệ").click()
    page.locator("#legend [data-type=DEPENDS_ON]").click()
    assert "đang hiện 37 mục · 49 quan hệ" in page.locator("#counts").inner_text()
    page.locator("#legend .all").click()
    assert page.locator("#counts").inner_text() == "37 mục · 58 quan hệ"


def test_language_switch_changes_all_words(opened: Opener) -> None:
    """Guards against a page half in one language, half in the other."""
    page = opened(sample_content(), address=f"#{LAND}")
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "en"
    panel, legend = page.locator("#panel").inner_text(), page.locator("#legend").inner_text()
    assert "National Land Database" in panel
    assert "Is needed by (1)" in panel
    assert "uses" in panel
    assert "Database" in legend
    assert "Cơ sở dữ liệu" not in legend
    assert "items" in page.locator("#counts").inner_text()
    page.locator("#language").click()
    assert "Là điều kiện của (1)" in page.locator("#panel").inner_text()


def test_empty_graph_says_so(opened: Opener) -> None:
    """Guards against a blank page."""
    page = opened(Content("rỗng", Graph(), AS_OF))
    assert page.locator("#empty").is_visible()
    assert "Không có gì để vẽ" in page.locator("#empty").inner_text()
    assert not page.locator("#legend").is_visible()


def test_picture_can_be_saved(opened: Opener) -> None:
    """Guards against a button that does nothing, or gives a picture without ground or content."""
    page = opened(sample_answer())
    _settled(page)
    with page.expect_download() as download:
        page.locator("#png").click()
    assert download.value.suggested_filename.startswith("cac-nhiem-vu-phu-thuoc-vao-trung-tam")
    raw = Path(download.value.path()).read_bytes()
    assert raw.startswith(b"\x89PNG")
    assert len(raw) > 20_000


def test_phone_can_use_it(opened: Opener) -> None:
    """Guards against a page wider than the screen, and a panel that covers what it is about."""
    page = opened(sample_content(), 360, 740)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("#search", "bo cong an")
    page.keyboard.press("Enter")
    panel: Any = page.locator("#panel").bounding_box()
    assert page.locator("#panel h2").inner_text() == "Bộ Công an"
    assert panel["width"] == 360
    assert panel["height"] <= 740 * 0.6


def test_large_graph_answers_at_once(opened: Opener) -> None:
    """Guards against a page that hangs on thousands of nodes."""
    page = opened(Content("lớn", large_graph(5_000, 15_000), AS_OF))
    page.fill("#search", "co quan so 3")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Cơ quan số 3"
    assert "15.000 quan hệ · đang hiện" in page.locator("#counts").inner_text() or "5000 mục" in page.locator("#counts").inner_text()
