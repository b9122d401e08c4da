"""Numbers in the registry: one id for one document, issuers in any writing, documents and laws known beforehand."""

from __future__ import annotations

from collections import defaultdict

import pytest

from graph.ids import numbered
from graph.ontology import ontology
from graph.registry import document_id, issuer_key, parse_number, registry, type_code
from graph.text import fold


@pytest.mark.parametrize(
    ("parts", "id_"),
    [
        (("NĐ", "CP", 2019, "73"), "document:nd-cp-2019-73"),
        (("ND", "CP", 2019, "073"), "document:nd-cp-2019-73"),
        (("QĐ", "TTg", 2022, "06"), "document:qd-ttg-2022-6"),
        (("QD", "TTG", 2022, "6"), "document:qd-ttg-2022-6"),
        (("NQ", "CP", 2025, "66.7"), "document:nq-cp-2025-66_7"),
        (("NQ", "TW", 2025, "71"), "document:nq-tw-2025-71"),
        (("NQ", "TƯ", 2025, "71"), "document:nq-tw-2025-71"),
        (("NQ", "CP", 2025, "71"), "document:nq-cp-2025-71"),
        (("", "QH15", 2023, "20"), "document:qh15-2023-20"),
        (("NQ", "QH15", 2025, "193"), "document:qh15-2025-193"),
        (("NQ", "QH", 2025, "176"), "document:qh15-2025-176"),
        (("", "QH", 2026, "20"), "document:qh-2026-20"),
        (("NQ", "UBTVQH15", 2025, "1683"), "document:ubtvqh15-2025-1683"),
        (("TTLT", "BTC-BKH&ĐT-BTTTT", 2012, "19"), "document:ttlt-btc-bkhdt-btttt-2012-19"),
        (("TTLT", "BTC-BKHDT-BTTTT", 2012, "19"), "document:ttlt-btc-bkhdt-btttt-2012-19"),
        (("", "VPCP", 2024, "2844"), "document:vpcp-2024-2844"),
        (("TB", "VPCP", None, "344"), "document:tb-vpcp-undated-344"),
    ],
)
def test_one_document_has_one_id(parts: tuple[str, str, int | None, str], id_: str):
    """Spelling, leading zeros and ASCII codes must not make two documents of one, nor a Party resolution a Government one."""
    assert document_id(*parts) == id_


def test_a_number_of_a_local_body_needs_its_place():
    """01/QĐ-UBND exists in every province."""
    assert document_id("QĐ", "UBND", 2024, "1", "ha-noi") != document_id("QĐ", "UBND", 2024, "1", "hue")


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("20/2023/QH15", ("", "QH15", 2023, "20")),
        ("278/2025/NĐ-CP", ("NĐ", "CP", 2025, "278")),
        ("749/QĐ-TTg", ("QĐ", "TTg", None, "749")),
        ("57-NQ/TW", ("NQ", "TW", None, "57")),
        ("66.7/2025/NQ-CP", ("NQ", "CP", 2025, "66.7")),
    ],
)
def test_canonical_numbers_are_parsed(written: str, parts: tuple[str, str, int | None, str]):
    """The data files name documents by number; a wrong split would make a wrong id."""
    found = parse_number(written)
    assert (found.type_code, found.issuer_code, found.year, found.number) == parts


@pytest.mark.parametrize("written", ["", "749", "Quyết định 749", "73/2019", "57-NQ"])
def test_what_is_no_number_is_refused(written: str):
    """A typing error in the data must not become a document."""
    with pytest.raises(ValueError, match="not the number"):
        parse_number(written)


@pytest.mark.parametrize(
    ("code", "type_", "agency"),
    [
        ("CP", "", "chinh-phu"),
        ("TTg", "", "ttg"),
        ("BTTTT", "", "btttt"),
        ("BKHCN", "", "bkhcn"),
        ("BKH&CN", "", "bkhcn"),
        ("BKHĐT", "", "bkhdt"),
        ("BKH&ĐT", "", "bkhdt"),
        ("BKHDT", "", "bkhdt"),
        ("UBQGCDS", "", "ubqgcds"),
        ("BCDTW", "", "bcdtw57"),
        ("QH15", "", "quoc-hoi"),
        ("UBTVQH16", "", "ubtvqh"),
        ("TW", "NQ", "bct-dang"),
        ("TW", "CT", "bchtw"),
        ("TƯ", "NQ", "bct-dang"),
        ("TTCP", "", "ttcp"),
    ],
)
def test_issuers_are_found_in_any_writing(code: str, type_: str, agency: str):
    """The issuer comes from the number alone when the text has no letterhead."""
    assert registry().issuer(code, type_) == f"agency:{agency}"


@pytest.mark.parametrize("code", ["UBND", "HĐND", "ĐU", "TU", "XYZ", ""])
def test_local_and_unknown_issuers_stay_open(code: str):
    """Every province has a UBND and every body a party committee: a guess would be wrong 33 times of 34."""
    assert registry().issuer(code) == ""


def test_two_issuer_codes_are_one_only_for_one_agency_at_a_time():
    """Codes are compared without accents: two ministries must not fall together."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for code, agency in registry().issuers.items():
        by_key[issuer_key(code)].add(agency)
    assert {key: ids for key, ids in by_key.items() if len(ids) > 1} == {}
    assert registry().issuers.keys() >= {"BKH&ĐT", "QH15", "UBQGCĐS", "BCĐTW", "VPCP"}


def test_document_types_are_whole():
    """Every type has a kind of the ontology, labels, a spelled-out name and an example that holds its code."""
    for code, kind in registry().document_types.items():
        assert kind.kind in ontology().document_kinds, code
        assert all((kind.label.vi, kind.label.en, kind.names, kind.example)), code
        assert code in {"", "QH", "HP", "PL"} or code in kind.example, code
        assert not kind.party or f"-{code}/" in kind.party, code
    assert (type_code("ND"), type_code("QD"), type_code("CD"), type_code("DA"), type_code("TB")) == ("NĐ", "QĐ", "CĐ", "ĐA", "TB")


def test_documents_are_found_by_number():
    """One number, several years or uses: all are given, oldest first."""
    found = registry().document
    assert [k.id for k in found("QĐ", "TTg", "06")] == [numbered("QĐ", "TTg", 2022, "6")]
    assert [k.issued_on for k in found("ND", "CP", "2")] == ["2025-01-01", "2025-02-18"]
    assert len({k.id for k in found("NĐ", "CP", "02")}) == 2
    assert [k.node.name for k in found("", "QH15", "20")] == ["Luật Giao dịch điện tử"]
    assert [k.node.name for k in found("NQ", "TW", "71")] != [k.node.name for k in found("NQ", "CP", "71")]
    assert found("NĐ", "CP", "9999") == ()


def test_laws_are_found_by_name_and_date():
    """Two laws of one name: the date tells which was in force."""
    both = registry().laws[fold("Luật An ninh mạng")]
    assert [law.node.get("number") for law in both] == ["24/2018/QH14", "116/2025/QH15"]
    assert [[law.in_force(day) for law in both] for day in ("2024-05-01", "2026-06-30", "2026-07-01")] == [
        [True, False],
        [True, False],
        [False, True],
    ]
    assert [law.year for law in registry().laws[fold("Luật Giao dịch điện tử năm 2023")]] == [2023]
