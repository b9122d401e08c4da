"""The maps by which Neo4j holds a store: nothing is lost in them, and no name stands for two things."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from graph.ontology import ontology
from graph.store import neo4j_rows
from graph.store.codec import NodeFacts, merge_nodes, read_claims
from tests.store_oracle import random_bundle


def test_no_name_stands_for_two_things() -> None:
    """Guards against a property of the ontology that overwrites one that the store itself keeps."""
    reserved = {*neo4j_rows.COMMON, *neo4j_rows.HELPERS}
    assert [name for kind in ontology().nodes.values() for name in kind.properties if name in reserved] == []
    assert [name for relation in ontology().relations.values() for name in relation.properties if name in neo4j_rows.CLAIMED] == []


@given(st.builds(random_bundle, st.integers(0, 10_000), st.sampled_from(["document:0", "registry"]), st.just("a")))
def test_what_a_document_says_can_be_read_back(bundle: object) -> None:
    """Guards against a claim that comes back with another digest, and a first sentence that is not the first."""
    claims = read_claims(bundle)  # type: ignore[arg-type]
    for edge, claim in claims.edges.items():
        row = neo4j_rows.relation("document:0", edge, claim)
        assert neo4j_rows.relation_facts(row) == claim.facts
        assert (row["proof"], row["priority"], row["qualifier"]) == (claim.proof, claim.priority, edge[3])
        assert [row.get("start"), row.get("end"), row.get("quote")] == (json.loads(claim.proof)[0][:3] if claim.proof else [None] * 3)
    for id_, claim in claims.nodes.items():
        facts = merge_nodes([claim.facts])
        row = neo4j_rows.entity(id_, facts)
        assert {name: row[name] for name in facts.properties} == dict(facts.properties)
        assert (row["id"], row["name"], row["name_en"], row.get("aliases", [])) == (id_, facts.name, facts.name_en, list(facts.aliases))


def test_names_are_found_whole_and_by_their_words() -> None:
    """Guards against a search on the server that folds otherwise than the embedded one."""
    facts = NodeFacts("Document", "Quyết định 06/QĐ-TTg", "Decision 06", ("Đề án 06",), {"number": "06/QĐ-TTg", "title": "Phê duyệt Đề án"})
    row = neo4j_rows.entity("document:a", facts)
    assert row["called"] == ["06 qd ttg", "de an 06", "decision 06", "quyet dinh 06 qd ttg"]
    assert row["folded_names"] == "quyet dinh 06 qd ttg decision 06 de an 06 06 qd ttg"
    assert str(row["folded_body"]).split() == ["phe", "duyet", "de", "an"]
    assert "aliases" not in neo4j_rows.entity("x", NodeFacts("Database", "!", "", (), {}))
