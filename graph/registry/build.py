"""The registry put together from its data files, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.errors import ModelError
from graph.model import REGISTRY, Bundle, Edge
from graph.ontology import Label
from graph.registry.agencies import agency_edges, agency_entry, agency_id, agency_rows
from graph.registry.assets import asset_entry, connection_edges, management, part_of
from graph.registry.documents import document_edges, document_entry, document_rows, known_documents
from graph.registry.entries import AssetList, Entry, Known
from graph.registry.numbers import DocumentType, document_types, issuer_key, type_code
from graph.registry.programmes import programme_edges, programme_entry, programme_id, programme_rows
from graph.registry.provinces import LocalDepartment, Province, committee_entry, local_departments, merger_edges, provinces
from graph.registry.source import Row, read
from graph.text import fold

_Key = tuple[str, str, str]
ASSEMBLY_TERMS = range(1, 17)
# Party numbers end in TW whoever of the centre signed; what is known of the type decides (57-NQ/TW is the Politburo's).
_BY_TYPE = {("NQ", "tw"): "agency:bct-dang"}


@dataclass(frozen=True, slots=True)
class Registry:
    """All that is known beforehand. `registry()` gives it.

    `entries` by node id. `issuers`: issuer code as in document numbers (with its usual variants) -> agency id; local codes (UBND,
    HĐND, TU, Sở ...) are not in it, their place decides. `laws`: folded name -> the laws of that name, oldest first.
    `kinds`: labels of the values of `kind` by section (agency, platform, programme). `lists`: official lists by id.
    `sources`: source id -> where it is.
    """

    entries: Mapping[str, Entry]
    issuers: Mapping[str, str]
    known: tuple[Known, ...]
    laws: Mapping[str, tuple[Known, ...]]
    provinces: tuple[Province, ...]
    departments: tuple[LocalDepartment, ...]
    document_types: Mapping[str, DocumentType]
    lists: Mapping[str, AssetList]
    kinds: Mapping[str, Mapping[str, Label]]
    sources: Mapping[str, str]
    _edges: tuple[Edge, ...]
    _numbers: Mapping[_Key, tuple[Known, ...]]
    _issuer_keys: Mapping[str, str]

    def bundle(self) -> Bundle:
        """Every node and edge of the registry, as one bundle without text."""
        nodes = sorted((entry.node for entry in self.entries.values()), key=lambda node: node.id)
        return Bundle(REGISTRY, "", tuple(nodes), tuple(sorted(self._edges, key=lambda edge: edge.key)))

    def document(self, type_code: str, issuer_code: str, number: str) -> tuple[Known, ...]:
        """The documents known under a number, whatever their year, oldest first; any writing of the codes will do.

        The type takes no part for the assembly's numbers (20/2023/QH15).
        """
        return self._numbers.get(_number_key(type_code, issuer_code, number), ())

    def issuer(self, code: str, type_code: str = "") -> str:
        """The agency id behind an issuer code in any writing (BKH&ĐT, BKHDT), '' if it is not known or local."""
        return _issuer(self._issuer_keys, code, type_code)


def _issuer(keys: Mapping[str, str], code: str, type_code: str) -> str:
    key = issuer_key(code)
    return _BY_TYPE.get((type_code, key)) or keys.get(key, "")


def _number_key(code: str, issuer: str, number: str) -> _Key:
    key = issuer_key(issuer)
    plain = ".".join(str(int(part)) for part in number.split("."))
    return ("" if key.startswith(("qh", "ubtvqh")) else type_code(code), key, plain)


def _issuer_codes(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for code in row.get("codes", ()):
            yield code, agency_id(row["id"])
            if code in {"QH", "UBTVQH"}:
                yield from ((f"{code}{term}", agency_id(row["id"])) for term in ASSEMBLY_TERMS)


def _by_age(known: Iterable[Known]) -> list[Known]:
    return sorted(known, key=lambda one: (one.year, one.issued_on))


def _numbers(known: Sequence[Known]) -> dict[_Key, tuple[Known, ...]]:
    found: dict[_Key, tuple[Known, ...]] = {}
    for one in _by_age(known):
        key = _number_key(one.type_code, one.issuer_code, one.number)
        found[key] = (*found.get(key, ()), one)
    return found


def _laws(known: Sequence[Known]) -> dict[str, tuple[Known, ...]]:
    found: dict[str, tuple[Known, ...]] = {}
    for one in _by_age(law for law in known if law.node.get("kind") == "law"):
        for name in dict.fromkeys(fold(name) for name in (one.node.name, *one.node.aliases)):
            found[name] = (*found.get(name, ()), one)
    return found


def _lists(assets: Iterable[Row], ids: Mapping[str, str], by_number: Mapping[str, Known]) -> dict[str, AssetList]:
    members: dict[str, list[str]] = {}
    for row in assets:
        for key in row.get("lists", ()):
            members.setdefault(key, []).append(ids[row["id"]])
    found = {}
    for row in read("lists"):
        document, listed = by_number[row["basis"]].id, tuple(members.get(row["id"], ()))
        found[row["id"]] = AssetList(row["id"], row["basis"], document, row["on"], row.get("to", ""), row.get("count", 0), listed)
    return found


def _kinds() -> dict[str, dict[str, Label]]:
    return {section: {key: Label(**label) for key, label in rows.items()} for section, rows in read("kinds").items()}


def _document_parts(known: Sequence[Known], rows: Sequence[Row], issuer: Callable[[str, str], str]) -> tuple[list[Entry], list[Edge]]:
    by_number = {row["number"]: one for row, one in zip(rows, known, strict=True)}
    entries: list[Entry] = []
    edges: list[Edge] = []
    for row, one in zip(rows, known, strict=True):
        entries.append(document_entry(row, one))
        body = agency_id(row["issuer"]) if "issuer" in row else issuer(one.issuer_code, one.type_code)
        edges += document_edges(row, one, by_number, body)
    return entries, edges


def _asset_parts(by_number: Mapping[str, Known]) -> tuple[list[Entry], list[Edge], dict[str, AssetList]]:
    typed = [(row, "Database") for row in read("databases")] + [(row, "Platform") for row in read("platforms")]
    entries = [asset_entry(row, type_) for row, type_ in typed]
    ids = {row["id"]: entry.node.id for (row, _), entry in zip(typed, entries, strict=True)}
    lists = _lists((row for row, _ in typed), ids, by_number)
    edges = [edge for row, _ in typed for edge in management(row, ids[row["id"]], lists)]
    edges += [part_of(row, ids) for row, _ in typed if "part_of" in row]
    return entries, [*edges, *connection_edges(ids, lists)], lists


def _programme_parts(by_number: Mapping[str, Known]) -> tuple[list[Entry], list[Edge]]:
    rows = programme_rows()
    ids = {row["id"]: programme_id(row) for row in rows}
    edges = [edge for row in rows for edge in programme_edges(row, ids[row["id"]], by_number)]
    return [programme_entry(row, ids) for row in rows], edges


@cache
def registry() -> Registry:
    """The registry, read once. Raises ModelError where two entries have one id."""
    agencies, numbered_rows = agency_rows(), document_rows()
    issuers = dict(_issuer_codes(agencies))
    keys = {issuer_key(code): agency for code, agency in issuers.items()}
    known = known_documents(numbered_rows)
    by_number = {row["number"]: one for row, one in zip(numbered_rows, known, strict=True)}
    documents, document_links = _document_parts(known, numbered_rows, lambda code, type_: _issuer(keys, code, type_))
    assets, asset_links, lists = _asset_parts(by_number)
    programmes, programme_links = _programme_parts(by_number)
    bodies = [*(agency_entry(row) for row in agencies), *(committee_entry(province) for province in provinces())]
    entries = [*bodies, *assets, *programmes, *documents]
    agency_links = [edge for row in agencies for edge in agency_edges(row)]
    return Registry(
        entries=_by_id(entries),
        issuers=issuers,
        known=known,
        laws=_laws(known),
        provinces=provinces(),
        departments=local_departments(),
        document_types=document_types(),
        lists=lists,
        kinds=_kinds(),
        sources=read("sources"),
        _edges=(*agency_links, *merger_edges(), *asset_links, *programme_links, *document_links),
        _numbers=_numbers(known),
        _issuer_keys=keys,
    )


def _by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.node.id in found:
            raise ModelError(f"two registry entries have the id {entry.node.id}")
        found[entry.node.id] = entry
    return found
