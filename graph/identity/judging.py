"""Whether two documents speak of the same task: one, one whose deadline moved, one that the other amends, or two that only look alike.

Two tasks made one is a lie; one task kept as two is a small loss. So the words must agree, and nothing may speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.identity.citing import could_be
from graph.identity.telling import FEWEST, Telling, heirs
from graph.text import fold

Kind = Literal["same", "moved", "amends", "apart"]
_GROUP = "agency:nhom-"
_LOCAL = re.compile(r"-(?:ubnd|hdnd|tu|so[a-z]*)-([a-z-]+?)-(?:\d{4}|undated)-")
_NEWS_DAYS = 60  # a report that names no document tells of orders given about then


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two tellings are to each other. `score` orders likenesses of one kind; `reasons` says what keeps two tasks apart or
    changed: due, recurring, leads, numbers, objects, levels. Of a pair that 'amends' the second amends the first."""

    kind: Kind
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Overlap:
    shared: int
    jaccard: float
    containment: float


def in_order(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    """The two tellings, the earlier first; an amending one comes after the one it amends."""
    if _amends(a, b) != _amends(b, a):
        return (b, a) if _amends(a, b) else (a, b)
    first, second = sorted((a, b), key=lambda t: (t.day or "9999", t.document, t.task))
    return first, second


def judge(a: Telling, b: Telling) -> Likeness | None:
    """What the tellings are to each other, whichever is given first; None where they do not speak of the same work."""
    if a.document == b.document or a.task == b.task:
        return None
    over = _overlap(a, b)
    if over.shared < 2:
        return None
    score = round(over.jaccard + over.containment, 6)
    if _amends(a, b) or _amends(b, a):
        near = over.containment >= 0.6 or (bool(a.number) and a.number == b.number and over.containment >= 0.4)
        reasons = tuple(contradictions(a, b)) if near else ("objects",)
        return None if "objects" in reasons else Likeness("amends", score, reasons)
    one_order = same_order(a, b)
    if not (_alike_in_order(over) if one_order else _alike_across(a, b, over)):
        return None
    reasons = tuple(contradictions(a, b))
    if not reasons:
        return Likeness("same", score)
    if reasons == ("due",) and not one_order and led(a, b) > 0:
        return Likeness("moved", score, reasons)
    telling_of_one = one_order or "leads" not in reasons
    return Likeness("apart", score, reasons) if telling_of_one and over.jaccard >= 0.6 else None


def contradictions(a: Telling, b: Telling) -> Iterator[str]:
    """What speaks against two tellings being of one task."""
    if a.due_on and b.due_on and a.due_on != b.due_on:
        yield "due"
    if (a.recurring or b.recurring) and fold(a.recurring) != fold(b.recurring) and ((a.recurring and b.recurring) or a.due_on or b.due_on):
        yield "recurring"
    if led(a, b) < 0:
        yield "leads"
    for name, (one, other) in {
        "numbers": (a.content.numbers, b.content.numbers),
        "objects": (frozenset(a.objects), frozenset(b.objects)),
        "levels": (a.content.levels, b.content.levels),
    }.items():
        if not one <= other and not other <= one:
            yield name


def led(a: Telling, b: Telling) -> int:
    """1 where an agency (or one that took over from it) leads both, 0 where nothing is known of it, -1 where the leads differ.

    A group ('các sở, ngành') is the same bodies only in orders of one place.
    """
    if not a.leads or not b.leads:
        return 0
    shared = [(x, y) for x in a.leads for y in b.leads if x in heirs(y) or y in heirs(x)]
    if not shared:
        return -1
    by_name = any(not x.startswith(_GROUP) for x, _ in shared)
    return 1 if by_name or same_order(a, b) or (_places(a) == _places(b) != set()) else 0


def _places(telling: Telling) -> set[str]:
    """Where the orders are from, '' for central bodies; empty where a report tells its own orders."""
    if telling.own and not telling.official:
        return set()
    return {found[1] if (found := _LOCAL.search(order)) else "" for order in telling.orders}


def same_order(a: Telling, b: Telling) -> bool:
    """Whether one document lays down both; a number cited without its year may be the dated one of these years."""
    if set(a.orders) & set(b.orders):
        return True
    return any(_may_be(x, y, a.day) or _may_be(y, x, b.day) for x in a.orders for y in b.orders)


def _may_be(cited: str, dated: str, day: str) -> bool:
    return dated in could_be(cited, day)


def _amends(later: Telling, first: Telling) -> bool:
    """Whether `later` is a new row of a document, told by one that amends it, and `first` the row as it was told before."""
    touched = set(later.amends) & set(later.orders) & set(first.orders)
    if not touched or (later.document in first.orders):
        return False
    if touched & set(first.amends):
        return first.since < later.since
    return first.own or first.day < later.since


def _overlap(a: Telling, b: Telling) -> _Overlap:
    one, other = a.content.pairs, b.content.pairs
    shared = len(one & other)
    return _Overlap(shared, shared / (len(one | other) or 1), shared / (min(len(one), len(other)) or 1))


def _swapped(a: Telling, b: Telling) -> bool:
    """Whether each has words that the other lacks: 'hạ tầng đô thị', 'hạ tầng giao thông'."""
    one, other = _words(a.content.pairs), _words(b.content.pairs)
    return not one <= other and not other <= one


def _words(pairs: frozenset[str]) -> set[str]:
    return {word for pair in pairs for word in pair.split()}


def _alike_in_order(over: _Overlap) -> bool:
    return over.shared >= 2 and (over.jaccard >= 0.5 or (over.containment >= 0.8 and over.jaccard >= 0.3 and over.shared >= FEWEST))


def _alike_across(a: Telling, b: Telling, over: _Overlap) -> bool:
    """Across orders one agency must lead both, and the words name the work by themselves, or a product by name be the same.

    Without a lead the words prove nothing: plans of provinces copy those of the state, each for its own work.
    """
    if led(a, b) <= 0:
        return False
    # One that makes several things besides is more work than the other.
    made = {product.split(":")[0] for product in a.products} if a.products == b.products else set()
    if made & {"document", "programme"}:  # a decree or scheme is made once
        return over.containment >= 0.5
    if made:  # a database is worked on by many tasks
        return over.containment >= 0.8 and over.jaccard >= 0.6
    if a.content.leans or b.content.leans or over.shared < FEWEST:
        return False
    dated = bool(a.due_on) and a.due_on == b.due_on
    if over.jaccard >= (0.5 if dated else 0.75) and (dated or not _swapped(a, b)):
        return True
    if over.containment >= 0.9 and over.jaccard >= 0.4 and over.shared >= 10 and not _swapped(a, b):  # one goes on where the other ends
        return True
    near = over.jaccard >= 0.5 or (over.containment >= 0.85 and over.jaccard >= 0.3 and over.shared > FEWEST)
    return near and (_reports(a, b) or _reports(b, a))


def _reports(news: Telling, other: Telling) -> bool:
    """Whether `news` may tell of the other's order without naming it: its own word, given about the same day."""
    if news.official or not news.own or not news.day or not other.day:
        return False
    return abs((date.fromisoformat(news.day) - date.fromisoformat(other.day)).days) <= _NEWS_DAYS
