"""Writing on a Neo4j server by the same rules as in the embedded store: after each step both say the same."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import neo4j
import pytest

from graph.model import REGISTRY, Bundle, Edge, Evidence, Node, Unresolved
from graph.ontology import ontology
from graph.store import Written, neo4j_rows, open_store
from graph.store.codec import merge_edges, read_proof
from graph.store.neo4j_ledger import Neo4jLedger
from graph.store.neo4j_ledger_tellings import alike_rows
from graph.store.settling import alike
from graph.store.writing import withdraw_document, write_bundle
from tests.identity_bundles import BCA, told
from tests.neo4j_server import connect, every_release
from tests.store_oracle import dump, random_bundle
from tests.test_store_identity import BEFORE, CITED, LETTER, SIGNS, cited, documents

_T = TypeVar("_T")
_KEYS = (("Entity", "id"), ("Reading", "document"), ("Telling", "key"), ("TellingKey", "key"), ("Same", "key"), ("Spare", "key"))
_INDEXED = {"Reading": ["source"], "Telling": ["document", "task"], "Same": ["document", "told"], "Spare": ["document", "source"]}


class Server:
    """Writes to a server and reads back all that it holds."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self.session = driver.session()
        for label, name in (*_KEYS, ("Store", "name")):
            self._run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE")
        for label, names in {**_INDEXED, "Left": ["document"]}.items():
            for name in names:
                self._run(f"CREATE INDEX IF NOT EXISTS FOR (n:{label}) ON (n.{name})")
        for name in ontology().relations:
            self._run(f"CREATE INDEX IF NOT EXISTS FOR ()-[e:{name}]-() ON (e.document)")
        self._run("CALL db.awaitIndexes(60)")
        self._run("MERGE (s:Store {name: 'luocdo'}) SET s.version = 0")

    def write(self, bundle: Bundle) -> Written:
        return self._writing(lambda ledger: write_bundle(ledger, bundle))

    def withdraw(self, document: str) -> bool:
        return self._writing(lambda ledger: withdraw_document(ledger, document))

    def _writing(self, work: Callable[[Neo4jLedger], _T]) -> _T:
        return self.session.execute_write(lambda tx: work(Neo4jLedger(tx)))

    def _run(self, statement: str) -> list[list[Any]]:
        return self.session.run(statement).values()

    def version(self) -> int:
        return int(self._run("MATCH (s:Store) RETURN s.version")[0][0])

    def alike(self, kind: str) -> list[Any]:
        return self.session.execute_read(lambda tx: alike(alike_rows(tx, kind)))

    def dump(self) -> dict[str, Any]:
        said = "OPTIONAL MATCH (n)<-[s:SAYS]-(r:Reading) WITH n, collect([r.document, s.proof]) AS said"
        nodes = [_node(*row) for row in self._run(f"MATCH (n:Entity) {said} RETURN labels(n), properties(n), said")]
        stated: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for *ends, values in self._run("MATCH (a:Entity)-[e]->(b:Entity) RETURN a.id, b.id, type(e), properties(e)"):
            stated.setdefault((*ends, values["qualifier"]), []).append(values)
        held = self._run(f"MATCH (r:Reading) WHERE r.document <> '{REGISTRY}' RETURN r.document, r.source, r.digest, r.characters, r.text")
        return {
            "nodes": [node.as_dict() for node in sorted(nodes, key=lambda node: node.id)],
            "edges": [_edge(key, stated[key]).as_dict() for key in sorted(stated)],
            "documents": sorted(map(tuple, held)),
            "unresolved": sorted(
                Unresolved(*row) for row in self._run("MATCH (l:Left) RETURN l.document, l.start, l.end, l.kind, l.text, l.reason")
            ),
        }

    def orphans(self) -> list[list[Any]]:
        """What is left of things that are gone."""
        alone = "MATCH (n) WHERE (n:TellingKey OR n:Entity) AND NOT (n)<-[:HAS_KEY|SAYS]-() RETURN labels(n), n.id"
        lost = "MATCH (n:Telling|Spare|Left|Same) WHERE NOT EXISTS { MATCH (:Reading {document: n.document}) } RETURN labels(n), n.key"
        return self._run(alone) + self._run(lost)


def _node(labels: list[str], values: dict[str, Any], said: list[list[str]]) -> Node:
    (kind,) = set(labels) - {"Entity"}
    properties = {name: value for name, value in values.items() if name not in (*neo4j_rows.COMMON, *neo4j_rows.HELPERS)}
    return Node(values["id"], kind, values["name"], values["name_en"], tuple(values.get("aliases", ())), _proof(said), properties)


def _edge(key: tuple[str, ...], stated: list[dict[str, Any]]) -> Edge:
    ranked = sorted(stated, key=lambda values: (values["priority"], values["document"]))
    facts = merge_edges(list(dict.fromkeys(map(neo4j_rows.relation_facts, ranked))))
    source, target, kind = key[:3]
    return Edge(source, target, kind, _proof([[values["document"], values["proof"]] for values in stated]), json.loads(facts))


def _proof(said: list[list[str]]) -> tuple[Evidence, ...]:
    return tuple(e for document, proof in sorted(said) for e in read_proof(document, proof))


@pytest.fixture
def server(neo4j_url: str) -> Iterator[Server]:
    """An empty store on a real server."""
    with connect(neo4j_url) as driver:
        opened = Server(driver)
        with opened.session:
            yield opened


def _random_steps(r: random.Random) -> list[Bundle | str]:
    names = ["document:0", "document:1", "document:2", REGISTRY]
    steps: list[Bundle | str] = []
    for name in r.choices(names, k=12):
        source = "" if name == REGISTRY else r.choice(["", "a.txt", "b.txt", "c.txt"])
        steps.append(name if r.random() < 0.2 else random_bundle(r.randrange(6), name, source, length=r.choice([6, 8, 10, 12])))
    return steps


def _steps_of_tasks(r: random.Random) -> list[Bundle | str]:
    news = told("document:2024-09-02-bao", "2024-09-02", {"text": SIGNS, "lead": BCA, "by": CITED}, kind="article")
    dated = told("document:tb-vpcp-2024-344", "2024-07-25", {"text": SIGNS, "lead": BCA})
    letters = [
        cited(LETTER, "2024-08-20", CITED),
        cited("document:x", "2024-01-01", BEFORE),
        cited("document:y", "2023-05-05", CITED, BEFORE),
    ]
    return [bundle if r.random() < 0.75 else bundle.document for bundle in r.choices([*documents(), news, dated, *letters], k=16)]


@every_release
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("steps", [_random_steps, _steps_of_tasks])
def test_after_each_step_the_server_says_what_the_embedded_store_says(
    server: Server, steps: Callable[[random.Random], list[Bundle | str]], seed: int
) -> None:
    """Guards against rules that differ, claims that stay behind, and a version that does not tell of a change."""
    with open_store(":memory:") as store:
        for step in steps(random.Random(seed)):
            if isinstance(step, str):
                assert server.withdraw(step) == store.withdraw(step)
            else:
                assert server.write(step) == store.write(step)
            assert server.dump() == dump(store)
            assert server.version() == store.version
            for kind in ("moved", "amends", "apart"):
                assert server.alike(kind) == store.alike(kind)
    assert server.orphans() == []


def test_two_writers_wait_for_each_other(server: Server, neo4j_url: str) -> None:
    """Guards against tasks that stay two because neither of two transactions saw what the other told."""
    bundles = documents()
    with connect(neo4j_url) as driver:
        others = [Server(driver) for _ in bundles]
        writers = [threading.Thread(target=other.write, args=(bundle,)) for other, bundle in zip(others, bundles, strict=True)]
        for writer in writers:
            writer.start()
        for writer, other in zip(writers, others, strict=True):
            writer.join()
            other.session.close()
    with open_store(":memory:") as store:
        for bundle in bundles:
            store.write(bundle)
        assert server.dump() == dump(store)


def test_what_fails_half_way_leaves_no_trace(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against half a document."""
    first, second = documents()[:2]
    server.write(first)
    before, version = server.dump(), server.version()
    with monkeypatch.context() as patched:
        patched.setattr(neo4j_rows, "relation", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            server.write(second)
    assert (server.dump(), server.version()) == (before, version)


def test_a_document_of_forty_tasks_needs_few_round_trips(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards against one statement for each task."""
    words = "cấp phép lưu trữ bản đồ giao thông thủy lợi đất đai hộ tịch bảo hiểm thuế hải quan".split()  # noqa: SIM905
    tasks = [{"text": f"Xây dựng hệ thống {' '.join(random.Random(i).sample(words, 6))}", "lead": BCA} for i in range(40)]
    server.write(told("document:qd-ttg-2025-1", "2025-01-01", *tasks))
    sent: list[str] = []
    run = neo4j.ManagedTransaction.run
    monkeypatch.setattr(neo4j.ManagedTransaction, "run", lambda tx, query, *rest: sent.append(query) or run(tx, query, *rest))  # type: ignore[func-returns-value]
    server.write(told("document:kh-ubnd-ha-noi-2025-2", "2025-02-01", *tasks))
    assert len(sent) <= 30
