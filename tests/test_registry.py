"""The built-in registry: every reference resolves, names are unambiguous where they claim to be, and the facts add up."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

import pytest
import yaml

from graph.errors import ModelError
from graph.model import REGISTRY
from graph.ontology import ontology
from graph.registry import Entry, build, registry
from graph.registry.source import DATA, UNCONFIRMED, distinct
from graph.store.base import Written
from graph.store.opening import open_store
from graph.text import fold, match_form

ENTRIES = registry().entries
BUNDLE = registry().bundle()
BODIES = [entry for entry in ENTRIES.values() if entry.node.type != "Document"]
PERIODS = (("valid_from", "valid_to"), ("starts_on", "ends_on"), ("issued_on", "expires_on"), ("effective_on", "expires_on"))
DATES = ("valid_from", "valid_to", "issued_on", "effective_on", "expires_on", "starts_on", "ends_on", "on")


def life(entry: Entry) -> tuple[str, str]:
    """First and last day, open ends as far away as can be."""
    return entry.node.get("valid_from") or "0001-01-01", entry.node.get("valid_to") or "9999-12-31"


def lives_meet(one: Entry, other: Entry) -> bool:
    """Whether there is a day on which both exist; the day of a hand-over (last of one, first of the other) does not count."""
    (a, b), (c, d) = life(one), life(other)
    return a < d and c < b


# -- the data as a whole --


def test_every_data_file_is_read_by_the_loader_and_holds_rows():
    """A file that nothing reads would be knowledge nobody has."""
    read_names = set(re.findall(r'read\("(\w+)"\)', "".join(p.read_text("utf8") for p in DATA.parent.glob("*.py"))))
    assert {path.stem for path in DATA.glob("*.yaml")} == read_names


def test_every_entry_has_labels_confidence_and_a_source_where_it_claims_one():
    """An S or P row without a source could not be checked by anybody; a K row with one would hide that it was not."""
    for entry in ENTRIES.values():
        assert entry.confidence in {"S", "P", "K"}, entry.node.id
        assert entry.unconfirmed != bool(entry.sources), f"{entry.node.id}: {entry.confidence} with sources {entry.sources}"
        assert set(entry.sources) <= registry().sources.keys(), entry.node.id
        assert entry.node.name_en or entry.node.type == "Document", entry.node.id


def test_every_row_of_facts_inside_rows_is_sourced_too():
    """Successions, connections and lists carry their own mark."""

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if "conf" in value:
                known = set(value.get("src", "").split())
                assert known <= registry().sources.keys(), value
                assert (value["conf"] == "K") != bool(known), value
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for path in DATA.glob("*.yaml"):
        walk(yaml.safe_load(path.read_text("utf8")))


def test_no_number_like_string_was_read_as_a_number_or_a_date():
    """YAML reads 2025-03-01 as a date, 01 as one and 'on' as true: such values must be quoted."""

    def walk(value: object, path: str) -> None:
        assert not isinstance(value, float | date | bool), f"{path}: {value!r}"
        if isinstance(value, dict):
            for key, inner in value.items():
                assert isinstance(key, str), f"{path}: key {key!r}"
                assert not isinstance(inner, int) or key in {"year", "count"}, f"{path}.{key}: {inner!r}"
                walk(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for inner in value:
                walk(inner, path)

    for file in DATA.glob("*.yaml"):
        walk(yaml.safe_load(file.read_text("utf8")), file.stem)


def test_every_kind_is_declared_with_labels():
    """A kind without a label would be shown raw."""
    declared = registry().kinds
    for entry in BODIES:
        section = entry.node.type.lower()
        if section in declared:
            assert entry.node.get("kind") in declared[section], entry.node.id
    assert all(label.vi and label.en for section in declared.values() for label in section.values())


def test_dates_are_iso_and_in_order():
    """A life that ends before it begins, or a date in another form, sorts wrongly without a word."""
    for entry in ENTRIES.values():
        for name in DATES:
            if value := entry.node.properties.get(name):
                assert date.fromisoformat(str(value)).isoformat() == value, entry.node.id
        for first, last in PERIODS:
            a, b = entry.node.get(first), entry.node.get(last)
            assert not (a and b) or a < b, f"{entry.node.id}: {first} {a}, {last} {b}"
        signed, effective = entry.node.get("issued_on"), entry.node.get("effective_on")
        assert not (signed and effective) or signed <= effective, entry.node.id
        assert all(date.fromisoformat(day) for day in entry.since.values()), entry.node.id


# -- the bundle --


def test_the_bundle_holds_every_entry_and_passes_the_checks_of_the_model():
    """Bundle checks ends and types of edges itself; here that nothing was lost and every edge says what it rests on."""
    assert BUNDLE.document == REGISTRY
    assert not BUNDLE.text
    assert {node.id for node in BUNDLE.nodes} == ENTRIES.keys()
    for edge in BUNDLE.edges:
        basis = str(edge.get("basis"))
        stated = re.search(r"\d+[/-]", basis) or basis == UNCONFIRMED or basis.startswith("biên bản")
        described = {words.rsplit(": ", 1)[0] for words in registry().sources.values()}
        assert stated or basis in described or any(basis.startswith(f"{words}; ") for words in described), edge


def test_no_edge_stands_twice():
    """Two edges with one key would make the store keep one and drop the other."""
    assert [key for key, times in Counter(edge.key for edge in BUNDLE.edges).items() if times > 1] == []


def test_every_relation_the_registry_should_tell_is_told():
    """A loader that skips a section goes unnoticed otherwise."""
    found = {edge.type for edge in BUNDLE.edges}
    told = {"SUCCEEDED_BY", "PART_OF", "MANAGED_BY", "CONNECTS_TO", "DEPENDS_ON", "ADOPTED_BY", "IMPLEMENTS"}
    assert told | {"AMENDS", "REPLACES", "REPEALS", "GUIDES", "ISSUED_BY"} == found
    assert {edge.get("how") for edge in BUNDLE.edges if edge.type == "DEPENDS_ON"} == {"uses", "built_on"}
    assert {edge.get("role") for edge in BUNDLE.edges if edge.type == "MANAGED_BY"} == {"owner", "operator"}
    assert {edge.get("how") for edge in BUNDLE.edges if edge.type == "DEPENDS_ON"} <= ontology().dependency_kinds.keys()


def test_the_store_takes_the_bundle_once():
    """Loading the registry at every start must not grow the file."""
    with open_store(":memory:") as store:
        assert store.write(BUNDLE) is Written.ADDED
        assert store.write(BUNDLE) is Written.UNCHANGED
        assert sum(store.counts().nodes.values()) == len(BUNDLE.nodes)
        assert sum(store.counts().edges.values()) == len(BUNDLE.edges)


def test_two_entries_with_one_id_are_refused():
    """Silently keeping the last one would lose the other."""
    entry = next(iter(ENTRIES.values()))
    with pytest.raises(ModelError, match=re.escape(entry.node.id)):
        build._by_id([entry, entry])


# -- names --


def test_no_name_means_two_things_that_exist_on_the_same_day():
    """'Tổng cục Thuế' or 'BCT' matched to the wrong body is a false fact; names that mean several things belong to weak_surfaces."""
    for form in (match_form, fold):
        owners: dict[str, set[str]] = defaultdict(set)
        for entry in BODIES:
            for surface in entry.surfaces:
                owners[form(surface)].add(entry.node.id)
        for name, ids in owners.items():
            for one, other in combinations(sorted(ids), 2):
                assert not lives_meet(ENTRIES[one], ENTRIES[other]), f"{name!r}: {one} and {other}"


def test_names_are_names():
    """Remarks in brackets, empty or doubled names in the facts must not reach the recogniser."""
    for entry in ENTRIES.values():
        for surface in (*entry.surfaces, *entry.weak_surfaces):
            assert surface == surface.strip(), entry.node.id
            assert len(surface) > 1, entry.node.id
            assert not re.search(r"ambiguous|before|until|\bold\b|\bsoftware\b|not confuse|;", surface), f"{entry.node.id}: {surface}"
        assert entry.surfaces == distinct(entry.surfaces), entry.node.id
        assert not set(entry.surfaces) & set(entry.weak_surfaces), entry.node.id
        assert entry.node.name in entry.surfaces, entry.node.id
        assert set(entry.node.aliases) <= set(entry.surfaces), entry.node.id
        assert set(entry.since) <= set(entry.surfaces), entry.node.id


@pytest.mark.parametrize("abbreviation", ["TTCP", "BCT", "BTC", "CP", "NDA", "TCT", "BCĐ", "MIC", "Ban Chỉ đạo"])
def test_abbreviations_of_several_things_are_weak(abbreviation: str):
    """BCT is the Politburo and the Ministry of Industry, TTCP the Prime Minister and the Inspectorate, CP also 'cổ phần'."""
    assert not [e.node.id for e in ENTRIES.values() if abbreviation in e.surfaces]
    assert [e.node.id for e in ENTRIES.values() if abbreviation in e.weak_surfaces]


@pytest.mark.parametrize(
    ("surface", "id_"),
    [
        ("Bộ TT&TT", "agency:btttt"),
        ("Bộ Lao động, Thương binh và Xã hội", "agency:bldtbxh"),
        ("UBND TP. Hồ Chí Minh", "agency:ubnd-ho-chi-minh"),
        ("UBND TP.HCM", "agency:ubnd-ho-chi-minh"),
        ("UBND tỉnh Thừa Thiên - Huế", "agency:ubnd-hue"),
        ("UBND tỉnh Bắc Ninh", "agency:ubnd-bac-ninh"),
        ("CSDLQG về dân cư", "database:quoc-gia-ve-dan-cu"),
        ("CSDL quốc gia về đất đai", "database:quoc-gia-ve-dat-dai"),
        ("Trung tâm dữ liệu quốc gia", "platform:trung-tam-du-lieu-quoc-gia"),
        ("Đề án 06", "programme:de-an-06"),
        ("Liên hợp quốc", "agency:lhq"),
        ("OECD", "agency:oecd"),
    ],
)
def test_usual_names_are_known(surface: str, id_: str):
    """The names official documents use most must lead to the right thing, whatever the case."""
    assert [e.node.id for e in BODIES if match_form(surface) in {match_form(s) for s in e.surfaces}] == [id_]


def test_a_place_name_that_is_a_common_word_is_not_matched_bare():
    """'hòa bình' is peace and 'Thái Bình Dương' an ocean."""
    for name in ("Hòa Bình", "Thái Bình", "Bình Dương", "Hải Dương", "Hồ Chí Minh", "HN"):
        owners = [p for p in registry().provinces if name in p.weak_surfaces]
        assert len(owners) == 1, name
        assert not [p.slug for p in registry().provinces if name in p.surfaces], name


def test_reading_it_takes_little(capsys: pytest.CaptureFixture[str]):
    """Only told, not asserted: the machine may be busy."""
    build.registry.cache_clear()
    start = time.perf_counter()
    found = registry()
    with capsys.disabled():
        print(f" registry: {len(found.entries)} entries in {1000 * (time.perf_counter() - start):.0f} ms", end="")
    assert found.entries.keys() == ENTRIES.keys()
