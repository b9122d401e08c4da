"""The export formats: one module each, named like its format, with a constant FORMAT; found by discovery."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from graph.errors import QuestionError
from viz.content import Content, Format


@cache
def names() -> tuple[str, ...]:
    """The names of all formats, without loading the libraries that write them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def format_named(name: str) -> Format:
    """The format called `name`; raises QuestionError naming those there are for an unknown one."""
    if name not in names():
        raise QuestionError(f"Không có định dạng '{name}'. Các định dạng: {', '.join(names())}.", names())
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found


def formats() -> Mapping[str, Format]:
    """Every format by its name."""
    return {name: format_named(name) for name in names()}


def export(name: str, content: Content) -> bytes:
    """`content` in the format called `name`; raises QuestionError naming the formats for an unknown one."""
    return format_named(name).render(content)
