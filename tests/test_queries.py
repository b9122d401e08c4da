"""The queries of the catalogue on a small graph made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from graph.errors import AmbiguousError, NotFoundError, QuestionError
from graph.model import Edge, Node
from graph.registry import registry
from graph.store import open_store
from queries import catalogue, describe, resolve, run, subgraph, whole
from queries.model import Query
from tests import query_graph as g

AS_OF = date(2024, 8, 1)
TASK_COLUMNS = ["task", "lead", "coordinating", "submitted_to", "due_on", "due_text", "status", "document"]


@pytest.fixture(scope="module")
def store():
    with open_store(":memory:") as opened:
        yield g.fill(opened)


def cells(answer, column):
    return [row[column] for row in answer.rows]


def row_of(answer, column, words):
    (row,) = [row for row in answer.rows if words in str(row[column])]
    return row


# -- the catalogue --


@pytest.mark.parametrize("query", catalogue().values(), ids=catalogue())
def test_every_query_is_labelled_and_exemplified(query: Query):
    """Guards against a query that a page cannot show in one of the languages or that nobody knows how to ask."""
    labels = [
        query.title,
        query.description,
        *(p.label for p in query.parameters),
        *(c for p in query.parameters for c in p.choices.values()),
    ]
    assert all(label.vi and label.en for label in labels)
    assert all(parameter.example for parameter in query.parameters)
    assert len([e for e in query.examples if any(c in e for c in "ăâđêôơưàáạảãèéẹòóọùúụìíị")]) >= 3
    assert len([e for e in query.examples if e.replace("Đ", "D").isascii()]) >= 3


@pytest.mark.parametrize("query", catalogue().values(), ids=catalogue())
def test_the_examples_of_parameters_can_be_read(store, query: Query):
    """Guards against an example that the parameter itself refuses."""
    for parameter in query.parameters:
        needed = {p.name: p.example for p in query.parameters if p.required}
        run(store, query.name, needed | {parameter.name: parameter.example}, AS_OF)


SAMPLE = {
    "citing": {"document": "06/QĐ-TTg"}, "connections": {"entity": g.POPULATION}, "coordination": {"agency": g.MPS},
    "changes": {"period": "2024-05-01..2024-07-31"}, "contradictions": {}, "coverage": {},
    "delay": {"entity": g.CENTRE, "until": "2026-01-01"},
    "dependencies": {"entity": g.CENTRE},
    "dependents": {"entity": g.POPULATION}, "document_facts": {"document": g.SECOND}, "documents": {},
    "due_soon": {}, "entities": {}, "facts": {"entity": g.MPS},
    "impact": {"entity": g.POPULATION}, "in_force": {"document": "73/2019/NĐ-CP"}, "indicator_series": {"indicator": "thẻ căn cước"},
    "legal_basis": {"entity": g.CENTRE}, "managed": {"entity": g.MPS}, "overdue": {},
    "path": {"source": g.LAND, "target": g.MPS}, "progress": {}, "references": {"document": g.PLAN},
    "roles": {"about": "Trung tâm dữ liệu quốc gia"},
    "responsible": {"entity": g.LAND}, "slipped": {}, "successors": {"agency": g.MIC}, "targets": {}, "tasks": {}, "workload": {},
}  # fmt: skip


@pytest.mark.parametrize("name", catalogue())
def test_every_row_is_whole_and_proved(store, name):
    """Guards against a row without its columns, a quote that is not in the text, a graph that lacks an end of its edges."""
    answer = run(store, name, SAMPLE[name], AS_OF)
    assert answer.rows
    assert answer.understood.vi
    assert answer.understood.en
    nodes = {node.id for node in answer.graph.nodes}
    assert all({edge.source, edge.target} <= nodes for edge in answer.graph.edges)
    for row in answer.rows:
        assert all(column.name in row for column in answer.columns), row
        assert all(isinstance(row[column.name], (str, int, float)) for column in answer.columns)
        for evidence in row["evidence"]:
            if "basis" not in evidence:
                assert store.text(evidence["document"])[evidence["start"] : evidence["end"]] == evidence["quote"]
                assert evidence["document_name"]
        for column in answer.columns:
            if column.id_key and row.get(column.id_key):
                assert store.get(row[column.id_key]), (column.id_key, row[column.id_key])
    assert any(row["evidence"] for row in answer.rows)


@pytest.mark.parametrize("name", catalogue())
def test_the_parameters_of_an_answer_give_the_same_answer(store, name):
    """Guards against parameters in an answer that cannot be used to ask again."""
    answer = run(store, name, SAMPLE[name], AS_OF)
    assert run(store, name, answer.parameters, AS_OF) == answer


# -- dependents, dependencies, path --


def test_dependents_are_those_that_need_build_or_connect(store):
    """Guards against losing one of the ways to depend, and against counting what the thing itself needs."""
    answer = run(store, "dependents", {"entity": "Trung tâm dữ liệu quốc gia", "types": "Task"}, AS_OF)
    assert sorted(cells(answer, "relation_code")) == ["PRODUCES", "built_on", "carries_out"]
    assert all(row["type"] == "Nhiệm vụ" for row in answer.rows)
    built = row_of(answer, "dependent", "xây dựng Trung tâm dữ liệu quốc gia")
    assert (built["lead"], built["due_on"], built["status"]) == ("Bộ Công an", "2025-08-30", "trong hạn")
    assert not [row for row in answer.rows if "mua bán trên mạng" in row["dependent"]]


def test_dependents_reach_through_others_up_to_a_depth(store):
    """Guards against a depth that is not kept, and against a path told in the wrong direction."""
    near = run(store, "dependents", {"entity": g.POPULATION, "depth": "1", "relation": "needs"}, AS_OF)
    far = run(store, "dependents", {"entity": g.POPULATION, "relation": "needs"}, AS_OF)
    assert max(cells(near, "hops")) == 1
    assert max(cells(far, "hops")) > 1
    portal = row_of(far, "dependent", "chuyển Cổng Dịch vụ công quốc gia về hạ tầng mới")
    assert portal["path"].startswith("chuyển Cổng Dịch vụ công quốc gia")
    assert portal["path"].endswith("Cơ sở dữ liệu quốc gia về dân cư")
    assert {e.get("quote") for e in portal["evidence"]} >= {"Cổng Dịch vụ công quốc gia khai thác Cơ sở dữ liệu quốc gia về dân cư."}


@pytest.mark.parametrize("depth", [1, 2])
def test_dependencies_lie_within_the_depth(store, depth):
    """Guards against what the builders of a thing need being told where only one step was asked for."""
    for node in (g.CENTRE, g.LAND, g.PORTAL):
        every = run(store, "dependencies", {"entity": node}, AS_OF).rows
        near = run(store, "dependencies", {"entity": node, "depth": str(depth)}, AS_OF).rows
        assert [row["dependency_id"] for row in near] == [row["dependency_id"] for row in every if row["hops"] <= depth]


def test_dependencies_of_what_a_task_builds_are_those_of_the_task(store):
    """Guards against saying that a thing needs nothing because only the task that builds it is told to."""
    answer = run(store, "dependencies", {"entity": g.CENTRE}, AS_OF)
    assert "Cơ sở dữ liệu quốc gia về dân cư" in cells(answer, "dependency")


def test_a_path_tells_each_hop_in_its_direction(store):
    """Guards against a path that reads an edge backwards with its forward name."""
    answer = run(store, "path", {"source": g.PORTAL, "target": g.POPULATION}, AS_OF)
    assert answer.rows[0]["path"] == "Cổng Dịch vụ công quốc gia → khai thác, sử dụng → Cơ sở dữ liệu quốc gia về dân cư"
    back = run(store, "path", {"source": g.POPULATION, "target": g.PORTAL}, AS_OF)
    assert back.rows[0]["path"] == "Cơ sở dữ liệu quốc gia về dân cư → là điều kiện của → Cổng Dịch vụ công quốc gia"
    assert run(store, "path", {"source": g.PORTAL, "target": g.PORTAL}, AS_OF).total == 0


# -- tasks --


def test_tasks_have_the_same_columns_everywhere(store):
    """Guards against two tables of tasks that cannot be compared or exported alike."""
    for name in ("tasks", "overdue"):
        assert [column.name for column in run(store, name, {}, AS_OF).columns][: len(TASK_COLUMNS)] == TASK_COLUMNS


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"agency": g.MIC, "role": "lead", "period": "2024-07-01..2024-07-31"}, {"hoàn chỉnh và trình", "địa chỉ số"}),
        ({"agency": g.MIC, "role": "coordinating"}, {"họp giao ban"}),
        ({"agency": g.MPS, "partner": g.DEFENCE}, {"họp giao ban", "xây dựng Trung tâm"}),
        ({"submitted_to": g.PM, "period": "2024-05"}, {"trình bản thảo"}),
        ({"status": "done"}, {"nghiệm thu"}),
        ({"status": "due_soon"}, {"chuyển Cổng"}),
        ({"recurring": "yes"}, {"họp giao ban"}),
        ({"source": "901/TB-VPCP", "status": "undated"}, {"soạn bộ hướng dẫn", "theo dõi tiến độ"}),
        ({"source": "Đề án 06"}, {"theo dõi tiến độ"}),
        ({"about": "đào tạo nguồn nhân lực"}, {"mở chương trình"}),
        ({"about": "dao tao nguon nhan luc"}, {"mở chương trình"}),
        ({"about": "workforce training"}, {"mở chương trình"}),
        ({"about": "Cổng DVCQG"}, {"chuyển Cổng"}),
        ({"about": "tàu vũ trụ"}, set()),
    ],
)
def test_tasks_fulfil_every_condition(store, given, words):
    """Guards against a condition that is dropped, or widened by another."""
    found = cells(run(store, "tasks", given, AS_OF), "task")
    assert len(found) == len(words)
    assert all(any(task.startswith(start) or start in task for task in found) for start in words)


def test_accents_that_are_given_must_fit(store):
    """Guards against 'đao tào' finding 'đào tạo': a word with accents is another word with other accents."""
    assert run(store, "tasks", {"about": "đáo tạo nguồn nhân lực"}, AS_OF).total == 0


def test_overdue_is_what_ended_before_the_day_and_is_not_done(store):
    """Guards against counting the last day itself as late, and against counting finished work."""
    late = run(store, "overdue", {}, AS_OF)
    assert set(cells(late, "due_on")) == {"2024-05-31", "2024-07-31"}
    assert row_of(late, "task", "địa chỉ số")["days_late"] == 1
    on_the_day = run(store, "overdue", {"as_of": "31/07/2024"}, AS_OF)
    assert set(cells(on_the_day, "due_on")) == {"2024-05-31"}
    assert not any("nghiệm thu" in task for task in cells(late, "task"))


def test_a_note_tells_who_took_over_from_an_agency_that_is_gone(store):
    """Guards against a list of tasks that nobody is there to do."""
    assert not run(store, "tasks", {"agency": g.MIC}, AS_OF).notes
    (note,) = run(store, "tasks", {"agency": g.MIC}, date(2025, 6, 1)).notes
    assert "Bộ Khoa học và Công nghệ" in note.vi


def test_a_slipped_deadline_has_both_dates_and_both_sentences(store):
    """Guards against pairing tasks of one document, or taking an earlier deadline for a slip."""
    (row,) = run(store, "slipped", {}, AS_OF).rows
    assert (row["first_due_on"], row["later_due_on"], row["days"]) == ("2024-05-31", "2024-07-31", 61)
    assert (row["first_document"], row["later_document"]) == ("901/TB-VPCP", "944/TB-VPCP")
    assert {e["document"] for e in row["evidence"]} == {g.FIRST, g.SECOND}
    assert run(store, "slipped", {"agency": g.MPS}, AS_OF).total == 0


def test_workload_counts_each_task_of_an_agency_once(store):
    """Guards against counting a task once for each sentence that tells it."""
    answer = run(store, "workload", {"source": "944/TB-VPCP"}, AS_OF)
    counted = {row["agency_id"]: row["tasks"] for row in answer.rows}
    assert counted[g.MIC] == 3
    assert counted[g.MPS] == 2


def test_workload_tells_in_how_many_tasks_an_agency_has_each_role(store):
    """Guards against one count for what an agency leads and what it only helps with."""
    rows = {row["agency_id"]: row for row in run(store, "workload", {"role": "any"}, AS_OF).rows}
    mic = rows[g.MIC]
    assert (mic["tasks"], mic["as_lead"], mic["as_coordinating"], mic["as_receiving"]) == (7, 6, 1, 0)
    assert rows[g.PM]["as_receiving"] == rows[g.PM]["tasks"] == 3
    (led,) = [row for row in run(store, "workload", {}, AS_OF).rows if row["agency_id"] == g.MIC]
    assert (led["tasks"], led["as_lead"], led["as_coordinating"]) == (6, 6, 0)


# -- targets and indicators --


def test_targets_by_the_end_of_a_year_are_those_of_that_year(store):
    """Guards against listing next year's targets among those that are due."""
    answer = run(store, "targets", {"period": "đến hết năm 2024"}, AS_OF)
    assert sorted(cells(answer, "value")) == [40, 80]
    assert all(row["set_by"] == "944/TB-VPCP" for row in answer.rows)


def test_an_indicator_is_told_in_the_order_of_time(store):
    """Guards against values of other indicators, against 'chip' and 'chíp' being two, and against undated values going first."""
    answer = run(store, "indicator_series", {"indicator": "thẻ căn cước công dân gắn chip"}, AS_OF)
    assert cells(answer, "value") == [86_000_000, 78_500_000] or cells(answer, "value") == [78_500_000, 86_000_000]
    assert all(row["unit"] == "thẻ" for row in answer.rows)
    undated = row_of(answer, "value", "86000000")
    assert (undated["on"], undated["on_from"]) == ("2024-04-20", "ngày văn bản")


def test_an_unknown_indicator_is_not_found_and_near_ones_are_named(store):
    """Guards against an empty answer that looks as if nothing had been measured."""
    with pytest.raises(NotFoundError) as missing:
        run(store, "indicator_series", {"indicator": "dân số trên sao Hỏa"}, AS_OF)
    assert any("dân số" in name for name in missing.value.suggestions)


# -- things of a kind --


def test_things_are_listed_by_type_and_topic_what_most_documents_name_first(store):
    """Guards against a list that leaves out what is there, and one led by what nobody speaks of."""
    every = run(store, "entities", {}, AS_OF).rows
    assert {row["type_code"] for row in every} == {"Database", "Platform", "Programme"}
    assert len(every) == sum(len(store.find(type_)) for type_ in ("Database", "Platform", "Programme"))
    counts = [row["documents"] for row in every]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == len({mention.document for mention in store.get(every[0]["entity_id"]).mentions}) > 1
    (land,) = run(store, "entities", {"types": "Database", "about": "đất đai"}, AS_OF).rows
    assert land["entity_id"] == g.LAND


def test_things_that_no_text_names_can_be_left_out(store):
    """Guards against the built-in registry told as what the documents speak of."""
    named = run(store, "entities", {"types": "Agency", "named": "yes"}, AS_OF).rows
    assert 0 < len(named) < run(store, "entities", {"types": "Agency"}, AS_OF).total
    assert all(row["documents"] for row in named)


def test_the_manager_of_a_thing_is_that_of_the_day(store):
    """Guards against the ministry that managed it before."""
    at = {"types": "Database,Platform", "named": "any"}
    for day in ("2024-08-01", "2026-01-01"):
        for row in run(store, "entities", at | {"as_of": day}, AS_OF).rows:
            managed = run(store, "managed", {"entity": row["entity_id"], "as_of": day}, AS_OF).rows
            assert row["managed_by"] == "; ".join(dict.fromkeys(other["agency"] for other in sorted(managed, key=lambda o: o["agency_id"])))


# -- documents --


def test_citing_takes_every_document_of_a_number_and_says_so(store):
    """Guards against losing the citation of an undated number, and against doing so in silence."""
    answer = run(store, "citing", {"document": "Quyết định số 06/QĐ-TTg"}, AS_OF)
    assert {"944/TB-VPCP", "912/KH-BCA"} <= set(cells(answer, "document"))
    assert "901/TB-VPCP" not in cells(answer, "document")
    assert any("2 văn bản" in note.vi for note in answer.notes)
    of_2022 = run(store, "citing", {"document": "06/QĐ-TTg ngày 06/01/2022"}, AS_OF)
    assert "912/KH-BCA" not in cells(of_2022, "document")


def test_citing_through_a_task_is_told_as_such(store):
    """Guards against missing a document that only tells somebody to carry out another."""
    answer = run(store, "citing", {"document": "175/NQ-CP"}, AS_OF)
    assert row_of(answer, "document", "944/TB-VPCP")["relation_code"] == "TASKS"
    assert row_of(answer, "document", "912/KH-BCA")["relation"] == "căn cứ"
    based = run(store, "citing", {"document": "175/NQ-CP", "relation": "BASED_ON"}, AS_OF)
    assert cells(based, "document") == ["912/KH-BCA"]


def test_references_are_the_other_direction(store):
    """Guards against mixing up the document that refers and the one referred to."""
    answer = run(store, "references", {"document": "912/KH-BCA"}, AS_OF)
    assert {"175/NQ-CP", "06/QĐ-TTg"} == set(cells(answer, "document"))
    adopted = run(store, "references", {"document": g.DECISION_06, "relation": "ADOPTED_BY"}, AS_OF)
    assert cells(adopted, "document") == ["Đề án 06"]


def test_documents_are_filtered_by_issuer_and_load(store):
    """Guards against listing what the texts only name among what was loaded."""
    assert len(run(store, "documents", {"loaded": "yes"}, AS_OF).rows) == 5
    issued = run(store, "documents", {"agency": g.OFFICE, "period": "2024"}, AS_OF)
    assert {"901/TB-VPCP", "944/TB-VPCP"} <= set(cells(issued, "document"))
    assert row_of(issued, "document", "944/TB-VPCP")["tasks"] == 7


def test_a_document_tells_all_that_it_says(store):
    """Guards against a summary that leaves a kind of fact out."""
    answer = run(store, "document_facts", {"document": "944/TB-VPCP"}, AS_OF)
    assert {"ASSIGNS", "SETS", "ISSUED_BY", "CITES"} <= set(cells(answer, "code"))


# -- systems and agencies --


def test_connections_are_direct_or_through_a_task(store):
    """Guards against reading the stored direction of a symmetric relation, and against losing what a task connects."""
    answer = run(store, "connections", {"entity": g.POPULATION, "types": "Database"}, AS_OF)
    land = row_of(answer, "system_id", g.LAND)
    assert "kết nối trực tiếp" in land["relation"]
    assert "kết nối qua nhiệm vụ" in land["relation"]
    assert g.POPULATION in cells(run(store, "connections", {"entity": g.LAND}, AS_OF), "system_id")


def test_impact_reaches_what_needs_builds_connects_and_what_comes_late(store):
    """Guards against an outage that seems to touch less than it does, and against reasons left out."""
    answer = run(store, "impact", {"entity": g.POPULATION}, AS_OF)
    reasons = {row["affected_id"]: row["reason"] for row in answer.rows}
    assert "sản phẩm của nhiệm vụ" in reasons[g.CENTRE]
    assert g.LAND in reasons
    assert any("chuyển Cổng Dịch vụ công" in name for name in cells(answer, "affected"))
    assert all(row["path"] for row in answer.rows)


def test_roles_name_lead_and_coordinating(store):
    """Guards against agencies of another task of similar words."""
    answer = run(store, "roles", {"about": "chương trình đào tạo nguồn nhân lực chuyển đổi số"}, AS_OF)
    assert {(row["agency_id"], row["role_code"]) for row in answer.rows} == {(g.MIC, "lead"), (g.MOET, "coordinating")}


def test_successors_are_dated_scoped_and_based(store):
    """Guards against a ministry that went to three being told to have gone to one, and against a date not being looked at."""
    answer = run(store, "successors", {"agency": "Bộ TT&TT"}, date(2025, 6, 1))
    assert {"agency:bkhcn", "agency:bca", "agency:bvhttdl"} <= set(cells(answer, "successor_id"))
    row = row_of(answer, "successor_id", "agency:bkhcn")
    assert (row["on"], row["happened"]) == ("2025-03-01", "có")
    assert row["scope"]
    assert row["basis"]
    before = run(store, "successors", {"agency": "Bộ TT&TT"}, AS_OF)
    assert set(cells(before, "happened")) == {"chưa"}
    back = run(store, "successors", {"agency": g.MOST, "direction": "predecessors"}, date(2025, 6, 1))
    assert g.MIC in cells(back, "agency_id")


def test_managed_works_from_both_ends(store):
    """Guards against asking for the manager giving the managed."""
    assert g.MPS in cells(run(store, "managed", {"entity": g.POPULATION}, AS_OF), "agency_id")
    assert g.POPULATION in cells(run(store, "managed", {"entity": g.MPS, "types": "Database"}, AS_OF), "system_id")


# -- parameters and names --


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("nothing", {}, "Không có truy vấn 'nothing'"),
        ("tasks", {"colour": "red"}, "role"),
        ("dependents", {}, "entity"),
        ("dependents", {"entity": g.CENTRE, "depth": "deep"}, "số nguyên"),
        ("dependents", {"entity": g.CENTRE, "depth": "-1"}, "số nguyên"),
        ("tasks", {"status": "late"}, "overdue (quá hạn)"),
        ("tasks", {"period": "khi nào đó"}, "khoảng thời gian"),
        ("overdue", {"as_of": "2024-02-30"}, "không phải là ngày"),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_is_allowed(store, name, given, said):
    """Guards against a parameter that is ignored, and against a message that does not help."""
    with pytest.raises(QuestionError, match=said.replace("(", r"\(").replace(")", r"\)")):
        run(store, name, given, AS_OF)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (g.CENTRE, g.CENTRE),
        ("Trung tâm dữ liệu quốc gia", g.CENTRE),
        ("trung tam du lieu quoc gia", g.CENTRE),
        ("TTDLQG", g.CENTRE),
        ("National Data Center", g.CENTRE),
        ("CSDLQG về dân cư", g.POPULATION),
        ("Bộ Thông tin Truyền thông", g.MIC),
        ("ĐA06", g.PROJECT_06),
        ("944/TB-VPCP", g.SECOND),
    ],
)
def test_a_name_is_resolved_to_the_thing_it_means(store, name, found):
    """Guards against names that are only found when they are written as in the registry."""
    assert resolve(store, name).id == found


def test_a_name_of_several_things_is_ambiguous_unless_a_type_tells(store):
    """Guards against picking one of several documents of a number in silence."""
    with pytest.raises(AmbiguousError) as several:
        resolve(store, "06/QĐ-TTg")
    assert {g.DECISION_06, g.UNDATED_06} <= {choice.id for choice in several.value.choices}
    assert resolve(store, "Trung tâm dữ liệu quốc gia", ("Agency",)).type == "Agency"


def test_an_unknown_name_is_refused_with_near_ones(store):
    """Guards against a dead end for a misspelt name."""
    with pytest.raises(NotFoundError) as missing:
        resolve(store, "Bộ Công anh")
    assert "Bộ Công an" in missing.value.suggestions


# -- parts of the graph --


def test_a_subgraph_holds_what_is_near_and_every_edge_among_it(store):
    """Guards against a depth that is not kept and against edges between neighbours being lost."""
    centre = resolve(store, g.CENTRE)
    assert [node.id for node in subgraph(store, centre, 0).nodes] == [g.CENTRE]
    near = subgraph(store, centre, 1)
    ids = {node.id for node in near.nodes}
    assert {edge.source for edge in store.edges(g.CENTRE)} | {edge.target for edge in store.edges(g.CENTRE)} == ids
    among = {edge.key for edge in store.all_edges() if edge.source in ids and edge.target in ids}
    assert {edge.key for edge in near.edges} == among


def test_the_whole_graph_is_what_the_texts_are_about(store):
    """Guards against exports that drag the whole registry along, and against losing the registry's facts about what is named."""
    graph = whole(store)
    ids = {node.id for node in graph.nodes}
    told = {node.id for node in store.nodes() if node.mentions}
    assert told <= ids
    assert len(ids) < len(registry().entries)
    assert any(not edge.evidence for edge in graph.edges)
    assert all({edge.source, edge.target} <= ids for edge in graph.edges)
    joined = {
        end for edge in store.all_edges() if not edge.evidence for end in (edge.source, edge.target) if {edge.source, edge.target} & told
    }
    assert ids <= told | joined
    assert [node.id for node in graph.nodes] == sorted(ids)
    assert [edge.key for edge in graph.edges] == sorted(edge.key for edge in graph.edges)


def test_a_description_tells_properties_and_relations_both_ways(store):
    """Guards against a page about a thing that shows only what points away from it."""
    answer = describe(store, resolve(store, g.MIC))
    assert {"type", "name", "valid_to", "LED_BY", "SUCCEEDED_BY", "COORDINATED_WITH"} <= set(cells(answer, "code"))
    assert row_of(answer, "value_id", "agency:bkhcn")["evidence"][0]["basis"]


def test_an_empty_store_answers_with_nothing_but_a_note():
    """Guards against a crash before the first document is loaded."""
    with open_store(":memory:") as empty:
        for name in ("tasks", "overdue", "slipped", "targets", "documents", "workload"):
            answer = run(empty, name, {}, AS_OF)
            assert answer.total == 0
            assert answer.notes
        assert whole(empty).nodes == ()


def test_nodes_and_edges_of_an_answer_are_those_of_the_store(store):
    """Guards against a graph of an answer that tells something else than the store."""
    graph = run(store, "impact", {"entity": g.POPULATION}, AS_OF).graph
    edges = {edge.key: edge for edge in store.all_edges()}
    assert all(isinstance(node, Node) and store.get(node.id) == node for node in graph.nodes)
    assert all(isinstance(edge, Edge) and edges[edge.key] == edge for edge in graph.edges)
