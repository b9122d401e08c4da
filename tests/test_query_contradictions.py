"""Contradictions: documents made by hand that say different things of the same, and many that only seem to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from graph.model import Bundle
from graph.store import Store, open_store
from queries import run
from tests import query_graph as g
from tests.identity_bundles import BCA, BTC, told

AS_OF = date(2025, 8, 1)
ROW = {"text": "Xây dựng tiêu chuẩn kỹ thuật về chữ ký số từ xa cho thiết bị di động của doanh nghiệp nhỏ", "lead": BCA}
ORDER, NEWS, LATER = "document:qd-ttg-2025-9009", "document:2025-05-01-tin", "document:tb-vpcp-2025-9010"


def contradictions(bundles: Iterable[Bundle], as_of: date = AS_OF, **asked: str):
    """What the query finds in a store of these documents, and whether every row has both of its quotes in its evidence."""
    with open_store(":memory:") as store:
        for bundle in bundles:
            store.write(bundle)
        return list(run(store, "contradictions", asked, as_of).rows)


def brief(rows):
    return [(row["difference_code"], row["first"], row["later"]) for row in rows]


def valued(id_: str, day: str, *values: tuple[str, str, float, str, str, str], issuer: str = "") -> Bundle:
    """A document with values: (Target or Measurement, indicator, value, unit, day, comparator)."""
    text = g.Text(id_, id_, kind="notice", number=id_.rpartition(":")[2], issued_on=day)
    if issuer:
        text.fact("Nơi ban hành.", id_, "ISSUED_BY", issuer)
    for kind, indicator, value, unit, at, sign in values:
        text.value(kind, f"{indicator} {sign} {value} {unit} {at} ({id_})", indicator, value, unit, at, sign)
    return text.bundle()


ONLINE = "hồ sơ được nộp trực tuyến toàn trình"


@pytest.mark.parametrize(("first", "later", "days"), [("2025-06-30", "2025-09-30", 92), ("2025-09-30", "2025-06-30", -92)])
def test_two_deadlines_of_one_task_later_and_earlier(first, later, days):
    """Guards against contradictions that are only looked for where a deadline moved back."""
    rows = contradictions([told(ORDER, "2025-02-01", ROW | {"due": first}), told(LATER, "2025-05-01", ROW | {"due": later})])
    assert [(*one, row["days"]) for one, row in zip(brief(rows), rows, strict=True)] == [("deadline", first, later, days)]
    assert (rows[0]["first_document_id"], rows[0]["later_document_id"]) == (ORDER, LATER)
    assert {e["document"] for e in rows[0]["evidence"]} == {ORDER, LATER}
    assert {hop["source"] for hop in rows[0]["because"]} == {ORDER, LATER}


def test_documents_of_one_day_can_contradict_each_other():
    """Guards against losing two different deadlines because neither document is the later one."""
    rows = contradictions([told(id_, "2025-02-01", ROW | {"due": due}) for id_, due in ((ORDER, "2025-06-30"), (LATER, "2025-07-31"))])
    assert [row["difference_code"] for row in rows] == ["deadline"]


def test_a_report_that_names_another_lead_or_deadline_of_an_order():
    """Guards against losing what a report tells wrongly of the order that it names."""
    order = told(ORDER, "2025-02-01", ROW | {"due": "2025-06-30"})
    assert brief(contradictions([order, told(NEWS, "2025-05-01", ROW | {"due": "2025-06-30", "by": ORDER, "lead": BTC})])) == [
        ("lead", BCA, BTC)
    ]
    assert brief(contradictions([order, told(NEWS, "2025-05-01", ROW | {"due": "2025-07-31", "by": ORDER})])) == [
        ("deadline", "2025-06-30", "2025-07-31")
    ]


def test_done_here_and_overdue_there():
    """Guards against a task told as done by one document that another still counts as overdue, and against telling it before it is."""
    bundles = [
        told(ORDER, "2025-02-01", ROW | {"due": "2025-06-30"}),
        told(LATER, "2025-05-01", ROW | {"due": "2025-05-31", "status": "đã hoàn thành"}),
    ]
    assert ("status", "quá hạn", "đã hoàn thành") in brief(contradictions(bundles))
    assert brief(contradictions(bundles, date(2025, 6, 1), kind="status")) == []


def test_what_is_amended_or_replaced_contradicts_nothing():
    """Guards against a new row of an amending document, and a plan that takes the place of another, told as contradictions."""
    order = told(ORDER, "2025-02-01", ROW | {"due": "2025-06-30"})
    assert contradictions([order, told(LATER, "2025-05-01", ROW | {"due": "2025-09-30", "by": ORDER}, amends=ORDER)]) == []
    assert contradictions([order, told(LATER, "2025-05-01", ROW | {"due": "2025-09-30"}, amends=ORDER)]) == []


def test_two_rows_of_one_document_are_two_tasks():
    """Guards against an order whose rows of several years are told as one task with two deadlines."""
    rows = [ROW | {"id": f"task:{n}", "text": f"{ROW['text']} đợt {word}", "due": f"2025-0{n}-30"} for n, word in ((6, "đầu"), (9, "sau"))]
    news = [row | {"by": ORDER} for row in rows]
    assert contradictions([told(ORDER, "2025-02-01", *rows), told(NEWS, "2025-05-01", *news)]) == []


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ((80, "="), (85, "="), True),
        ((80, ">="), (90, ">="), True),
        ((80, ">="), (85, "="), False),
        ((80, ">="), (75, "="), True),
        ((80, "="), (80, "="), False),
        ((80, "<="), (85, ">="), True),
    ],
)
def test_targets_contradict_where_both_cannot_be_meant(one, two, found):
    """Guards against a least value and a value above it told as a contradiction."""
    values = [("Target", ONLINE, value, "%", "2025-12-31", sign) for value, sign in (one, two)]
    rows = contradictions([valued(ORDER, "2025-02-01", values[0]), valued(LATER, "2025-05-01", values[1])])
    assert bool(rows) is found
    assert all((row["difference_code"], row["on"], row["about"]) == ("target", "2025-12-31", ONLINE) for row in rows)


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ((86_000_000, ">"), (86_200_000, "="), False),
        ((86_000_000, "="), (86_200_000, "="), False),
        ((86_000_000, "="), (78_500_000, "="), True),
        ((86_000_000, ">"), (78_500_000, "="), True),
        ((86_000_000, ">"), (78_500_000, ">"), False),
        ((86_000_000, "~"), (83_000_000, "="), False),
    ],
)
def test_measured_values_contradict_beyond_rounding(one, two, found):
    """Guards against 'more than 86 million' and 86.2 million told as a contradiction."""
    values = [("Measurement", "thẻ căn cước gắn chip đã cấp", value, "thẻ", "2025-03-31", sign) for value, sign in (one, two)]
    rows = contradictions([valued(ORDER, "2025-04-01", values[0]), valued(LATER, "2025-05-01", values[1])])
    assert bool(rows) is found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([("Target", ONLINE, 80, "%", "2025-12-31", "=")], [("Target", ONLINE, 85, "%", "2026-12-31", "=")]),
        ([("Target", ONLINE, 80, "%", "2025-12-31", "=")], [("Target", ONLINE, 85, "hồ sơ", "2025-12-31", "=")]),
        ([("Target", "số xã", 80, "%", "2025-12-31", "=")], [("Target", "số xã", 85, "%", "2025-12-31", "=")]),
        ([("Target", ONLINE, 80, "%", "2025-12-31", "=")], [("Target", ONLINE, v, "%", "2025-12-31", "=") for v in (85, 60)]),
    ],
    ids=["days", "units", "a vague indicator", "a document that means several things"],
)
def test_values_of_different_things_contradict_nothing(first, second):
    """Guards against values compared that are of other days, units or things."""
    assert contradictions([valued(ORDER, "2025-02-01", *first), valued(LATER, "2025-05-01", *second)]) == []


def test_a_province_may_aim_at_something_else_than_the_state():
    """Guards against the plan of a province told as contradicting the programme of the state."""
    one, two = (("Target", ONLINE, value, "%", "2025-12-31", "=") for value in (80, 85))
    local = valued("document:kh-ubnd-hai-phong-2025-901", "2025-05-01", two, issuer="agency:ubnd-hai-phong")
    assert contradictions([valued(ORDER, "2025-02-01", one), local]) == []
    own = valued("document:kh-ubnd-hai-phong-2025-902", "2025-06-01", one, issuer="agency:ubnd-hai-phong")
    assert brief(contradictions([own, local])) == [("target", "85 %", "80 %")]


def test_documents_and_agencies_can_be_asked_for():
    """Guards against a constraint that is dropped."""
    bundles = [told(ORDER, "2025-02-01", ROW | {"due": "2025-06-30"}), told(LATER, "2025-05-01", ROW | {"due": "2025-09-30"})]
    assert contradictions(bundles, document=ORDER, other=LATER, agency=BCA)
    assert contradictions([*bundles, told(NEWS, "2025-05-01")], document=NEWS) == []
    assert contradictions(bundles, kind="lead") == []


def test_the_samples_hold_what_their_texts_say(samples_store):
    """Guards against false contradictions in texts that do not contradict each other but for two deadlines that were put off."""
    with open_store(str(samples_store)) as store:
        rows = _over(store)
    assert [(row["difference_code"], row["first_document"], row["later_document"]) for row in rows] == [
        ("deadline", "9205/TB-VPCP", "9318/TB-VPCP")
    ] * 2


def _over(store: Store):
    return list(run(store, "contradictions", {}, date(2026, 11, 24)).rows)
