"""Provinces and centrally run cities, before and after 1 July 2025, and the bodies each of them has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from graph.model import Edge, Node
from graph.registry.entries import NO_DATES, Entry
from graph.registry.source import Row, distinct, filled, read, sources_of
from graph.text import match_form, slug

CITY, PROVINCE = "thành phố", "tỉnh"


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city. A name that stayed in July 2025 is one body, with the merged ones as `predecessors`.

    `kinds` holds (first day, kind, name then), oldest first, the first day of the first being ''. `code` is the official code until
    30 June 2025, `new_code` since ('' for a unit that ended). `surfaces` name the place; `weak_surfaces` also mean other things.
    """

    slug: str
    name: str
    kinds: tuple[tuple[str, str, str], ...]
    code: str
    new_code: str
    valid_to: str
    successors: tuple[str, ...]
    predecessors: tuple[str, ...]
    surfaces: tuple[str, ...]
    weak_surfaces: tuple[str, ...]
    since: Mapping[str, str]

    @property
    def kind(self) -> str:
        """'tỉnh' or 'thành phố', as it was last."""
        return self.kinds[-1][1]

    @property
    def agency(self) -> str:
        """The node id of its people's committee."""
        return f"agency:ubnd-{self.slug}"

    def kind_on(self, on: str) -> str:
        """'tỉnh' or 'thành phố' on the ISO date `on`."""
        return [kind for first, kind, _ in self.kinds if first <= on][-1]

    def alive(self, on: str) -> bool:
        """Whether it existed on the ISO date `on`."""
        return not self.valid_to or on <= self.valid_to

    def place(self, on: str = "9999") -> str:
        """Its name with its kind on a date: 'tỉnh Bắc Ninh', 'thành phố Bắc Ninh'."""
        _, kind, name = [step for step in self.kinds if step[0] <= on][-1]
        return f"{kind} {name}"


@dataclass(frozen=True, slots=True)
class LocalDepartment:
    """A department that provinces have (Sở ...): codes in numbers, its dates, and the department that took over."""

    name: str
    codes: tuple[str, ...]
    surfaces: tuple[str, ...]
    valid_from: str
    valid_to: str
    into: str


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = read("provinces")
    return data


def _cells() -> Iterator[list[str]]:
    for line in _data()["units"]:
        yield ([cell.strip() for cell in line.split("|")] + [""])[:5]


@cache
def provinces() -> tuple[Province, ...]:
    """All 63 units that ever were since 2008, in the order of their codes; 34 of them live on."""
    data = _data()
    last_day = str(date.fromisoformat(data["merged_on"]) - timedelta(days=1))
    merged: dict[str, list[str]] = {}
    for name, _, _, _, into in _cells():
        if into:
            merged.setdefault(into, []).append(slug(name))
    return tuple(_province(cells, last_day, tuple(merged.get(cells[0], ()))) for cells in _cells())


def _province(cells: Sequence[str], last_day: str, predecessors: tuple[str, ...]) -> Province:
    name, code, new_code, kind, into = cells
    change = _data()["became_city"].get(name)
    kinds = [("", kind, name)] if not change else [("", PROVINCE, change.get("name_before", name)), (change["from"], CITY, name)]
    strong, weak = _place_surfaces(name, kinds)
    since = {s: change["from"] for s in strong if s.startswith((CITY, "TP"))} if change else NO_DATES
    return Province(
        slug(name),
        name,
        tuple(kinds),
        code,
        new_code,
        last_day if into else "",
        (slug(into),) if into else (),
        predecessors,
        distinct(strong),
        distinct(weak),
        since,
    )


def _spellings(name: str) -> tuple[str, ...]:
    return (name, *_data()["spellings"].get(name, ()))


def _with_kind(kinds: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Every way of writing the names with the words for their kinds."""
    for _, kind, name in kinds:
        for spelling in _spellings(name):
            if kind == PROVINCE:
                yield f"tỉnh {spelling}"
            else:
                yield from (f"{CITY} {spelling}", f"TP {spelling}", f"TP. {spelling}", f"TP.{spelling}")


def _bare(kinds: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    return distinct(spelling for _, _, name in kinds for spelling in _spellings(name))


def _place_surfaces(name: str, kinds: Sequence[tuple[str, str, str]]) -> tuple[list[str], list[str]]:
    nick = _data()["nicknames"].get(name, {})
    strong = [*_with_kind(kinds), *nick.get("strong", ())]
    weak = list(nick.get("weak", ()))
    bare = weak if name in _data()["common_words"] else strong
    bare += [s for s in (*_bare(kinds), _plain(name)) if s.upper() != s]
    return strong, weak


def _plain(name: str) -> str:
    marks = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in marks if not unicodedata.combining(c))


def committee_entry(province: Province) -> Entry:
    """The people's committee of a province. A bare place name is a weak surface of it: a place told to act stands for its committee."""
    heads = ("Ủy ban nhân dân", "UBND")
    places = distinct((province.place(), *_with_kind(province.kinds), *_nicknames(province.name), *_bare(province.kinds)))
    surfaces = {f"{head} {place}": province.since.get(place, "") for place in places for head in heads}
    name, *aliases = distinct(f"{head} {place}" for place in (province.place(), *_official(province)) for head in heads)
    english = f"People's Committee of {_plain(province.name)} {'City' if province.kind == CITY else 'Province'}"
    properties = filled(kind=local_kind("ubnd"), code="UBND", valid_to=province.valid_to)
    node = Node(province.agency, "Agency", name, english, tuple(aliases), (), properties)
    weak = distinct((*province.surfaces, *province.weak_surfaces))
    since = {surface: first for surface, first in surfaces.items() if first}
    return Entry(node, tuple(surfaces), _data()["conf"], sources_of(_data()), weak, since)


def _official(province: Province) -> Iterator[str]:
    yield from (f"{kind} {name}" for _, kind, name in reversed(province.kinds))


def _nicknames(name: str) -> tuple[str, ...]:
    return tuple(s for s in _data()["nicknames"].get(name, {}).get("strong", ()) if s.startswith("TP"))


def merger_edges() -> Iterator[Edge]:
    """SUCCEEDED_BY between the people's committees of merged units."""
    data = _data()
    by_slug = {province.slug: province for province in provinces()}
    for province in provinces():
        for successor in province.successors:
            properties = {"on": data["merged_on"], "basis": data["basis"]}
            yield Edge(province.agency, by_slug[successor].agency, "SUCCEEDED_BY", (), properties)


def local_body(kind: str, province: Province, on: str = "9999") -> tuple[str, str]:
    """(node id, name on the date `on`) of a body of a province.

    `kind` is one of the keys of `bodies` in data/provinces.yaml (ubnd, hdnd, tu, cong-an, mttq, van-phong-ubnd, bcd-cds),
    else the name of a department in any usual writing ('Sở Khoa học và Công nghệ', 'Sở KH&CN').

    >>> ha_noi = provinces()[0]
    >>> local_body("tu", ha_noi), local_body("Sở Tài chính", ha_noi)
    (('agency:tu-ha-noi', 'Thành ủy Hà Nội'), ('agency:so-tai-chinh-ha-noi', 'Sở Tài chính thành phố Hà Nội'))
    """
    body: Row | None = _data()["bodies"].get(kind)
    place = province.place(on)
    if body is None:
        full = _department_names().get(match_form(kind), kind)
        return f"agency:{slug(full)}-{province.slug}", f"{full} {place}"
    party = "Thành ủy" if place.startswith(CITY) else "Tỉnh ủy"
    bare = place.removeprefix(CITY).removeprefix(PROVINCE).strip()
    return f"agency:{kind}-{province.slug}", body["name"].format(place=place, name=bare, party=party)


def local_kind(kind: str) -> str:
    """The `kind` property of the body that `local_body` makes for the same argument.

    >>> local_kind("hdnd"), local_kind("Sở Tài chính")
    ('people_council', 'local_department')
    """
    body: Row | None = _data()["bodies"].get(kind)
    return str(body["kind"]) if body else "local_department"


@cache
def _department_names() -> Mapping[str, str]:
    return {match_form(surface): department.name for department in local_departments() for surface in department.surfaces}


@cache
def local_departments() -> tuple[LocalDepartment, ...]:
    """The departments of provinces, with those that ended in 2025."""
    return tuple(
        LocalDepartment(
            row["name"],
            tuple(row["codes"]),
            distinct((row["name"], *row.get("also", ()))),
            row.get("from", ""),
            row.get("to", ""),
            row.get("into", ""),
        )
        for row in _data()["departments"]
    )
