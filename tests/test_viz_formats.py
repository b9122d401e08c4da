"""The export formats: what each says, that it can be read back, and that the same content gives the same bytes."""

from __future__ import annotations

import csv
import doctest
import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

import viz.meaning
import viz.values
import viz.words
from graph.errors import QuestionError
from graph.model import Edge, Node
from graph.ontology import Label
from queries.model import Answer, Column, Graph
from tests.viz_sample import AS_OF, CENTRE, KNOWN, NOTICE, sample_answer, sample_content
from viz.content import Content
from viz.formats import export, format_named, formats, names
from viz.tasks import tasks_of
from viz.values import shown

HOSTILE = ("=1+2", "+1", "-2", "@SUM(A1)", "\tx", "\rx")


def _row_content(**cells: object) -> Content:
    """An answer of one row."""
    listed = tuple(Column(name, Label(name, name)) for name in cells)
    answer = Answer("x", Label("hỏi", "asked"), {}, listed, ({**cells, "evidence": []},))
    return Content("một dòng", Graph(), AS_OF, answer)


def _docx(content: Content) -> Any:
    return Document(io.BytesIO(export("docx", content)))


# -- discovery --
def test_formats_are_found_by_their_files() -> None:
    """Guards against a format that is not offered, or offered under another name than its module's."""
    assert {"csv", "docx", "graphml", "html", "json", "svg", "xlsx"} <= set(names())
    for name, format in formats().items():
        assert (name, format.extension) == (format.name, format.extension)
        assert "/" in format.media_type
        assert format.label.vi.strip()
        assert format.label.en.strip()
        assert format.label.vi != format.label.en


@pytest.mark.parametrize("name", ["pdf2", "", "JSON", "../json", "json.tool", "__init__"])
def test_unknown_format_is_refused_with_the_list(name: str) -> None:
    """Guards against a traceback, or an import of something else, where a format is misspelt."""
    with pytest.raises(QuestionError, match=r"csv, docx") as refused:
        export(name, sample_content())
    assert "json" in refused.value.suggestions


@pytest.mark.parametrize("module", [viz.meaning, viz.values, viz.words])
def test_examples_in_the_code_hold(module) -> None:
    """Guards against examples that no longer say what the code does."""
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


# -- the same content, the same bytes --
_DIGESTS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.viz_sample import sample_answer, sample_content
from viz.formats import export, names
for content in (sample_content(), sample_answer("en")):
    for name in names():
        print(name, hashlib.sha256(export(name, content)).hexdigest())
"""


def test_two_processes_write_the_same_bytes() -> None:
    """Guards against hash order, the time zone or the clock in a file."""
    root = str(Path(__file__).resolve().parents[1])
    outputs = []
    for seed, zone in (("1", "Asia/Ho_Chi_Minh"), ("77", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run([sys.executable, "-c", _DIGESTS, root], env=environment, capture_output=True, text=True, check=True)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    here = [f"{name} {hashlib.sha256(export(name, sample_content())).hexdigest()}" for name in names()]
    assert outputs[0].splitlines()[: len(here)] == here


@pytest.mark.parametrize("name", ["csv", "graphml", "html", "json", "svg", "xlsx", "docx"])
def test_order_of_the_graph_does_not_show(name: str) -> None:
    """Guards against a store that lists nodes in another order giving another file."""
    content = sample_content()
    chance = random.Random(3)
    nodes, edges = list(content.graph.nodes), list(content.graph.edges)
    chance.shuffle(nodes)
    chance.shuffle(edges)
    assert export(name, replace(content, graph=Graph(tuple(nodes), tuple(edges)))) == export(name, content)


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_office_files_carry_no_clock(name: str) -> None:
    """Guards against timestamps that differ from run to run."""
    with zipfile.ZipFile(io.BytesIO(export(name, sample_content()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode("utf8")
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2024-08-01T00:00:00Z"}


@pytest.mark.parametrize("name", ["csv", "docx", "graphml", "html", "json", "xlsx"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_format_takes_every_content(name: str, language: str) -> None:
    """Guards against a crash on empty graphs, empty answers, dangling edges and characters that XML cannot hold."""
    odd = Node("task:x", "Task", "a\x0cb\x00c\ufffe", properties={"text": "việc\x0b <b>", "due_on": "không phải ngày"})
    dangling = Edge("task:x", "agency:nowhere", "LED_BY", (), {"basis": "x\x01"})
    empty = Answer("dependents", Label("gì", "what"), {}, sample_answer().answer.columns, ())  # type: ignore[union-attr]
    contents = (
        Content("", Graph(), AS_OF, None, language),
        Content("rỗng", Graph(), AS_OF, empty, language),
        Content("lạ \x0c", Graph((odd,), (dangling,)), AS_OF, None, language),
    )
    for content in contents:
        assert export(name, content)


# -- JSON --
def test_json_is_read_back_by_networkx() -> None:
    """Guards against a graph that comes back undirected, or without its parallel edges and properties."""
    content = sample_content()
    data = json.loads(export("json", content))
    graph = nx.node_link_graph(data, edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(content.graph.nodes), len(content.graph.edges))
    assert graph.nodes[CENTRE]["name"] == "Trung tâm dữ liệu quốc gia"
    assert [d["how"] for _, _, d in graph.in_edges(CENTRE, data=True) if d["type"] == "DEPENDS_ON"] == ["carries_out", "uses"]


def test_json_holds_the_whole_model_in_order() -> None:
    """Guards against facts lost on the way out, and against an order that depends on the input."""
    content = sample_content()
    data = json.loads(export("json", content))
    assert tuple(map(Node.from_dict, data["nodes"])) == content.graph.nodes
    assert tuple(map(Edge.from_dict, data["edges"])) == content.graph.edges
    assert [node["id"] for node in data["nodes"]] == sorted(node["id"] for node in data["nodes"])
    assert set(data) == {"directed", "multigraph", "nodes", "edges"}


# -- CSV --
def _read_csv(content: Content) -> list[list[str]]:
    raw = export("csv", content)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def test_csv_of_an_answer() -> None:
    """Guards against columns without values, codes in place of words, and rows without what proves them."""
    head, *rows = _read_csv(sample_answer())
    assert head == ["Đối tượng phụ thuộc", "Loại", "Quan hệ", "Số bước", "Chủ trì", "Thời hạn", "Thời hạn theo văn bản", "Tình trạng",
                    "Văn bản giao", "Văn bản", "Trích dẫn"]  # fmt: skip
    assert len(rows) == 2
    by_day = {row[5]: row for row in rows}
    assert by_day["2024-07-31"][7] == "quá hạn"
    assert "Bộ Công an chủ trì" in by_day["2024-07-31"][10]


def test_csv_speaks_english() -> None:
    """Guards against Vietnamese words in an English table where the graph knows English ones."""
    head, *rows = _read_csv(sample_answer("en"))
    assert head[:2] == ["Dependent", "Type"]
    assert {row[1] for row in rows} == {"Task"}
    assert {row[7] for row in rows} == {"overdue", "in time"}
    assert "Ministry of Public Security" in {row[4] for row in rows}


def test_csv_of_a_graph_lists_its_nodes() -> None:
    """Guards against a nodes table whose columns are not the names of the JSON export."""
    head, *rows = _read_csv(sample_content())
    assert head[:5] == ["id", "type", "name", "name_en", "aliases"]
    assert len(rows) == len(sample_content().graph.nodes)
    notice = dict(zip(head, next(row for row in rows if row[0] == NOTICE), strict=True))
    assert (notice["number"], notice["issued_on"], notice["due_on"]) == ("901/TB-VPCP", "2024-05-10", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_runs_no_formula(text: str) -> None:
    """Guards against a cell that a spreadsheet runs when the file is opened."""
    _, row = _read_csv(_row_content(a=text, b='x,y\n"z"'))
    assert row[:2] == [f"'{text}", 'x,y\n"z"']


def test_csv_keeps_negative_numbers() -> None:
    """Guards against numbers made texts by the care taken with formulas."""
    assert _read_csv(_row_content(a=-5, b=0.25, c=3.0, d=True))[1][:4] == ["-5", "0.25", "3", "true"]


# -- GraphML --
def test_graphml_is_read_back() -> None:
    """Guards against edge ids that are not unique, attributes of two types, and lost text."""
    content = sample_content()
    raw = export("graphml", content)
    graph = nx.read_graphml(io.BytesIO(raw))
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(content.graph.nodes), len(content.graph.edges))
    assert graph.nodes[NOTICE]["label"] == "Thông báo số 901/TB-VPCP"
    values = [data["value"] for _, data in graph.nodes(data=True) if "value" in data]
    assert sorted(values) == [70.0, 80.0, 92.5, 55250000.0, 61400000.0]
    ids = re.findall(r'<edge [^>]*id="([^"]+)"', raw.decode("utf8"))
    assert len(set(ids)) == len(content.graph.edges)
    for kind in ("node", "edge"):
        declared = re.findall(rf'for="{kind}" attr.name="([^"]+)"', raw.decode("utf8"))
        assert len(declared) == len(set(declared))


# -- Excel --
def _sheets(content: Content) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(export("xlsx", content)))


def test_workbook_of_an_answer() -> None:
    """Guards against dates as text, lost filters, and source numbers that lead nowhere."""
    book = _sheets(sample_answer())
    assert book.sheetnames == ["Kết quả", "Nguồn", "Mục", "Quan hệ", "Thông tin"]
    sheet = book["Kết quả"]
    head = [cell.value for cell in sheet[1]]
    due = sheet.cell(2, head.index("Thời hạn") + 1)
    assert isinstance(due.value, datetime)
    assert due.number_format == "dd/mm/yyyy"
    assert isinstance(sheet.cell(2, head.index("Số bước") + 1).value, int)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:J{sheet.max_row}"
    sources = list(book["Nguồn"].iter_rows(min_row=2, values_only=True))
    cited = {int(n) for row in sheet.iter_rows(min_row=2) for n in re.findall(r"\d+", str(row[-1].value))}
    assert cited == {row[0] for row in sources} == set(range(1, len(sources) + 1))
    assert any(row[2] == f"Căn cứ: {KNOWN}" for row in sources)
    assert all(re.match(r"ký tự \d+–\d+$", str(row[3])) for row in sources if row[1])


def test_workbook_of_a_graph_begins_with_its_tasks() -> None:
    """Guards against an export of the graph that tells no deadlines."""
    book = _sheets(sample_content("en"))
    assert book.sheetnames == ["Tasks", "Sources", "Items", "Relations", "About"]
    assert book["Tasks"].max_row == 10
    assert book["Items"].max_row == len(sample_content().graph.nodes) + 1
    assert book["Relations"].max_row == len(sample_content().graph.edges) + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_workbook_runs_no_formula(text: str) -> None:
    """Guards against a text that is stored as a formula, or becomes one when its cell is edited."""
    cell = _sheets(_row_content(a=text))["Kết quả"]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.strip() == text.strip()


def test_workbook_cuts_what_a_cell_cannot_hold() -> None:
    """Guards against a file that Excel offers to repair."""
    value = _sheets(_row_content(a="x" * 40_000))["Kết quả"]["A2"].value
    assert len(value) == 32_767
    assert value.endswith("…")


# -- the briefing --
def _texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_briefing_of_an_answer() -> None:
    """Guards against a briefing without the question, the count, the table or what proves it."""
    document = _docx(sample_answer())
    texts = _texts(document)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["1. Câu hỏi", "2. Tóm tắt", "3. Kết quả", "4. Nguồn trích dẫn"]
    assert "Các nhiệm vụ phụ thuộc vào Trung tâm dữ liệu quốc gia" in texts
    assert "Điều kiện: đối tượng: Trung tâm dữ liệu quốc gia; loại: Nhiệm vụ." in texts
    assert "Số kết quả: 2." in texts
    assert "Theo thời hạn, trong 2 nhiệm vụ: 1 quá hạn, 1 trong hạn." in texts
    assert any("01/08/2024" in text for text in texts)
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["STT", "Đối tượng phụ thuộc", "Quan hệ", "Chủ trì", "Thời hạn", "Tình trạng",
                                                           "Văn bản giao", "Nguồn"]  # fmt: skip
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    late = next(row for row in rows if row[5] == "quá hạn")
    assert late[3] == "Bộ Công an\nPhối hợp: Bộ Thông tin và Truyền thông"
    assert late[4] == "31/07/2024\ntrước ngày 31/7/2024"


def test_briefing_leads_from_rows_to_quotes() -> None:
    """Guards against numbers in the table that no source has, and quotes that are not marked as such."""
    document = _docx(sample_answer())
    body = document.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links == marks
    assert len(marks) == 3
    sources = [p.text for p in document.paragraphs if p.style.name == "Source"]
    assert all(text.startswith(f"[{n}]\t") for n, text in enumerate(sources, 1))
    quoted = [text for text in sources if "“" in text]
    assert len(quoted) == 2
    assert all(re.search(r"“.+” — 901/TB-VPCP, ký tự \d+–\d+$", text) for text in quoted)
    assert f"[2]\tCăn cứ: {KNOWN}" in sources


def test_briefing_follows_the_rules_of_vietnamese_offices() -> None:
    """Guards against margins, letters and page numbers that an office would have to correct by hand."""
    for content in (sample_answer(), sample_content()):
        document = _docx(content)
        normal = document.styles["Normal"]
        assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(13))
        assert {fonts.get(qn("w:eastAsia")) for fonts in normal.element.iter(qn("w:rFonts"))} == {"Times New Roman"}
        for section in document.sections:
            assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
            assert 20 <= round(section.top_margin.mm) <= 25
            assert 20 <= round(section.bottom_margin.mm) <= 25
            assert 30 <= round(section.left_margin.mm) <= 35
            assert 15 <= round(section.right_margin.mm) <= 20
        fields = document.sections[0].header._element.iter(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE"]
        assert document.sections[0].different_first_page_header_footer
        assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"vi-VN"}


def test_briefing_tables_can_be_read_aloud_and_across_pages() -> None:
    """Guards against tables without a description, whose head is lost on the second page, or that run off the paper."""
    document = _docx(sample_content())
    assert document.tables
    for table in document.tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblDescription")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    wide = document.tables[-1]
    section = document.sections[-1]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(cell.width for cell in wide.rows[1].cells) <= room + Pt(1)


def test_briefing_of_a_graph() -> None:
    """Guards against a plain export without the tasks, their deadlines as of the day, and the documents that say most."""
    document = _docx(sample_content())
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["1. Tóm tắt", "2. Văn bản chính", "3. Nhiệm vụ", "4. Nguồn trích dẫn"]
    assert "Theo thời hạn, trong 9 nhiệm vụ: 2 quá hạn, 2 sắp đến hạn (trong 30 ngày), 3 trong hạn, 2 không nêu thời hạn." in _texts(
        document
    )
    types, documents, tasks = document.tables
    assert ("Nhiệm vụ", "9") in [tuple(cell.text for cell in row.cells) for row in types.rows]
    assert [row.cells[0].text for row in documents.rows[1:]] == ["902/KH-UBND", "901/TB-VPCP", "903/BC-BCA"]
    assert len(tasks.rows) == 10


def test_briefing_in_english() -> None:
    """Guards against a briefing in two languages."""
    document = _docx(sample_answer("en"))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["1. Question", "2. Summary", "3. Result", "4. Sources"]
    cells = {cell.text for row in document.tables[0].rows for cell in row.cells}
    assert {"Lead", "overdue", "31 July 2024\ntrước ngày 31/7/2024"} <= cells
    assert any("Ministry of Public Security" in text for text in cells)


def test_briefing_of_nothing_says_so() -> None:
    """Guards against an empty table where there is no answer."""
    answer = Answer("dependents", Label("Gì đó", "Something"), {}, sample_answer().answer.columns, ())  # type: ignore[union-attr]
    document = _docx(Content("Gì đó", Graph(), AS_OF, answer))
    assert "Không có kết quả nào phù hợp." in _texts(document)
    assert not document.tables


# -- rows of tasks --
def test_tasks_of_a_graph_have_roles_and_standing() -> None:
    """Guards against a lead among the helpers, and against deadlines told for another day."""
    answer = tasks_of(sample_content().graph, AS_OF)
    assert [row["status_code"] for row in answer.rows] == ["overdue"] * 2 + ["due_soon"] * 2 + ["open"] * 3 + ["undated"] * 2
    row = next(row for row in answer.rows if row["task"].startswith("Tích hợp sổ sức khỏe"))
    assert (row["lead"], row["coordinating"]) == ("Bộ Y tế", "Bảo hiểm xã hội Việt Nam; Bộ Công an")
    assert (row["document"], row["due_on"]) == ("902/KH-UBND", "2024-09-30")
    assert [item["document_name"] for item in row["evidence"]] == ["902/KH-UBND"]
    assert set(row) >= {column.name for column in answer.columns}


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("2024-02-29", "29/02/2024", "29 February 2024"),
        ("2023-02-29", "2023-02-29", "2023-02-29"),
        ("2024", "2024", "2024"),
        (2024, "2024", "2024"),
        (1234567.5, "1.234.567,5", "1,234,567.5"),
        (-78500000.0, "-78.500.000", "-78,500,000"),
        (True, "có", "yes"),
        (None, "", ""),
        (["a", 2], "a; 2", "a; 2"),
    ],
)
def test_values_for_people(value: object, vietnamese: str, english: str) -> None:
    """Guards against days that do not exist, years with points in them, and numbers in the way of the other language."""
    assert (shown(value, "vi"), shown(value, "en")) == (vietnamese, english)


def test_formats_load_their_libraries_only_when_asked() -> None:
    """Guards against a command line that waits for Word and Excel before it can print a table."""
    code = "import sys, viz.formats as f; f.names(); print([m for m in ('docx', 'openpyxl', 'pyvis', 'networkx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).resolve().parents[1])
    assert done.stdout.strip() == "[]"
    assert format_named("json").extension == "json"
