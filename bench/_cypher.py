"""What one would write by hand for a Neo4j server, over the bare driver: loading by UNWIND, and a statement for each read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from neo4j import Driver, ManagedTransaction

from bench._reads import Sample
from graph.ontology import ontology
from graph.store import Store
from graph.store.neo4j_files import Table, tables
from graph.store.neo4j_schema import WORDS_INDEX
from graph.store.sqlite_rows import Item
from graph.text import fold

BATCH = 1_000
Work = Callable[[Any], Any]
_MENTIONS = "COLLECT { MATCH (d:Reading)-[s:SAYS]->(n) RETURN [d.document, s.proof] }"
_ALL = "|".join(ontology().relations)
_KNOWN_BY = {"Entity": "id", "Reading": "document", "Telling": "key", "TellingKey": "key"}
_ENDS = {"SAYS": ("Reading", "Entity"), "HAS_KEY": ("Telling", "TellingKey"), "LIKE": ("Telling", "Telling")}


def grouped(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The rows of a store by kind, nodes before what lies between them; the mark of the store is left out."""
    known, found = tables(), dict[str, list[Item]]()
    for item in items:
        if item.kind != "Store":
            found.setdefault(item.kind, []).append(item)
    return {kind: found[kind] for kind in sorted(found, key=lambda kind: known[kind].related)}


def unwind(work: ManagedTransaction, kind: str, items: list[Item]) -> None:
    """Write rows of one kind by one statement."""
    table = tables()[kind]
    if table.related:
        rows: list[Any] = [[*_ends(kind, item), item.row] for item in items]
    else:
        rows = [item.row for item in items]
    work.run(_statement(kind, table), rows=rows).consume()


def _ends(kind: str, item: Item) -> tuple[str | int, str | int]:
    assert item.ends is not None
    return (item.ends[0], int(item.ends[1])) if kind == "HAS_KEY" else item.ends


def _statement(kind: str, table: Table) -> str:
    if table.related:
        source, target = _ENDS.get(kind, ("Entity", "Entity"))
        ends = f"MATCH (a:{source} {{{_KNOWN_BY[source]}: row[0]}}) MATCH (b:{target} {{{_KNOWN_BY[target]}: row[1]}})"
        return f"UNWIND $rows AS row {ends} CREATE (a)-[r:{kind}]->(b) SET r = row[2]"
    if not table.known_by:
        return f"UNWIND $rows AS row CREATE (n:{kind}) SET n = row"
    first, *more = table.target.split(":")
    labelled = "".join(f", n:{label}" for label in more)
    return f"UNWIND $rows AS row MERGE (n:{first} {{{table.known_by}: row.{table.known_by}}}) SET n += row{labelled}"


def load_all(driver: Driver, items: Iterable[Item]) -> None:
    """Write all rows, some thousand a transaction."""
    with driver.session() as session:
        for kind, rows in grouped(items).items():
            for begin in range(0, len(rows), BATCH):
                session.execute_write(unwind, kind, rows[begin : begin + BATCH])


def load_document(driver: Driver, rows: dict[str, list[Item]]) -> None:
    """Write the rows of one document in one transaction."""

    def work(transaction: ManagedTransaction) -> None:
        for kind, items in rows.items():
            unwind(transaction, kind, items)

    with driver.session() as session:
        session.execute_write(work)


def reads(store: Store, driver: Driver, sample: Sample) -> Iterator[tuple[str, list[Any], Work, Work]]:
    """Name, inputs, the primitive and the statement by hand of every kind of read."""

    def by_hand(statement: str, values: Callable[[Any], dict[str, Any]] = lambda id_: {"id": id_}) -> Work:
        def work(given: Any) -> object:
            with driver.session() as session:
                return session.execute_read(lambda transaction: list(transaction.run(statement, values(given))))

        return work

    yield "get", sample.ids[:100], store.get, by_hand(f"MATCH (n:Entity {{id: $id}}) RETURN n, {_MENTIONS}")
    yield "neighbours", sample.ids[:100], store.edges, by_hand(f"MATCH (n:Entity {{id: $id}})-[r:{_ALL}]-(m:Entity) RETURN n.id, m.id, r")
    leads = [id_ for id_ in sample.ids if id_.startswith("agency:")] or ["agency:cuc-0"]
    statement = f"MATCH (n:Task)-[:LED_BY]->(:Entity {{id: $id}}) WHERE '2020' <= n.due_on <= '2024' RETURN DISTINCT n, {_MENTIONS}"
    yield "find", leads[:20], lambda id_: store.find("Task", {"due_on": ("2020", "2024")}, [("LED_BY", id_)]), by_hand(statement)
    words = f"CALL db.index.fulltext.queryNodes('{WORDS_INDEX}', $words) YIELD node AS n, score WITH n, score LIMIT 20 RETURN n, score, "
    all_of = by_hand(words + _MENTIONS, lambda text: {"words": " ".join(f"+{word}" for word in fold(text).split())})
    yield "search", sample.words[:50], store.search, all_of
    reached = (
        "MATCH p = (:Entity {id: $id})<-[:DEPENDS_ON*1..]-(n) WITH n, min(length(p)) AS depth"
        " MATCH (n)-[r:DEPENDS_ON]->(m) RETURN n.id, depth, collect([m.id, r])"
    )
    yield "dependents of a hub", [sample.hub] * 5, lambda id_: store.reach(id_, "in", ("DEPENDS_ON",)), by_hand(reached)
    shortest = f"MATCH (a:Entity {{id: $a}}) MATCH (b:Entity {{id: $b}}) MATCH p = shortestPath((a)-[:{_ALL}*]-(b)) RETURN p"
    path = by_hand(shortest, lambda pair: {"a": pair[0], "b": pair[1]})
    yield "shortest path", sample.pairs[:40], lambda pair: store.paths(pair[0], pair[1], limit=1, depth=0), path
    counted = (
        f"MATCH (n:Entity) RETURN labels(n) AS name, count(*) AS number UNION ALL MATCH (a)-[r:{_ALL}]->(b)"
        " WITH DISTINCT a, b, type(r) AS name, r.qualifier AS q RETURN [name] AS name, count(*) AS number"
    )
    yield "counts", [""] * 5, lambda _: store.counts(), by_hand(counted)
