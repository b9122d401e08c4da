"""The properties of the nodes and relationships by which a Neo4j database holds a store.

The same maps are written by the ledger and put into files for the first import, so that the two cannot differ. Lists are left
out where they are empty, because an import cannot make an empty one: read `coalesce(n.aliases, [])`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from graph.identity import Telling
from graph.model import Unresolved
from graph.store.codec import Claim, EdgeKey, NodeFacts, dumps
from graph.store.ledger import Held, Like, Spare
from graph.store.wording import whole_names, words_of_names, words_of_text

Value = str | int | float | bool | list[str] | list[int]
Row = dict[str, Value]
NAME, SCHEMA = "luocdo", 1
"""The name of the one `Store` node, and which form of nodes and relationships stands in the database."""
COMMON = ("id", "name", "name_en", "aliases")
"""What every entity has beside the properties that the ontology gives its type."""
HELPERS = ("called", "folded_names", "folded_body")
"""What an entity is found by: its folded names, whole, and the folded words of its names and of its text."""
CLAIMED = ("document", "priority", "qualifier", "start", "end", "quote", "proof")
"""What every relationship between entities has beside the properties of its relation; `start`, `end`, `quote` of its first evidence."""


def key(*parts: str) -> str:
    """One key of several parts, for nodes that are known by more than one property."""
    return "\x1f".join(parts)


def store(version: int, last_load: int) -> Row:
    """The node that says that the database is a store, how often it has changed, and at which version the last load began."""
    return {"name": NAME, "version": version, "last_load": last_load, "schema": SCHEMA}


def entity(id_: str, facts: NodeFacts) -> Row:
    """An entity as all documents together describe it; its type is a label."""
    row: Row = {"id": id_, "name": facts.name, "name_en": facts.name_en, "aliases": list(facts.aliases)}
    row |= {"called": whole_names(facts), "folded_names": words_of_names(facts), "folded_body": words_of_text(facts)}
    return _without_empty_lists(row | dict(facts.properties))


def saying(claim: Claim) -> Row:
    """What the document of a reading says of an entity."""
    return {"priority": claim.priority, "facts": claim.facts, "proof": claim.proof}


def relation(document: str, edge: EdgeKey, claim: Claim) -> Row:
    """What one document says of one edge."""
    row: Row = {"document": document, "priority": claim.priority, "qualifier": edge[3], "proof": claim.proof}
    if claim.proof:
        row["start"], row["end"], row["quote"] = json.loads(claim.proof)[0][:3]
    facts: Row = json.loads(claim.facts)
    return row | facts


def relation_facts(row: Mapping[str, Value]) -> str:
    """The facts of the claim that `relation` made a relationship of."""
    return dumps({name: value for name, value in row.items() if name not in CLAIMED})


def reading(document: str, held: Held, text: str) -> Row:
    """A loaded document with its text."""
    row: Row = {"document": document, "source": held.source, "digest": held.digest, "facts": held.facts}
    return row | {"characters": held.characters, "text": text}


def spare(document: str, waiting: Spare, data: str) -> Row:
    """A text that waits, with its whole bundle."""
    row: Row = {"key": key(document, waiting.source), "document": document, "source": waiting.source}
    return row | {"digest": waiting.digest, "characters": waiting.characters, "bundle": data}


def left(u: Unresolved) -> Row:
    """A mention that was left unresolved."""
    return {"document": u.document, "start": u.start, "end": u.end, "kind": u.kind, "text": u.text, "reason": u.reason}


def telling(told: Telling, keys: Collection[int]) -> Row:
    """What one document tells of one task."""
    row: Row = {"key": key(told.document, told.task), "document": told.document, "task": told.task}
    return _without_empty_lists(row | {"facts": dumps(told.as_dict()), "keys": sorted(keys)})


def likeness(like: Like) -> Row:
    """What two tellings are to each other."""
    return {"kind": like.kind, "score": like.score, "reasons": like.reasons}


def same(document: str, told: str, node: str) -> Row:
    """Under which node a told thing is shown."""
    return {"key": key(document, told), "document": document, "told": told, "node": node}


def _without_empty_lists(row: Row) -> Row:
    return {name: value for name, value in row.items() if value != []}
