"""Loading, replacing, withdrawing and reading, each rule in a small case that can be followed by eye."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import NotFoundError, StoreError
from graph.model import REGISTRY, Bundle, Edge, Node, Unresolved
from graph.store import Store, Written, open_store
from tests.store_oracle import check_file, dump, evidence

BCA, BTC = "agency:bo-cong-an", "agency:bo-tai-chinh"
DAN_CU, DAT_DAI = "database:dan-cu", "database:dat-dai"
DOC = "document:qd-ttg-2024-6"
OTHER = "document:qd-ttg-2025-7"


@pytest.fixture(params=["file", "memory", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store: in a file, in memory, on a server."""
    if request.param == "neo4j":
        yield request.getfixturevalue("neo4j_store")
        return
    path = tmp_path / "kho.db"
    with open_store(":memory:" if request.param == "memory" else str(path)) as opened:
        yield opened
    if request.param == "file":
        check_file(path)


def decision(document: str = DOC, due: str = "2025-12-31", source: str = "a.txt", tail: str = "", agency: str = "Bộ Công an") -> Bundle:
    """A decision that gives the Ministry of Public Security one task that uses the population database."""
    text = f"{agency} xây dựng ứng dụng, khai thác Cơ sở dữ liệu quốc gia về dân cư, xong trước ngày {due}.{tail}"
    sentence, task = (evidence(document, text, text),), f"task:{document.split(':')[1]}-1"
    nodes = (
        Node(document, "Document", "Quyết định", properties={"number": "06/QĐ-TTg", "kind": "decision", "issued_on": "2024-01-06"}),
        Node(BCA, "Agency", agency, mentions=(evidence(document, text, agency),)),
        Node(DAN_CU, "Database", "CSDL dân cư", aliases=("CSDLQG về dân cư",), mentions=(evidence(document, text, "Cơ sở dữ liệu"),)),
        Node(task, "Task", "Xây dựng ứng dụng", properties={"text": text, "due_on": due, "status": "open"}),
    )
    edges = (
        Edge(document, task, "ASSIGNS", sentence),
        Edge(task, BCA, "LED_BY", sentence),
        Edge(task, DAN_CU, "DEPENDS_ON", sentence, {"how": "uses"}),
    )
    return Bundle(document, text, nodes, edges, (Unresolved(document, 0, 2, "agency", text[:2], "thiếu tên"),), source)


def built_in() -> Bundle:
    """A registry of two agencies and two databases."""
    nodes = (
        Node(BCA, "Agency", "Bộ Công an", "Ministry of Public Security", ("BCA",), properties={"code": "BCA", "kind": "ministry"}),
        Node(BTC, "Agency", "Bộ Tài chính"),
        Node(DAN_CU, "Database", "Cơ sở dữ liệu quốc gia về dân cư", aliases=("CSDL dân cư", "CSDLQG về dân cư")),
        Node(DAT_DAI, "Database", "Cơ sở dữ liệu quốc gia về đất đai"),
    )
    edges = (
        Edge(DAN_CU, BCA, "MANAGED_BY", (), {"basis": "Luật Căn cước"}),
        Edge(DAN_CU, DAT_DAI, "CONNECTS_TO", (), {"basis": "Quyết định 06/QĐ-TTg"}),
    )
    return Bundle(REGISTRY, "", nodes, edges)


def test_loading_again_changes_nothing(store: Store) -> None:
    """Guards against doubled evidence and a version that makes every reader rebuild its index for nothing."""
    assert store.version == 0
    assert store.write(decision()) is Written.ADDED
    before, version = dump(store), store.version
    assert version > 0
    assert store.write(decision()) is Written.UNCHANGED
    assert (dump(store), store.version) == (before, version)


def test_the_registry_is_no_document(store: Store) -> None:
    """Guards against a registry that is counted, listed or read as a loaded text."""
    assert store.write(built_in()) is Written.ADDED
    assert store.write(built_in()) is Written.UNCHANGED
    assert store.documents() == []
    assert store.counts().documents == 0
    with pytest.raises(NotFoundError):
        store.text(REGISTRY)


def test_new_rules_replace_the_facts_of_an_unchanged_text(store: Store) -> None:
    """Guards against facts of older rules staying because the text is the same."""
    store.write(decision())
    again = decision()
    fewer = Bundle(again.document, again.text, again.nodes, again.edges[:2], (), again.source)
    assert store.write(fewer) is Written.REPLACED
    assert store.edges(DAN_CU) == []
    assert store.unresolved() == []


def test_a_changed_text_replaces_its_facts_and_no_others(store: Store) -> None:
    """Guards against a reload that leaves the old deadline, or that touches what another document says."""
    store.write(decision())
    store.write(decision(OTHER, "2026-06-30", "b.txt"))
    assert store.write(decision(due="2027-01-31")) is Written.REPLACED
    assert {task.id: task.get("due_on") for task in store.find("Task")} == {
        "task:qd-ttg-2024-6-1": "2027-01-31",
        "task:qd-ttg-2025-7-1": "2026-06-30",
    }
    mentions = store.get_many([BCA])[BCA].mentions
    assert [m.document for m in mentions] == [DOC, OTHER]


def test_a_file_that_became_another_document_withdraws_the_first(store: Store) -> None:
    """Guards against the ghost of a document whose file now holds another."""
    store.write(decision(source="plan.txt"))
    assert store.write(decision(OTHER, source="plan.txt")) is Written.REPLACED
    assert [d.id for d in store.documents()] == [OTHER]
    assert store.get("task:qd-ttg-2024-6-1") is None
    assert store.get(DOC) is None


def test_two_documents_without_a_source_do_not_displace_each_other(store: Store) -> None:
    """Guards against taking 'no source' for one and the same file."""
    store.write(decision(source=""))
    store.write(decision(OTHER, source=""))
    assert [d.id for d in store.documents()] == [DOC, OTHER]


@pytest.mark.parametrize("order", [("short", "long"), ("long", "short")])
def test_of_two_texts_of_one_document_the_longer_is_kept(store: Store, order: tuple[str, str]) -> None:
    """Guards against an end state that depends on which file came first."""
    bundles = {"short": decision(source="short.txt"), "long": decision(source="long.txt", due="2026-01-01", tail=" Hết.")}
    written = [store.write(bundles[name]) for name in order]
    assert written[1] is (Written.REPLACED if order[1] == "long" else Written.SUPERSEDED)
    assert [(d.id, d.source) for d in store.documents()] == [(DOC, "long.txt")]
    assert store.text(DOC).endswith("Hết.")
    assert [task.get("due_on") for task in store.find("Task")] == ["2026-01-01"]
    version = store.version
    assert store.write(bundles["short"]) is Written.SUPERSEDED
    assert store.version == version


def test_the_other_text_takes_over_when_the_kept_one_goes(store: Store) -> None:
    """Guards against losing a document that another file still gives."""
    short = decision(source="short.txt")
    store.write(short)
    alone = dump(store)
    store.write(decision(source="long.txt", tail=" Hết."))
    store.write(decision(OTHER, source="long.txt"))
    assert store.withdraw(OTHER)
    assert dump(store) == alone
    assert store.write(short) is Written.UNCHANGED


def test_withdrawing_a_document_forgets_all_its_texts(store: Store) -> None:
    """Guards against a withdrawn document that comes back from a second file once another file changes."""
    store.write(decision(source="short.txt"))
    store.write(decision(source="long.txt", tail=" Hết."))
    assert store.withdraw(DOC)
    store.write(decision(source="long.txt", tail=" Hết."))
    store.write(decision(OTHER, source="long.txt"))
    assert [d.id for d in store.documents()] == [OTHER]


def test_a_waiting_text_whose_file_changed_does_not_come_back(store: Store) -> None:
    """Guards against a text that no file holds any longer."""
    store.write(decision(source="short.txt"))
    store.write(decision(source="long.txt", tail=" Hết."))
    store.write(decision(OTHER, source="short.txt"))
    store.write(decision("document:x", source="long.txt"))
    assert [(d.id, d.source) for d in store.documents()] == [(OTHER, "short.txt"), ("document:x", "long.txt")]


def test_what_a_file_said_before_does_not_compete(store: Store) -> None:
    """Guards against an older text of a file that outweighs the newer text of another."""
    for name, length in (("a", 10), ("b", 8), ("b", 14), ("a", 6), ("b", 7), ("a", 9)):
        store.write(decision(source=f"{name}.txt", tail=" " + "x" * length))
    assert [(d.source, store.text(d.id)[-9:]) for d in store.documents()] == [("a.txt", "x" * 9)]


def test_a_copy_of_the_same_text_changes_nothing(store: Store) -> None:
    """Guards against a version that grows, and a source that depends on the order, where one text lies in two files."""
    store.write(decision(source="b.txt"))
    before, version = dump(store)["nodes"], store.version
    assert store.write(decision(source="a.txt")) is Written.UNCHANGED
    assert store.write(decision(source="c.txt")) is Written.UNCHANGED
    assert (dump(store)["nodes"], store.version) == (before, version)
    assert [d.source for d in store.documents()] == ["a.txt"]


def test_withdrawing_leaves_no_orphan(store: Store) -> None:
    """Guards against nodes, edges, words or texts that nobody states any longer."""
    store.write(built_in())
    before = dump(store)
    assert store.write(decision()) is Written.ADDED
    assert store.withdraw(DOC)
    assert dump(store) == before
    assert store.search("xay dung ung dung") == []
    assert not store.withdraw(DOC)
    assert not store.withdraw("document:none")
    assert store.withdraw(REGISTRY)
    assert dump(store) == {"nodes": [], "edges": [], "documents": [], "unresolved": []}


def test_the_registry_names_things_and_other_names_become_aliases(store: Store) -> None:
    """Guards against a document's wording replacing the official name, whichever comes first."""
    store.write(decision(agency="BCA"))
    assert (found := store.get(BCA)) is not None
    assert found.name == "BCA"
    store.write(built_in())
    agency, database = (store.get_many([BCA, DAN_CU])[id_] for id_ in (BCA, DAN_CU))
    assert (agency.name, agency.name_en, agency.aliases) == ("Bộ Công an", "Ministry of Public Security", ("BCA",))
    assert (agency.get("code"), len(agency.mentions)) == ("BCA", 1)
    assert (database.name, database.aliases) == ("Cơ sở dữ liệu quốc gia về dân cư", ("CSDL dân cư", "CSDLQG về dân cư"))


def test_a_documents_own_word_on_itself_counts_most(store: Store) -> None:
    """Guards against a citation's guess at a date overruling the document's own head."""
    text = "Căn cứ Quyết định 06."
    guess = Node(DOC, "Document", "QĐ 06", "Decision 06", properties={"issued_on": "2023-01-01", "signed_by": "Người ký"})
    citing = Bundle("document:a", text, (Node("document:a", "Document", "Văn bản A"), guess), (), (), "a0.txt")
    store.write(citing)
    store.write(decision(source="z.txt"))
    assert (kept := store.get(DOC)) is not None
    assert (kept.name, kept.name_en, kept.aliases) == ("Quyết định", "Decision 06", ("QĐ 06",))
    assert (kept.get("issued_on"), kept.get("signed_by"), kept.get("kind")) == ("2024-01-06", "Người ký", "decision")


def test_an_edge_of_the_registry_that_a_text_says_too_has_basis_and_evidence(store: Store) -> None:
    """Guards against losing either proof, and against two edges where one fact is meant."""
    store.write(built_in())
    text = "Bộ Công an quản lý Cơ sở dữ liệu quốc gia về dân cư."
    nodes = (Node(DOC, "Document", "Quyết định"), Node(BCA, "Agency", "Bộ Công an"), Node(DAN_CU, "Database", "CSDL dân cư"))
    said = Edge(DAN_CU, BCA, "MANAGED_BY", (evidence(DOC, text, text),))
    store.write(Bundle(DOC, text, nodes, (said,)))
    assert store.edges(DAN_CU, "out", ["MANAGED_BY"]) == [Edge(DAN_CU, BCA, "MANAGED_BY", said.evidence, {"basis": "Luật Căn cước"})]
    store.withdraw(DOC)
    assert store.edges(DAN_CU, "out", ["MANAGED_BY"])[0].evidence == ()


def test_an_edge_stated_twice_in_one_document_has_both_sentences(store: Store) -> None:
    """Guards against the second sentence pushing out the first."""
    text = "A nối B. B được A dùng."
    nodes = (Node(DOC, "Document", "Văn bản"), Node(DAN_CU, "Database", "A"), Node(DAT_DAI, "Database", "B"))
    proofs = [evidence(DOC, text, quote, row=row) for quote, row in (("B được A dùng.", 2), ("A nối B.", 1))]
    edges = tuple(Edge(DAN_CU, DAT_DAI, "DEPENDS_ON", (proof,), {"how": "uses"}) for proof in proofs)
    store.write(Bundle(DOC, text, nodes, edges))
    assert [e.quote for e in store.edges(DAN_CU)[0].evidence] == ["A nối B.", "B được A dùng."]
    assert [e.row for e in store.edges(DAN_CU)[0].evidence] == [1, 2]


def test_edges_between_the_same_two_nodes_differ_by_their_key_properties(store: Store) -> None:
    """Guards against merging 'uses' with 'after', which are two dependencies."""
    text = "A dùng B sau khi có B."
    nodes = (Node(DOC, "Document", "Văn bản"), Node(DAN_CU, "Database", "A"), Node(DAT_DAI, "Database", "B"))
    edges = tuple(Edge(DAN_CU, DAT_DAI, "DEPENDS_ON", (evidence(DOC, text, text),), {"how": how}) for how in ("uses", "after"))
    store.write(Bundle(DOC, text, nodes, edges))
    assert [e.get("how") for e in store.edges(DAN_CU)] == ["after", "uses"]
    assert [e.get("how") for e in store.all_edges()] == ["after", "uses"]
    assert [(r.id, r.path[0].get("how")) for r in store.reach(DAN_CU, "out", ())] == [(DAT_DAI, "after")]


def test_much_mentioned_nodes_are_read_anew_after_a_change(store: Store) -> None:
    """Guards against mentions kept in memory from before a document was withdrawn."""
    for number in range(3):
        document, text = f"document:{number}", " ".join(f"Bộ {i}" for i in range(150))
        mentions = tuple(evidence(document, text, f"Bộ {i}") for i in range(150))
        nodes = (Node(document, "Document", "Văn bản"), Node(BCA, "Agency", "Bộ Công an", mentions=mentions))
        store.write(Bundle(document, text, nodes, (), (), f"{number}.txt"))
        for _ in range(2):
            assert [len(n.mentions) for n in store.get_many([BCA, "none"]).values()] == [150 * (number + 1)]
            assert len(store.search("bo cong an")[0].node.mentions) == 150 * (number + 1)
    store.withdraw("document:1")
    assert (found := store.get(BCA)) is not None
    assert found == store.find("Agency")[0]
    assert {m.document for m in found.mentions} == {"document:0", "document:2"}


def test_values_that_no_file_can_hold_are_refused(store: Store) -> None:
    """Guards against a traceback for half a character or a number beyond 64 bits; the store stays as it was."""
    broken = Bundle(DOC, "\ud800", (Node(DOC, "Document", "Văn bản"),), ())
    for attempt in (lambda: store.write(broken), lambda: store.get("\ud800"), lambda: store.find(where={"value": 10**30})):
        with pytest.raises(StoreError):
            attempt()
    assert store.search("\ud800") == []
    assert store.version == 0
