"""The counting of what the extraction finds against annotations.

Guards against figures that flatter or blame the extraction wrongly: matches that are too easy or too strict, counts that differ
from the reference scorer's, annotations that are silently not scored.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from api.cli import run
from graph.errors import InputError
from graph.model import Edge, Evidence, Node
from graph.registry import registry
from graph.store import open_store
from loaders.evaluation.forms import form
from loaders.evaluation.gold import Gold
from loaders.evaluation.reading import read_gold
from loaders.evaluation.running import evaluate
from loaders.evaluation.said import Said
from loaders.evaluation.scoring import score
from loaders.evaluation.tally import Tally, totals
from loaders.pipeline import extract
from loaders.readers import read
from tests.extraction import official

ROOT = Path(__file__).resolve().parents[1]
PROOF = (Evidence("document:d", 0, 4, "Giao"),)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“Đề án 06”", "đề án 06.", True),
        ("02–KH/BCĐTW", "02-kh/bcđtw", True),
        ("Uỷ ban  nhân dân", "ủy ban nhân dân", True),
        ("CSDL đất đai", "Cơ sở dữ liệu đất đai", True),
        ("CSDLQG về đất đai", "cơ sở dữ liệu quốc gia về đất đai", False),
        ("Bộ Công an", "Bộ Công an tỉnh", False),
        ("Bộ Y tế", "Bo Y te", False),
    ],
)
def test_forms(one: str, other: str, same: bool) -> None:
    """Guards against a miss for another way of writing, and a hit for another name."""
    assert (form(one) == form(other)) is same


def gold(tmp_path: Path, text: str) -> Gold:
    """An annotation from its YAML."""
    path = tmp_path / "d.yaml"
    path.write_text(textwrap.dedent(text), "utf8")
    return read_gold(path)


def node(id: str, type: str, name: str, quote: str = "Giao", aliases: tuple[str, ...] = (), **properties: Any) -> Node:
    """A mentioned node."""
    return Node(id, type, name, "", aliases, (Evidence("document:d", 0, len(quote), quote),) if quote else (), properties)


DOCUMENT = node("document:d", "Document", "Thông báo", kind="notice", number="9901/TB-VPCP")
ARTICLE = node("document:a", "Document", "Tin vắn", kind="article")
HEALTH = node("agency:bo-y-te", "Agency", "Bộ Y tế", aliases=("BYT",))
POLICE = node("agency:bo-cong-an", "Agency", "Bộ Công an")
ALL = node("agency:cac-bo", "Agency", "Các bộ", kind="group")
UNSEEN = node("agency:bo-tai-chinh", "Agency", "Bộ Tài chính", quote="")
LAND = node("database:dat-dai", "Database", "Cơ sở dữ liệu quốc gia về đất đai")
LIST = node("task:1", "Task", "Lập danh mục", "giao Bộ Y tế lập danh mục dùng chung", text="lập danh mục dùng chung", due_on="2026-07-31")
LINK = node("task:2", "Task", "Kết nối", "kết nối dữ liệu", text="kết nối dữ liệu")


def edge(source: Node, type: str, target: Node) -> Edge:
    """A proven relation."""
    return Edge(source.id, target.id, type, PROOF)


EDGES = (
    edge(DOCUMENT, "ASSIGNS", LIST),
    edge(LIST, "LED_BY", HEALTH),
    edge(LIST, "COORDINATED_WITH", POLICE),
    edge(LIST, "COORDINATED_WITH", ALL),
    edge(LIST, "DEPENDS_ON", LAND),
)
FACTS = Said((DOCUMENT, ARTICLE, HEALTH, POLICE, ALL, UNSEEN, LAND, LIST, LINK), EDGES)


@pytest.mark.parametrize(
    ("text", "section", "counts", "comment"),
    [
        ("documents: [9901/TB-VPCP]", "documents", (1, 0, 0), "the article itself, without a number, is no document"),
        ("documents: [9902/TB-VPCP]", "documents", (0, 1, 1), "another number"),
        ("agencies: [byt, Bộ Công an]", "agencies", (2, 0, 0), "an alias is a name; a group and an unmentioned body are not counted"),
        ("agencies: ['Bộ Nội vụ|Bộ Y tế']", "agencies", (1, 1, 0), "either name; what nobody annotated is wrong"),
        ("agencies: [{name: Bộ Y tế, optional: true}]", "agencies", (0, 1, 0), "what is optional counts neither way"),
        ("agencies: []\nagencies_optional: [Bộ Y tế, Bộ Công an]", "agencies", (0, 0, 0), "names that may stand"),
        ("agencies: [Bộ Nội vụ]\npartial: [agencies]", "agencies", (0, 0, 1), "of a sample, only what is missed counts"),
        ("tasks: [{id: a, anchor: lập danh mục}]", "tasks", (1, 1, 0), "the second task is wrong"),
        ("tasks: [{id: a, anchor: lập danh mục}, {id: b, anchor: danh mục dùng chung}]", "tasks", (1, 1, 1), "a node is one task only"),
        ("tasks: [{id: a, anchor: [không có, KẾT NỐI]}]", "tasks", (1, 1, 0), "any anchor, in any case"),
        ("tasks: [{id: a, anchor: dữ liệu, optional: true}]", "tasks", (0, 1, 0), "an optional task"),
        (
            "tasks: [{id: a, anchor: danh mục, lead: Bộ Y tế, with: Bộ Công an, by: 9901/TB-VPCP, due: 2026-07-31}]",
            "task_fields",
            (4, 0, 0),
            "",
        ),
        ("tasks: [{id: a, anchor: danh mục, lead: Bộ Công an}]", "task_fields", (0, 3, 1), "wrong lead; partner and deadline nobody gave"),
        ("tasks: [{id: a, anchor: danh mục, lead_ok: BYT, with_ok: [Bộ Công an], due_ok: 2026-07-31}]", "task_fields", (0, 0, 0), "fair"),
        (
            "tasks: [{id: a, anchor: danh mục, needs: quốc gia về đất đai, lead: BYT, with: Bộ Công an}]",
            "task_fields",
            (3, 1, 0),
            "part of it",
        ),
        (
            "tasks: [{id: a, anchor: danh mục, makes: CSDL quốc gia về đất đai, with_ok: Bộ Công an, lead_ok: BYT}]",
            "task_fields",
            (0, 1, 1),
            "",
        ),
        ("tasks: [{id: a, anchor: không có, lead: Bộ Y tế, due: 2026-07-31}]", "task_fields", (0, 0, 2), "fields of a missed task"),
        ("task_count: [1, 2]", "task_count", (2, 0, 0), ""),
        ("task_count: [3, 4]", "task_count", (2, 0, 1), ""),
        ("task_count: [0, 1]", "task_count", (1, 1, 0), ""),
        ("relations: [[lập danh mục, 'LED_BY|SUBMITTED_TO', Bộ Y tế]]", "relations", (1, 0, 0), "either type"),
        ("relations: [[Bộ Y tế, LED_BY, lập danh mục]]", "relations", (0, 0, 1), "the wrong way round"),
    ],
)
def test_counts(tmp_path: Path, text: str, section: str, counts: tuple[int, int, int], comment: str) -> None:
    """Guards each rule of the annotation guide: right, wrong and missed."""
    if section == "relations":
        text = text.replace("lập danh mục", "Lập danh mục")
    tally = score(gold(tmp_path, text), FACTS)[section]
    assert (tally.tp, tally.fp, tally.fn) == counts, comment or text


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        ("{value: 80, unit: '%', anchor: hồ sơ trực tuyến, due: 2026-12-31}", (1, 0, 0)),
        ("{value: 80, unit: '%', anchor: hồ sơ trực tuyến}", (1, 0, 0)),
        ("{value: 81, unit: '%', anchor: hồ sơ trực tuyến}", (0, 1, 1)),
        ("{value: 80, unit: hồ sơ, anchor: hồ sơ trực tuyến}", (1, 0, 0)),
        ("{value: 80, unit: '%', anchor: hồ sơ giấy}", (0, 1, 1)),
        ("{value: 80, unit: '%', anchor: hồ sơ trực tuyến, due: 2027-12-31}", (0, 1, 1)),
        ("{value: 80, unit: '%', anchor: hồ sơ trực tuyến, optional: true}", (0, 0, 0)),
    ],
)
def test_values(tmp_path: Path, wanted: str, counts: tuple[int, int, int]) -> None:
    """Guards against a value that counts for another number, place or day."""
    target = node("target:1", "Target", "80%", "80% hồ sơ trực tuyến", value=80, unit="%", due_on="2026-12-31")
    tally = score(gold(tmp_path, f"targets: [{wanted}]"), Said((target,), ()))["targets"]
    assert (tally.tp, tally.fp, tally.fn) == counts


def test_a_percentage_is_not_a_number_of_things(tmp_path: Path) -> None:
    """Guards against 80 files for 80%."""
    target = node("target:1", "Target", "80 hồ sơ", "80 hồ sơ", value=80, unit="hồ sơ")
    assert score(gold(tmp_path, "targets: [{value: 80, unit: '%', anchor: hồ sơ}]"), Said((target,), ()))["targets"].tp == 0


def test_one_thing_in_two_nodes_is_wrong_once(tmp_path: Path) -> None:
    """Guards against a failed resolution that counts as two hits."""
    twin = node("agency:byt", "Agency", "BYT")
    tally = score(gold(tmp_path, "agencies: ['Bộ Y tế|BYT']"), Said((HEALTH, twin), ()))["agencies"]
    assert (tally.tp, tally.fp, tally.fn) == (1, 1, 0)


def test_a_complete_list_of_relations_makes_others_wrong(tmp_path: Path) -> None:
    """Guards against invented relations that cost nothing, and against blaming those of the registry."""
    law = node("document:l", "Document", "Luật Dữ liệu", number="60/2024/QH15")
    told = edge(DOCUMENT, "BASED_ON", law)
    known = Edge(law.id, DOCUMENT.id, "AMENDS", (), {"basis": "Luật"})
    facts = Said((DOCUMENT, law), (told, known))
    assert score(gold(tmp_path, "relations: []"), facts)["relations"].fp == 0
    tally = score(gold(tmp_path, "relations: []\nrelations_complete: true"), facts)["relations"]
    assert (tally.fp, tally.extra) == (1, ("Thông báo BASED_ON Luật Dữ liệu",))
    fair = "relations: []\nrelations_complete: true\nrelations_optional: [[9901/TB-VPCP, BASED_ON, Luật Dữ liệu]]"
    assert score(gold(tmp_path, fair), facts)["relations"].fp == 0


def test_only_annotated_sections_are_scored(tmp_path: Path) -> None:
    """Guards against blame for what nobody looked at."""
    assert list(score(gold(tmp_path, "agencies: []\ntasks: []"), FACTS)) == ["agencies", "tasks", "task_fields"]


def test_totals() -> None:
    """Guards against a total of things that are not alike, and figures that divide by nothing."""
    counted = totals([{"agencies": Tally(1, 0, 1), "tasks": Tally(2)}, {"task_count": Tally(50), "agencies": Tally(1, 2, 0)}])
    assert list(counted) == ["agencies", "tasks", "task_count", "entities", "all"]
    assert counted["entities"] == Tally(2, 2, 1)
    assert counted["all"] == Tally(4, 2, 1)
    assert (Tally().precision, Tally().recall, Tally().f1) == (1, 1, 1)
    assert (Tally(fn=1).f1, Tally(1, 1, 1).f1) == (0, 0.5)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("agencies: [a\ntasks: [", "dòng 2", "YAML"),
        ("agencies:\n  - 06", "dòng 2", "ngoặc kép"),
        ("agencies: Bộ Y tế", "dòng 1", "danh sách"),
        ("agencies: []\n\nagencies: []", "dòng 3", "hai lần"),
        ("tasks:\n  - id: a", "dòng 2", "thiếu anchor"),
        ("tasks:\n  - {id: a, anchor: ''}", "dòng 2", "anchor"),
        ("tasks:\n  - id: a\n    anchor: b\n    due: 2026-02-30", "dòng 4", "ngày"),
        ("tasks:\n  - id: a\n    anchor: b\n    due: tháng 7", "dòng 4", "ngày"),
        ("tasks:\n  - id: a\n    anchor: b\n    optional: có", "dòng 4", "true"),
        ("targets:\n  - {value: 80%, anchor: b}", "dòng 2", "số"),
        ("relations:\n  - [a, LED_BY]", "dòng 2", "quan hệ"),
        ("task_count: [5, 3]", "dòng 1", "task_count"),
        ("- a", "dòng 1", "khóa"),
        ("", "", "khóa"),
    ],
)
def test_a_broken_annotation_is_named_with_its_line(tmp_path: Path, text: str, place: str, reason: str) -> None:
    """Guards against an annotation that is half read, and a message that leaves one searching."""
    with pytest.raises(InputError) as caught:
        gold(tmp_path, text)
    assert caught.value.source.endswith("d.yaml")
    assert caught.value.place == place
    assert reason in caught.value.reason


def test_what_is_passed_over_is_told(tmp_path: Path) -> None:
    """Guards against a mistyped key or relation that is never scored, without a word."""
    found = gold(tmp_path, "agency: [Bộ Y tế]\nrelations:\n  - [a, 'LED_BY|LEADS', b]")
    assert found.notes == ("dòng 1: bỏ qua khóa lạ 'agency'", "dòng 3: không có loại quan hệ 'LEADS'")


# -- folders --


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of annotations and one of texts, each with one that fits."""
    annotations, texts = tmp_path / "gold", tmp_path / "texts"
    annotations.mkdir()
    (texts / "a").mkdir(parents=True)
    (texts / "a" / "one.md").write_text(official("Thủ tướng Chính phủ yêu cầu:\n\n1. Bộ Y tế lập danh mục dùng chung."), "utf8")
    (annotations / "one.yaml").write_text(
        "agencies: [Bộ Y tế]\npartial: [agencies]\ntasks: [{id: a, anchor: lập danh mục, lead: Bộ Y tế}]", "utf8"
    )
    return annotations, texts


def test_texts_are_found_by_name(folders: tuple[Path, Path]) -> None:
    """Guards against an annotation scored against another text: by `source` first, then by its own name."""
    annotations, texts = folders
    shutil.copy(texts / "a" / "one.md", texts / "two.md")
    (annotations / "other.yaml").write_text("source: ../x/two.md\nagencies: [Bộ Y tế]", "utf8")
    (annotations / "notes.yaml").write_text("- không phải chú giải", "utf8")
    found = evaluate(annotations, texts)
    assert [(d.name, d.text) for d in found.documents] == [("one", "one.md"), ("other", "two.md")]
    assert found.total["agencies"].fn == found.total["tasks"].fn == 0
    assert not found.failures
    assert "notes.yaml" in found.notes[0]


def test_two_texts_of_one_name_are_told_apart_or_refused(folders: tuple[Path, Path]) -> None:
    """Guards against a choice left to the order of the folder."""
    annotations, texts = folders
    (texts / "b").mkdir()
    shutil.copy(texts / "a" / "one.md", texts / "b" / "one.md")
    (failure,) = evaluate(annotations, texts).failures
    assert "one.md" in failure.reason
    (annotations / "one.yaml").write_text("source: ../texts/b/one.md\nagencies: [Bộ Y tế]\npartial: [agencies]", "utf8")
    assert not evaluate(annotations, texts).failures


def test_what_fails_stops_nothing_else(folders: tuple[Path, Path]) -> None:
    """Guards against one bad file that hides the rest; an unreadable text counts as missed, a missing one not at all."""
    annotations, texts = folders
    (texts / "empty.txt").write_bytes(b"")
    for name, text in (("empty", "agencies: [Bộ Y tế]"), ("gone", "agencies: [Bộ Y tế]"), ("broken", "agencies: [")):
        (annotations / f"{name}.yaml").write_text(text, "utf8")
    found = evaluate(annotations, texts)
    assert [Path(failure.source).name for failure in found.failures] == ["broken.yaml", "empty.txt", "gone.yaml"]
    assert [document.name for document in found.documents] == ["empty", "one"]
    assert found.total["agencies"] == Tally(1, 0, 1, ("Bộ Y tế",))


def test_one_text_does_not_colour_another(tmp_path: Path) -> None:
    """Guards against facts of one document that count for the next."""
    alone = [
        evaluate(ROOT / "tests" / "gold" / f"{path.stem}.yaml", path).documents[0] for path in sorted((ROOT / "samples").glob("0[1-3]*"))
    ]
    together = evaluate(ROOT / "tests" / "gold", ROOT / "samples")
    assert tuple(alone) == together.documents[:3]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 0, ""),
        (["--min-f1", "tasks=0.9", "--min-f1", "agencies=1"], 0, ""),
        (["--min-f1", "task_fields=1"], 0, ""),
        (["--min-f1", "targets=0.5"], 1, "targets"),
        (["--min-f1", "words=0.5"], 2, "words"),
        (["--min-f1", "tasks=90"], 2, "90"),
        (["--min-f1", "tasks"], 2, "tasks"),
    ],
)
def test_the_command_says_whether_all_is_well(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    """Guards against a check in CI that passes whatever happens."""
    assert run(["evaluate", *map(str, folders), *arguments]) == status
    assert said in capsys.readouterr().err


def test_the_command_fails_where_a_figure_is_too_low_and_says_what_was_missed(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Guards against a low figure that nobody can act on."""
    annotations, texts = folders
    (annotations / "one.yaml").write_text("agencies: [Bộ Y tế, Bộ Xây dựng]\npartial: [agencies]", "utf8")
    assert run(["evaluate", str(annotations), str(texts), "--min-f1", "agencies=0.9", "--lang", "en"]) == 1
    captured = capsys.readouterr()
    assert "agencies: F1 0.6667 is below 0.9" in captured.err
    assert "one: Bộ Xây dựng" in captured.out
    assert run(["evaluate", str(annotations), str(texts), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["total"]["agencies"]["missed"] == ["Bộ Xây dựng"]
    assert told["documents"][0]["sections"]["agencies"]["f1"] == 0.6667


# -- beside the reference scorer --


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    """The scorer that came with the reference annotations."""
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("which", ["shared", "samples"])
def test_figures_agree_with_the_reference_scorer(scorer: ModuleType, shared: Path, which: str) -> None:
    """Guards against figures of our own making: every number of every document is that of the reference scorer."""
    if which == "shared":
        annotations, texts = shared / "gold", shared / "corpus"
    else:
        annotations, texts = ROOT / "tests" / "gold", ROOT / "samples"
    found = evaluate(annotations, texts)
    assert not found.failures
    total: dict[str, Any] = {}
    with open_store(":memory:") as store:
        store.write(registry().bundle())
        for document in found.documents:
            (path,) = texts.rglob(document.text)
            bundle = extract(read(path), path.name, path.name)
            store.write(bundle)
            exported = {"nodes": [n.as_dict() for n in store.nodes()], "edges": [e.as_dict() for e in store.all_edges()]}
            store.withdraw(bundle.document)
            wanted = scorer.score(yaml.safe_load((annotations / f"{document.name}.yaml").read_text("utf8")), exported)
            assert {section: rounded(tally) for section, tally in document.sections.items()} == {k: v.row() for k, v in wanted.items()}
            for section, tally in wanted.items():
                total.setdefault(section, scorer.Tally()).add(tally)
    assert len(found.documents) >= 9
    assert {section: rounded(found.total[section]) for section in total} == {section: tally.row() for section, tally in total.items()}


def rounded(tally: Tally) -> dict[str, float]:
    """A tally as the reference scorer shows it."""
    figures = {"p": round(tally.precision, 3), "r": round(tally.recall, 3), "f1": round(tally.f1, 3)}
    return figures | {"tp": tally.tp, "fp": tally.fp, "fn": tally.fn}
