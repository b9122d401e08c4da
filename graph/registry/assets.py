"""Databases and platforms: entries, who is in charge of them, and what connects to or depends on what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graph.ids import named
from graph.model import Edge, Node
from graph.registry.agencies import agency_id
from graph.registry.entries import AssetList, Entry
from graph.registry.source import Row, basis_of, distinct, filled, read, sources_of

_DATABASE = re.compile(r"^(?:cơ sở dữ liệu|csdl)(?:\s*\(csdl\))?\s*", re.IGNORECASE)
_NATIONAL = "Cơ sở dữ liệu quốc gia về "
_HOW = {"khai_thac": "uses", "qua": "uses", "tich_hop": "built_on", "tren_co_so": "built_on"}


def core_name(name: str) -> str:
    """What a database is about: its name without 'Cơ sở dữ liệu' or 'CSDL'.

    >>> core_name("CSDL quốc gia về dân cư")
    'quốc gia về dân cư'
    """
    return _DATABASE.sub("", name.replace("CSDLQG", "CSDL quốc gia")) or name


def database_id(name: str) -> str:
    """The id of a database, the same for every way of writing 'Cơ sở dữ liệu'.

    >>> database_id("Cơ sở dữ liệu quốc gia về dân cư"), database_id("CSDLQG về dân cư")
    ('database:quoc-gia-ve-dan-cu', 'database:quoc-gia-ve-dan-cu')
    """
    return named("Database", core_name(name))


def written_forms(name: str) -> tuple[str, ...]:
    """The usual ways of writing a database's full name."""
    forms = [name, f"CSDL {core_name(name)}"]
    if name.startswith(_NATIONAL):
        forms.append(f"CSDLQG về {name.removeprefix(_NATIONAL)}")
    return tuple(forms)


def asset_entry(row: Row, type_: str) -> Entry:
    """The entry of one row of databases.yaml or platforms.yaml."""
    name = row["name"]
    forms = written_forms(name) if type_ == "Database" else (name,)
    surfaces = distinct((*forms, *row.get("also", ())))
    id_ = database_id(name) if type_ == "Database" else named("Platform", name)
    node = Node(id_, type_, name, row["en"], surfaces[1:], (), filled(kind=row.get("kind")))
    return Entry(node, surfaces, row["conf"], sources_of(row), tuple(row.get("weak", ())), lists=tuple(row.get("lists", ())))


def management(row: Row, id_: str, lists: Mapping[str, AssetList]) -> Iterator[Edge]:
    """MANAGED_BY edges of one row: owner, operator, and earlier owners with the last day."""
    stated = row.get("basis") or "; ".join(lists[key].basis for key in row.get("lists", ()))
    basis = stated or basis_of(row)
    for role in ("owner", "operator"):
        if role in row:
            yield Edge(id_, agency_id(row[role]), "MANAGED_BY", (), {"role": role, "basis": basis})
    for earlier in row.get("was_owner", ()):
        properties = {"role": "owner", "valid_to": earlier["to"], "basis": basis}
        yield Edge(id_, agency_id(earlier["in"]), "MANAGED_BY", (), properties)


def part_of(row: Row, ids: Mapping[str, str]) -> Edge:
    """The PART_OF edge of a platform that belongs to a larger one."""
    return Edge(ids[row["id"]], ids[row["part_of"]], "PART_OF", (), {"basis": basis_of(row)})


def connection_edges(ids: Mapping[str, str], lists: Mapping[str, AssetList]) -> Iterator[Edge]:
    """CONNECTS_TO and DEPENDS_ON edges of data/connections.yaml; a list as target stands for each of its members."""
    for row in read("connections"):
        me = ids[row["from"]]
        for other in _targets(row["to"], ids, lists):
            if other == me:
                continue
            if row["type"] == "ket_noi":
                yield Edge(me, other, "CONNECTS_TO", (), {"basis": basis_of(row)})
            elif row["type"] == "cung_cap":
                yield Edge(other, me, "DEPENDS_ON", (), {"how": "uses", "basis": basis_of(row)})
            else:
                yield Edge(me, other, "DEPENDS_ON", (), {"how": _HOW[row["type"]], "basis": basis_of(row)})


def _targets(key: str, ids: Mapping[str, str], lists: Mapping[str, AssetList]) -> Sequence[str]:
    return lists[key].members if key in lists else (ids[key],)
