"""Other ways to find names in text, measured beside this project's: each is optional, and says so where it is not installed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version

from graph.registry import is_cased, registry
from graph.text import match_form
from loaders.recognise import gazetteer

Work = Callable[[str], object]


@cache
def phrases() -> tuple[str, ...]:
    """Every written form of the registry that the gazetteer looks for, the longest first."""
    entries = (entry for entry in registry().entries.values() if entry.node.type != "Document")
    return tuple(sorted({form for entry in entries for form in entry.surfaces}, key=lambda form: (-len(form), form)))


def own() -> tuple[str, Work]:
    """This project's gazetteer."""
    return "gazetteer (Aho-Corasick)", lambda text: list(gazetteer.names(text, match_form(text), ""))


def plain_re() -> tuple[str, Work]:
    """The same names as one alternation of Python's `re`: abbreviations in their case, other names in any."""
    alternatives = "|".join(re.escape(form) if is_cased(form) else f"(?i:{re.escape(form)})" for form in phrases())
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
    return "re, the same names", lambda text: [match.span() for match in pattern.finditer(text)]


def entity_ruler() -> tuple[str, Work] | None:
    """spaCy's EntityRuler with the same names, lines as documents; None where spaCy is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    pipeline = spacy.blank("xx")
    pipeline.max_length = 10_000_000
    ruler = pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "NAME", "pattern": form} for form in phrases()])
    return f"spaCy {version('spacy')} EntityRuler", lambda text: [document.ents for document in pipeline.pipe(_lines(text))]


def neural() -> tuple[str, Work] | None:
    """underthesea's `ner`, warmed up; None where it is not installed."""
    try:
        from underthesea import ner
    except ImportError:
        return None
    ner("Bộ Công an chủ trì.")
    return f"underthesea {version('underthesea')} ner", lambda text: [ner(line) for line in _lines(text)]


def _lines(text: str) -> Iterable[str]:
    return (line for line in text.split("\n") if line.strip())
