"""The labels under which legal databases list what a document has to do with others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.registry.source import read
from graph.text import fold


@dataclass(frozen=True, slots=True)
class RelationLabel:
    """What a label says of the documents listed under it: `relation` ('' for none), who acts (`own`, `listed`, or the later by `date`),
    and `scope` (whole, part, or '' where the label does not tell)."""

    relation: str
    acts: str
    scope: str


@cache
def relation_labels() -> Mapping[str, RelationLabel]:
    """The labels by their key (see `label_key`)."""
    found: dict[str, RelationLabel] = {}
    for row in read("relation_labels"):
        for label in row["labels"]:
            found[label_key(label)] = RelationLabel(row["relation"], row["acts"], row.get("scope", ""))
    return found


def label_key(words: str) -> str:
    """What the spellings of a label share.

    >>> label_key("Văn bản bị hết hiệu lực 1 phần (2):") == label_key("VĂN BẢN BỊ HẾT HIỆU LỰC MỘT PHẦN")
    True
    """
    return fold(re.sub(r"[(\[]\s?\d+\s?[)\]]", "", words)).replace(" 1 phan", " mot phan")
