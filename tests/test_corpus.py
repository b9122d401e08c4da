"""The measures on real documents: seeds, official texts and questions of ../shared, where it is present.

Guards against a change that helps the samples and hurts real texts. Floors stand a little below what is reached today.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from graph.model import Bundle
from graph.store import open_store
from loaders.evaluation.running import Scored, evaluate
from loaders.evaluation.tally import totals
from loaders.pipeline import extract, load, sources
from loaders.readers import read, readers
from tests.extraction import known, unproven

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
TEXTS = sorted(p for p in CORPUS.glob("*/*") if p.suffix in readers())

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the reference texts (../shared) are not on this machine")


@cache
def bundle(path: Path) -> Bundle:
    """What one text says."""
    return extract(read(path), path.name, path.name)


@cache
def scored(name: str) -> Scored:
    """One annotated text, loaded alone."""
    found = evaluate(SHARED / "gold" / f"{name}.yaml", CORPUS)
    assert not found.failures
    return found.documents[0]


def score(*names: str) -> dict[str, float]:
    """Micro-averaged F1 by section over some annotated texts, with 'entities' over all kinds of names."""
    found = [scored(name) for name in names]
    for document in found:
        for section, tally in document.sections.items():
            for word in ("missed", "extra"):
                print("\n".join(f"{document.name} {section} {word}: {item}" for item in getattr(tally, word)))
    return {section: tally.f1 for section, tally in totals(document.sections for document in found).items()}


SEEDS = [f"seed-00{n}" for n in range(5)]
SEED_FLOORS = {"entities": 0.9, "tasks": 0.85, "task_fields": 0.85, "targets": 0.85, "measurements": 0.85}
OFFICIAL_FLOORS = {
    "kh-308-ubnd-2025": {"entities": 0.92, "tasks": 0.94, "task_fields": 0.97, "targets": 0.95, "relations": 0.93},
    "qd-2597-ttg-2025": {"entities": 0.97, "tasks": 0.97, "task_fields": 0.97, "targets": 0.82, "relations": 0.97},
    "tb-624-vpcp-2025": {"entities": 0.89, "tasks": 0.94, "task_fields": 0.92, "targets": 0.72, "measurements": 0.8, "relations": 0.93},
    "tb-641-vpcp-2025": {"entities": 0.97, "tasks": 0.88, "task_fields": 0.81, "relations": 0.97},
}


def test_seeds() -> None:
    """The five seeds, each loaded alone, micro-averaged."""
    found = score(*SEEDS)
    assert {k: found[k] for k, floor in SEED_FLOORS.items() if found[k] < floor} == {}


@pytest.mark.parametrize("name", OFFICIAL_FLOORS)
def test_official(name: str) -> None:
    """Official documents with an annotation."""
    found = score(name)
    assert {k: found[k] for k, floor in OFFICIAL_FLOORS[name].items() if found[k] < floor} == {}


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.stem[:24])
def test_evidence(path: Path) -> None:
    """Every node and edge of every text has evidence that is the kept text at its offsets, in the store's own copy of it."""
    found = bundle(path)
    with open_store(":memory:") as store:
        store.write(found)
        kept = store.text(found.document)
        nodes, edges = [n.as_dict() for n in store.nodes()], [e.as_dict() for e in store.all_edges()]
    assert kept == found.text
    assert unproven([*nodes, *edges], {found.document: kept}) == []
    assert nodes


NO_TASKS = [
    pytest.param("nd-308-2025.md", 2, "a decree", marks=known("items after 'nêu rõ các nội dung:' are read as tasks")),
    ("nd-174-2026-ocr.md", 2, "a scanned decree"),
    ("Luat-Giao-dich-dien-tu-2023-20-2023-QH15-513347.html", 2, "a law"),
]


@pytest.mark.parametrize(("name", "most", "comment"), NO_TASKS)
def test_norms_lay_down_no_tasks(name: str, most: int, comment: str) -> None:
    """Laws and decrees describe standing duties."""
    tasks = [str(n.get("text")) for n in bundle(CORPUS / "official" / name).nodes if n.type == "Task"]
    print("\n".join(tasks))
    assert len(tasks) <= most, comment


def test_background_sample_lays_down_no_tasks() -> None:
    """An article that tells history orders nothing."""
    (path,) = (ROOT / "samples").glob("16-*")
    assert len([n for n in bundle(path).nodes if n.type == "Task"]) <= 2


@pytest.fixture(scope="module")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the five seeds."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.db"
    with open_store(str(path)) as store:
        assert not load(store, sources([CORPUS / "seeds"]), lambda _: None).failed
    return path


def test_questions(seeds_store: Path) -> None:
    """At least 24 of the 27 wordings are answered."""
    command = Path(sys.executable).with_name("luocdo")
    run = subprocess.run(
        [sys.executable, str(SHARED / "gold" / "ask.py"), str(SHARED / "questions.yaml"), str(seeds_store), "-v"],
        env=os.environ | {"LUOCDO": str(command)},
        capture_output=True,
        text=True,
        check=False,
    )
    print(run.stdout, run.stderr)
    good, _, total, *_ = run.stdout.strip().split("\n")[-1].split()
    assert int(total) == 27
    assert int(good) >= 24


def test_refusals(seeds_store: Path) -> None:
    """What cannot be known is refused with exit 1 and something to ask instead."""
    command = Path(sys.executable).with_name("luocdo")
    for question in ("Thời tiết Hà Nội hôm nay thế nào?", "asdf qwer"):
        run = subprocess.run([command, "ask", question, "--store", str(seeds_store)], capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert "Traceback" not in run.stderr
