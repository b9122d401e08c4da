"""Facts of the registry that can be checked against each other or are known to be true."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from graph.registry import local_body, local_kind, registry
from graph.registry.source import UNCONFIRMED, basis_of
from graph.text import match_form

AS_OF = "2026-11-21"
ENTRIES = registry().entries
BUNDLE = registry().bundle()
BODIES = [entry for entry in ENTRIES.values() if entry.node.type != "Document"]


def targets(source: str, relation: str) -> set[str]:
    """Where the edges of one type from `source` lead."""
    return {edge.target for edge in BUNDLE.edges if edge.source == source and edge.type == relation}


def test_a_replaced_law_ends_on_the_day_its_successor_begins():
    """Between the two there must be no day with both laws or none, as far as both dates are known."""
    for edge in BUNDLE.edges:
        if edge.type == "REPLACES":
            new, old = ENTRIES[edge.source].node, ENTRIES[edge.target].node
            begins, ends = new.get("effective_on"), old.get("expires_on")
            assert not (begins and ends) or begins == ends, f"{edge.source} {begins} / {edge.target} {ends}"
            assert not (new.get("issued_on") and old.get("issued_on")) or old.get("issued_on") < new.get("issued_on"), edge


def test_unconfirmed_facts_say_so():
    """A relation nobody has seen a source for must not look like one that was."""
    assert basis_of({"conf": "K"}) == UNCONFIRMED
    assert basis_of({"conf": "S", "src": "S19 S25"}) == "55 nền tảng; 2618/QĐ-BKHCN; Sổ theo dõi văn bản ngành giáo dục"
    assert basis_of({"conf": "S", "src": "S1", "basis": "714/QĐ-TTg"}) == "714/QĐ-TTg"


# -- succession --


def test_a_successor_takes_over_when_or_after_its_predecessor_ends():
    """A successor dated before the end would let two bodies hold one duty."""
    for edge in BUNDLE.edges:
        if edge.type == "SUCCEEDED_BY":
            old, new = ENTRIES[edge.source], ENTRIES[edge.target]
            on = str(edge.get("on"))
            assert "" < str(old.node.get("valid_to")) <= on, edge
            assert new.alive(on), edge


def test_every_body_that_ended_has_a_successor():
    """The registry knows no body that vanished: a missing edge is an oversight."""
    ended = {e.node.id for e in BODIES if e.node.type == "Agency" and e.node.get("valid_to")}
    assert ended == {edge.source for edge in BUNDLE.edges if edge.type == "SUCCEEDED_BY"}


def test_known_successions():
    """The reorganisation of 1 March 2025, by function."""
    edges = [edge for edge in BUNDLE.edges if edge.source == "agency:btttt" and edge.type == "SUCCEEDED_BY"]
    assert {edge.target: edge.get("on") for edge in edges} == dict.fromkeys(["agency:bkhcn", "agency:bca", "agency:bvhttdl"], "2025-03-01")
    assert all(edge.get("scope") for edge in edges)
    assert targets("agency:bkhdt", "SUCCEEDED_BY") == {"agency:btc"}
    assert targets("agency:ubqgcds", "SUCCEEDED_BY") == {"agency:bcdcp"}
    assert targets("agency:cuc-thh", "SUCCEEDED_BY") == {"agency:cuc-cdsqg"}
    assert not ENTRIES["agency:btttt"].alive("2025-03-01")
    assert ENTRIES["agency:btttt"].alive("2025-02-28")
    assert ENTRIES["agency:bkhcn"].alive("2024-01-01")
    assert ENTRIES["agency:bkhcn"].alive(AS_OF)


def test_the_government_has_fourteen_ministries_and_three_bodies_of_their_level():
    """The count of resolution 176/2025/QH15."""
    alive = Counter(e.node.get("kind") for e in BODIES if e.node.type == "Agency" and e.alive(AS_OF))
    assert (alive["ministry"], alive["ministerial_agency"]) == (14, 3)


def test_who_belongs_to_whom_is_dated():
    """The agency for digital transformation moved with its function: as of 2024 it was another ministry's."""
    parents = [edge for edge in BUNDLE.edges if edge.type == "PART_OF" and edge.source == "agency:cuc-cdsqg"]
    edges = {edge.target: (edge.get("valid_from"), edge.get("valid_to")) for edge in parents}
    assert edges == {"agency:bkhcn": ("2025-03-01", ""), "agency:btttt": ("", "2025-02-28")}


def test_nothing_is_part_of_itself():
    """A circle in PART_OF would never end for whoever walks it."""
    parents = defaultdict(set)
    for edge in BUNDLE.edges:
        if edge.type == "PART_OF":
            parents[edge.source].add(edge.target)
    for start in list(parents):
        seen, front = set(), set(parents[start])
        while front:
            assert start not in front, start
            seen |= front
            front = {up for node in front for up in parents.get(node, ())} - seen


# -- databases, platforms, programmes --


def test_known_owners_and_connections():
    """What policy staff ask first."""
    dan_cu = "database:quoc-gia-ve-dan-cu"
    assert targets(dan_cu, "MANAGED_BY") == {"agency:bca", "agency:c06"}
    connected = {edge.source for edge in BUNDLE.edges if edge.type == "CONNECTS_TO" and edge.target == dan_cu}
    assert "database:quoc-gia-ve-dat-dai" in connected
    uses = {edge.source for edge in BUNDLE.edges if edge.type == "DEPENDS_ON" and edge.target == dan_cu}
    assert {"platform:vneid", "platform:cong-dich-vu-cong-quoc-gia"} <= uses
    land = {(e.target, e.get("valid_to")) for e in BUNDLE.edges if e.source == "database:quoc-gia-ve-dat-dai" and e.type == "MANAGED_BY"}
    assert land == {("agency:bnnmt", ""), ("agency:btnmt", "2025-02-28")}


def test_lists_rest_on_known_documents_and_hold_no_more_than_they_count():
    """A list with more members than its decree names has a wrong one."""
    for listed in registry().lists.values():
        assert listed.document in ENTRIES, listed.id
        assert not listed.count or len(listed.members) <= listed.count, listed.id
        assert all(listed.id in ENTRIES[id_].lists for id_ in listed.members)
    assert len(registry().lists["L714"].members) == 6
    assert len(registry().lists["L47"].members) == 10
    assert len(registry().lists["L11"].members) == 12


def test_programmes_lead_to_the_document_that_adopted_them():
    """Đề án 06 is decision 06/QĐ-TTg of 2022, and its next period another programme."""
    assert targets("programme:de-an-06", "ADOPTED_BY") == {"document:qd-ttg-2022-6"}
    followed = [e for e in BODIES if e.followed_by]
    assert followed
    assert all(ENTRIES[e.followed_by].node.type == "Programme" for e in followed)
    assert ENTRIES["programme:de-an-06"].followed_by in ENTRIES


def test_no_document_amends_or_repeals_a_later_one():
    """Such an edge has its ends the wrong way round."""
    signed = {k.id: (k.year, k.issued_on) for k in registry().known}
    for edge in BUNDLE.edges:
        if edge.type in {"AMENDS", "REPLACES", "REPEALS", "GUIDES", "IMPLEMENTS"} and edge.source in signed:
            (new_year, new_day), (old_year, old_day) = signed[edge.source], signed[edge.target]
            assert (old_year, old_day) < (new_year, new_day) or (old_year == new_year and not (old_day and new_day)), edge


# -- provinces --


def test_province_arithmetic():
    """63 units until 30 June 2025, 34 since, each old one in exactly one new one."""
    units = registry().provinces
    old, new = [p for p in units if p.alive("2025-06-30")], [p for p in units if p.alive("2025-07-01")]
    assert (len(old), len(new)) == (63, 34)
    assert len({p.slug for p in units}) == 63
    into = Counter(slug for p in units for slug in p.successors)
    assert sum(into.values()) == 29
    assert into.keys() <= {p.slug for p in new}
    assert all(len(p.successors) == (0 if p in new else 1) for p in units)
    assert {p.slug: len(p.predecessors) for p in new if p.predecessors} == dict(into)
    assert len({p.code for p in units}) == 63
    assert len({p.new_code for p in new}) == 34
    assert all(not p.new_code for p in units if p not in new)


@pytest.mark.parametrize(
    ("day", "provinces", "cities"),
    [
        ("2024-12-31", 58, 5),
        ("2025-06-30", 57, 6),
        ("2025-07-01", 28, 6),
        ("2026-04-30", 27, 7),
        ("2026-09-01", 26, 8),
        ("2026-09-20", 25, 9),
        (AS_OF, 25, 9),
    ],
)
def test_how_many_are_cities(day: str, provinces: int, cities: int):
    """Huế in 2025 and three more in 2026 became cities."""
    kinds = Counter(p.kind_on(day) for p in registry().provinces if p.alive(day))
    assert (kinds["tỉnh"], kinds["thành phố"]) == (provinces, cities)


def test_steps_of_a_province_are_in_order():
    """kind_on reads them in order."""
    for province in registry().provinces:
        assert province.kinds[0][0] == ""
        assert all(a[0] < b[0] for a, b in pairwise(province.kinds)), province.slug


def test_every_province_has_a_people_committee():
    """Sóc Trăng's duties are Cần Thơ's since July 2025, by resolution 202/2025/QH15."""
    for province in registry().provinces:
        entry = ENTRIES[province.agency]
        assert entry.node.get("kind") == "people_committee"
        assert entry.node.get("valid_to") == province.valid_to
        assert targets(province.agency, "SUCCEEDED_BY") == {f"agency:ubnd-{slug}" for slug in province.successors}
    soc_trang = [e for e in BUNDLE.edges if e.source == "agency:ubnd-soc-trang"]
    assert [(e.target, e.get("on"), e.get("basis")) for e in soc_trang] == [("agency:ubnd-can-tho", "2025-07-01", "202/2025/QH15")]


def test_a_city_committee_of_a_province_capital_is_not_the_province():
    """'UBND thành phố Bắc Ninh' was a district-level body until the province became a city."""
    bac_ninh, thai_binh = ENTRIES["agency:ubnd-bac-ninh"], ENTRIES["agency:ubnd-thai-binh"]
    assert bac_ninh.since["UBND thành phố Bắc Ninh"] == "2026-09-20"
    assert "UBND tỉnh Bắc Ninh" not in bac_ninh.since
    assert not [s for s in thai_binh.surfaces if "thành phố" in s or "TP" in s]


def test_local_bodies_are_named_after_the_kind_of_their_place():
    """Tỉnh ủy in a province, Thành ủy in a city; the id does not change when the kind does."""
    bac_ninh = next(p for p in registry().provinces if p.slug == "bac-ninh")
    assert local_body("tu", bac_ninh, "2024-01-01") == ("agency:tu-bac-ninh", "Tỉnh ủy Bắc Ninh")
    assert local_body("tu", bac_ninh) == ("agency:tu-bac-ninh", "Thành ủy Bắc Ninh")
    assert local_body("hdnd", bac_ninh, "2024-01-01") == ("agency:hdnd-bac-ninh", "Hội đồng nhân dân tỉnh Bắc Ninh")
    assert local_body("Sở Khoa học và Công nghệ", bac_ninh, "2024-01-01")[1] == "Sở Khoa học và Công nghệ tỉnh Bắc Ninh"
    hue = next(p for p in registry().provinces if p.slug == "hue")
    assert local_body("ubnd", hue, "2024-05-01") == ("agency:ubnd-hue", "Ủy ban nhân dân tỉnh Thừa Thiên Huế")


def test_a_department_has_one_id_however_it_is_written():
    """'Sở KH&CN' and its full name must not become two bodies; an unknown department keeps its own name."""
    hanoi = registry().provinces[0]
    assert local_body("Sở KH&CN", hanoi) == local_body("Sở Khoa học và Công nghệ", hanoi)
    assert local_body("Sở An toàn thực phẩm", hanoi) == ("agency:so-an-toan-thuc-pham-ha-noi", "Sở An toàn thực phẩm thành phố Hà Nội")


def test_kinds_of_local_bodies_are_declared():
    """A local body is shown with the label of its kind like any other."""
    keys = ("ubnd", "hdnd", "tu", "cong-an", "mttq", "van-phong-ubnd", "bcd-cds", "Sở Tài chính")
    assert {local_kind(key) for key in keys} <= registry().kinds["agency"].keys()
    assert local_kind("ubnd") == "people_committee"


def test_departments_that_ended_name_the_one_that_took_over():
    """Sở Thông tin và Truyền thông went to Sở Khoa học và Công nghệ."""
    by_name = {d.name: d for d in registry().departments}
    assert by_name["Sở Thông tin và Truyền thông"].into == "Sở Khoa học và Công nghệ"
    assert all(bool(d.valid_to) == bool(d.into) and (not d.into or d.into in by_name) for d in by_name.values())
    surfaces = Counter(match_form(s) for d in by_name.values() for s in d.surfaces)
    assert [s for s, times in surfaces.items() if times > 1] == []
