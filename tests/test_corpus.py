"""The measures on real documents: seeds, official texts and questions of ../shared, where it is present.

Guards against a change that helps the samples and hurts real texts. Floors stand a little below what is reached today.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from api import reading
from graph.model import Bundle
from graph.store import open_store
from loaders.pipeline import extract, load, sources
from loaders.readers import read, readers
from tests.extraction import known, unproven
from viz.formats import format_named

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
def exported(path: Path) -> dict[str, Any]:
    """The JSON export of one text loaded into an empty store, as the scorer takes it."""
    with open_store(":memory:") as store:
        assert not load(store, [path], lambda _: None).failed
        data: dict[str, Any] = json.loads(format_named("json").render(reading.everything(store, date(2026, 11, 24), "vi")))
        return data


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    """../shared/gold/score.py."""
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source_of(gold: Path) -> Path:
    """The text that a gold file annotates."""
    name = gold.stem
    if name.startswith("seed-"):
        return next((CORPUS / "seeds").glob(f"{name.removeprefix('seed-')}_*"))
    return CORPUS / "official" / f"{name}.md"


def score(scorer: ModuleType, names: list[str]) -> dict[str, float]:
    """Micro-averaged F1 by section over some gold files, with 'entities' over all kinds of names."""
    total: dict[str, Any] = {}
    for name in names:
        gold = SHARED / "gold" / f"{name}.yaml"
        tally = scorer.score(yaml.safe_load(gold.read_text("utf-8")), exported(source_of(gold)))
        for section, counted in tally.items():
            total.setdefault(section, scorer.Tally()).add(counted)
            for word in ("missed", "extra"):
                print("\n".join(f"{name} {section} {word}: {item}" for item in getattr(counted, word)))
    entities = scorer.Tally()
    for section in scorer.ENTITY:
        if section in total:
            entities.add(total[section])
    return {section: counted.row()["f1"] for section, counted in {**total, "entities": entities}.items()}


SEEDS = [f"seed-00{n}" for n in range(5)]
SEED_FLOORS = {"entities": 0.9, "tasks": 0.85, "task_fields": 0.85, "targets": 0.85, "measurements": 0.85}
OFFICIAL_FLOORS = {
    "kh-308-ubnd-2025": {"entities": 0.92, "tasks": 0.94, "task_fields": 0.97, "targets": 0.95, "relations": 0.93},
    "qd-2597-ttg-2025": {"entities": 0.97, "tasks": 0.97, "task_fields": 0.97, "targets": 0.82, "relations": 0.97},
    "tb-624-vpcp-2025": {"entities": 0.89, "tasks": 0.94, "task_fields": 0.92, "targets": 0.72, "measurements": 0.8, "relations": 0.93},
    "tb-641-vpcp-2025": {"entities": 0.97, "tasks": 0.88, "task_fields": 0.81, "relations": 0.97},
}


def test_seeds(scorer: ModuleType) -> None:
    """The five seeds, each loaded alone, micro-averaged."""
    found = score(scorer, SEEDS)
    assert {k: found[k] for k, floor in SEED_FLOORS.items() if found[k] < floor} == {}


@pytest.mark.parametrize("name", OFFICIAL_FLOORS)
def test_official(scorer: ModuleType, name: str) -> None:
    """Official documents with an annotation."""
    found = score(scorer, [name])
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
