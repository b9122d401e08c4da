"""Rules with head words: they find what their patterns find. Guards against a word added to a pattern but not to its heads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import loaders.pipeline  # noqa: F401 - makes the rules
from graph.text import match_form
from loaders.readers import read
from loaders.recognise import heads, local_bodies
from loaders.recognise.heads import DIGIT, Headed

local_bodies.place_at("", 0)  # the rule of places is made at first use
RULES = [rule for rules in heads._RULES.values() for rule in rules]
SAMPLES = sorted(p for p in (Path(__file__).parents[1] / "samples").iterdir() if p.suffix in (".txt", ".md", ".html") and p.name[0] != "R")
TAILS = (
    " Hà Nội",
    " về đất đai",
    " Tài chính và đô thị",
    ": Y tế",
    " trưởng Chuyển đổi số",
    " này",
    " số 12",
    " các tỉnh",
    " Bộ",
    " tỉnh ủy",
)


def spans(found) -> list[tuple[int, int]]:
    return [match.span() for match in found]


def words_of(rule: Headed) -> list[str]:
    """Every run of letters in the source of a pattern: among them all its head words."""
    return sorted(set(re.findall(r"[^\W\d_]+(?: [^\W\d_]+)*", re.sub(r"\\.|\(\?P<\w+>", "|", rule.pattern.pattern))))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.pattern.pattern[:40])
def test_a_rule_finds_what_its_pattern_finds(rule: Headed) -> None:
    text = ". ".join(f"9 {word}{tail}" for word in words_of(rule) for tail in TAILS)
    text = text if rule.cased else match_form(text)
    text += "." * 1000
    assert spans(rule.finditer(text, 0, len(text))) == spans(rule.pattern.finditer(text, 0, len(text)))
    for start in range(0, len(text) - 200, 170):  # passage by passage, cut anywhere
        assert spans(rule.finditer(text, start, start + 200)) == spans(rule.pattern.finditer(text, start, start + 200))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:12])
def test_in_running_text(path: Path) -> None:
    text = read(path).text
    for rule in RULES:
        searched = text if rule.cased else match_form(text)
        assert spans(rule.finditer(searched, 0, len(text))) == spans(rule.pattern.finditer(searched, 0, len(text))), rule.pattern.pattern


def test_a_missing_head_is_seen() -> None:
    """The comparison above can fail: a rule whose heads lack a word finds less than its pattern."""
    rule = Headed(r"kho|bến", ("kho",))
    text = "kho và bến " * 100
    assert len(spans(rule.finditer(text, 0, len(text)))) == 100
    assert len(spans(rule.pattern.finditer(text, 0, len(text)))) == 200


def test_numbers_and_words_in_order() -> None:
    rule = Headed(r"(?<!\w)(?:\d+|năm) tỉnh", ("năm", DIGIT))
    text = "năm tỉnh, 12 tỉnh, a3 tỉnh, năm tỉnh. " * 20
    assert spans(rule.finditer(text, 5, 700)) == spans(rule.pattern.finditer(text, 5, 700)) != []
