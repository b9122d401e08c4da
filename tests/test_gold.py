"""The hand-made annotations must really belong to the sample texts, and the samples must show the whole ontology.

Guards against anchors that were mistyped (they would count as misses of the extraction), gold files without a sample and the
reverse, dates written the Vietnamese way, relation types that the ontology does not know, and text taken over from elsewhere.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.ontology import ontology

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
GOLD = ROOT / "tests" / "gold"
CORPUS = ROOT.parent / "shared" / "corpus"
SOURCES = sorted(p for p in SAMPLES.iterdir() if p.suffix in {".md", ".txt", ".html"} and p.stem != "README")
FILES = sorted(p for p in GOLD.glob("*.yaml") if p.name != "questions.yaml")
# what the annotations say in other words than a relation: `by`, targets and measurements, mere mentions
IMPLIED = {"CITES", "ASSIGNS", "SETS", "REPORTS", "OF"}
FIELDS = {"lead": "LED_BY", "with": "COORDINATED_WITH", "to": "SUBMITTED_TO", "makes": "PRODUCES", "needs": "DEPENDS_ON"}
SECTIONS = {
    "documents": "Document",
    "agencies": "Agency",
    "programmes": "Programme",
    "databases": "Database",
    "platforms": "Platform",
    "tasks": "Task",
    "targets": "Target",
    "measurements": "Measurement",
}
NAMED = ("documents", "agencies", "programmes", "databases", "platforms")


def plain(text: str) -> str:
    """The words of a text without markup, in one case and with single spaces."""
    text = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", text)
    text = re.sub(r"(?s)<[^>]+>", " ", text)
    text = unicodedata.normalize("NFC", html.unescape(text))
    text = re.sub(r"[*#|_]+", " ", text)
    return re.sub(r"\s+", " ", text).casefold().strip()


def read(path: Path) -> dict[str, Any]:
    """One gold file."""
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def name_of(item: str | dict[str, Any]) -> str:
    """The names of an annotated entity, joined by '|'."""
    return item if isinstance(item, str) else str(item["name"])


def anchors(gold: dict[str, Any]) -> Iterator[str]:
    """Every anchor of a gold file."""
    for section in ("tasks", "targets", "measurements"):
        for item in gold.get(section) or []:
            yield from item["anchor"] if isinstance(item["anchor"], list) else [item["anchor"]]


def test_every_sample_is_annotated_and_every_annotation_has_its_sample() -> None:
    """A sample without gold is never scored; a gold file without sample scores nothing."""
    named = {(p.parent / read(p)["source"]).resolve() for p in FILES}
    assert named == {p.resolve() for p in SOURCES}
    assert {p.stem for p in FILES} == {p.stem for p in SOURCES}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_anchors_stand_in_the_text(path: Path) -> None:
    """A mistyped anchor would be counted against the extraction."""
    gold = read(path)
    text = plain((path.parent / gold["source"]).read_text("utf-8"))
    assert [a for a in anchors(gold) if plain(a) not in text] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_ids_dates_and_relations_are_well_formed(path: Path) -> None:
    """Ids repeat after copying a line; a date in quotes or an invented relation type never matches."""
    gold = read(path)
    ids = [t["id"] for t in gold["tasks"]]
    assert len(ids) == len(set(ids))
    assert isinstance(gold["published"], date)
    dues = [t["due"] for t in gold["tasks"] + gold["targets"] if "due" in t]
    assert [d for d in dues if not isinstance(d, date)] == []
    known = set(ontology().relations)
    for source, kinds, target in gold["relations"] + (gold.get("relations_optional") or []):
        assert set(kinds.split("|")) <= known, (source, kinds, target)


def test_named_things_are_really_named() -> None:
    """An entity that the text never names cannot be found in it: one of its names must stand there (laws may stand by number only)."""
    absent = []
    for path in FILES:
        gold = read(path)
        text = plain((path.parent / gold["source"]).read_text("utf-8"))
        for section in NAMED:
            for item in gold.get(section) or []:
                name = name_of(item)
                if not any(plain(n) in text for n in name.split("|")):
                    absent.append(f"{path.stem}: {name}")
    # issuers and heads of bodies that the text gives in other words
    assert [a for a in absent if a.split(": ", 1)[1] not in {"Thủ tướng Chính phủ"}] == []


def test_the_samples_show_every_node_and_relation_type() -> None:
    """A type that no sample shows would be a type that nobody ever sees working."""
    nodes, relations = set(), set(IMPLIED)
    for path in FILES:
        gold = read(path)
        nodes |= {label for section, label in SECTIONS.items() if gold.get(section)}
        relations |= {k for _, kinds, _ in gold["relations"] for k in kinds.split("|")}
        relations |= {FIELDS[f] for t in gold["tasks"] for f in FIELDS if t.get(f)}
    nodes.add("Indicator")  # shared by targets and measurements
    assert nodes == set(ontology().nodes)
    assert relations == set(ontology().relations)


@cache
def official_names() -> re.Pattern[str]:
    """The names of bodies, programmes, databases, platforms and laws: whoever writes about them has to use the same words."""
    names = {plain(n) for p in FILES for s in NAMED for item in read(p).get(s) or [] for n in name_of(item).split("|")}
    return re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))))


def words(text: str) -> list[str]:
    """Words for the comparison with other texts: a date or an official name is one word, the national motto none."""
    text = plain(text)
    text = re.sub(r"ngày \d{1,2} tháng \d{1,2} năm \d{4}", "ngày-tháng-năm", text)
    text = re.sub(r"cộng hòa xã hội chủ nghĩa việt nam\W+độc lập - tự do - hạnh phúc", " ", text)
    return re.findall(r"[\w/-]*\w", official_names().sub("tên-chính-thức", text))


def test_no_sentence_of_the_corpus_stands_in_the_samples() -> None:
    """The samples are the project's own writing: no 14 words in a row may come from the texts the project is measured on."""
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpus is not on this machine")
    size = 14
    runs: set[tuple[str, ...]] = set()
    for path in sorted(CORPUS.glob("*/*")):
        if path.suffix in {".txt", ".md", ".html"}:
            found = words(path.read_text("utf-8", errors="replace"))
            runs |= {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}
    for path in [*SOURCES, SAMPLES / "README.md"]:
        found = words(path.read_text("utf-8"))
        copied = [" ".join(found[i : i + size]) for i in range(len(found) - size + 1) if tuple(found[i : i + size]) in runs]
        assert copied == [], path.name


def test_questions_can_be_answered_from_the_samples() -> None:
    """A mistyped `must` can never be met, a mistyped `not` never violated; numbers and dates are written in the answer's own way."""
    asked = yaml.safe_load((GOLD / "questions.yaml").read_text("utf-8"))
    assert len({q["id"] for q in asked}) == len(asked) >= 12
    text = " ".join(plain(p.read_text("utf-8")) for p in SOURCES)
    for question in asked:
        assert question["ask"]
        assert bool(question.get("must")) != bool(question.get("refuse")), question["id"]
        stretches = (question.get("must") or []) + (question.get("not") or [])
        assert [s for s in stretches if not re.fullmatch(r"[\d.-]+", s) and plain(s) not in text] == [], question["id"]
