"""A small graph for the tests of queries and questions: the registry, and five texts made by hand with invented numbers (9xx)."""

from __future__ import annotations

from collections.abc import Iterable

from graph.ids import named, told
from graph.model import Bundle, Edge, Evidence, Node, Scalar
from graph.registry import registry
from graph.store import Store

MIC, MPS, MOET, MOST = "agency:btttt", "agency:bca", "agency:bgddt", "agency:bkhcn"
PM, GOVERNMENT, OFFICE, DEFENCE = "agency:ttg", "agency:chinh-phu", "agency:vpcp", "agency:bqp"
POPULATION, LAND = "database:quoc-gia-ve-dan-cu", "database:quoc-gia-ve-dat-dai"
CENTRE, PORTAL = "platform:trung-tam-du-lieu-quoc-gia", "platform:cong-dich-vu-cong-quoc-gia"
PROJECT_06, DECISION_06 = "programme:de-an-06", "document:qd-ttg-2022-6"
NQ_175, ND_73 = "document:nq-cp-2023-175", "document:nd-cp-2019-73"
FIRST, SECOND, PLAN = "document:tb-vpcp-2024-901", "document:tb-vpcp-2024-944", "document:kh-bca-2024-912"
NEWS_2023, NEWS_2024 = "document:bai-2023-the-can-cuoc", "document:bai-2024-the-can-cuoc"

_CHIPS = Node(
    "programme:chien-luoc-vi-mach", "Programme", "Chiến lược phát triển vi mạch bán dẫn quốc gia", properties={"kind": "strategy"}
)
_TRADE = Node(named("Database", "dùng chung về thương mại điện tử"), "Database", "Cơ sở dữ liệu dùng chung về thương mại điện tử")
_UNDATED = Node("document:qd-ttg-undated-6", "Document", "Quyết định số 06/QĐ-TTg", properties={"kind": "decision", "number": "06/QĐ-TTg"})
_CENTRE_BODY = Node("agency:trung-tam-du-lieu-quoc-gia", "Agency", "Trung tâm dữ liệu quốc gia", properties={"kind": "department"})
OWN = {node.id: node for node in (_CHIPS, _TRADE, _UNDATED, _CENTRE_BODY)}
CHIPS, TRADE, UNDATED_06 = _CHIPS.id, _TRADE.id, _UNDATED.id


class Text:
    """One document under construction: its sentences, and the facts that each of them proves."""

    def __init__(self, id: str, name: str, **properties: str) -> None:
        self.id, self._text = id, ""
        self._nodes = {id: Node(id, "Document", name, properties=properties)}
        self._mentions: dict[str, list[Evidence]] = {}
        self._edges: list[Edge] = []

    def names(self, *nodes: Node) -> Text:
        """Things that neither the registry nor this module knows, for facts about them."""
        self._nodes |= {node.id: node for node in nodes}
        return self

    def say(self, sentence: str) -> Evidence:
        """Add a sentence to the text."""
        start = len(self._text)
        self._text += sentence + "\n"
        return Evidence(self.id, start, start + len(sentence), sentence)

    def task(self, sentence: str, *, by: str = "", lead: str = "", helps: Iterable[str] = (), to: str = "", due: str = "", makes: str = "",
             needs: Iterable[tuple[str, str]] = (), **properties: str) -> str:  # fmt: skip
        """A task told by a sentence, with its roles, product and needs; `by` assigns it (the text itself where it is empty)."""
        said = self.say(sentence)
        id_ = told("Task", self.id, sentence)
        values: dict[str, Scalar] = {"text": sentence, **({"due_on": due} if due else {}), **properties}
        self._nodes[id_] = Node(id_, "Task", sentence, mentions=(said,), properties=values)
        self._link(by or self.id, "ASSIGNS", id_, said)
        for agency, relation in ((lead, "LED_BY"), *((a, "COORDINATED_WITH") for a in helps), (to, "SUBMITTED_TO")):
            if agency:
                self._link(id_, relation, agency, said)
        if makes:
            self._link(id_, "PRODUCES", makes, said)
        for thing, how in needs:
            self._link(id_, "DEPENDS_ON", thing, said, how=how)
        return id_

    def value(self, kind: str, sentence: str, indicator: str, value: float, unit: str, day: str = "", comparator: str = "=") -> None:
        """A target or measurement told by a sentence."""
        said = self.say(sentence)
        id_ = told(kind, self.id, indicator, value)
        when = {("due_on" if kind == "Target" else "as_of"): day} if day else {}
        properties: dict[str, Scalar] = {"indicator": indicator, "comparator": comparator, "value": float(value), "unit": unit, **when}
        self._nodes[id_] = Node(id_, kind, f"{indicator} {comparator} {value} {unit}", mentions=(said,), properties=properties)
        of = Node(
            named("Indicator", indicator.replace("chíp", "chip")), "Indicator", indicator.replace("chíp", "chip"), properties={"unit": unit}
        )
        self._nodes[of.id] = of
        self._link(self.id, "SETS" if kind == "Target" else "REPORTS", id_, said)
        self._link(id_, "OF", of.id, said)

    def fact(self, sentence: str, source: str, relation: str, target: str, **properties: str) -> None:
        """Any relation told by a sentence."""
        self._link(source, relation, target, self.say(sentence), **properties)

    def _link(self, source: str, relation: str, target: str, said: Evidence, **properties: str) -> None:
        self._edges.append(Edge(source, target, relation, (said,), properties))
        for end in (source, target):
            self._mentions.setdefault(end, []).append(said)

    def bundle(self) -> Bundle:
        """All that the text says; what the registry knows keeps its name from there."""
        known = {id_: entry.node for id_, entry in registry().entries.items()} | OWN
        nodes = []
        for id_ in sorted(self._mentions.keys() | self._nodes.keys()):
            node = self._nodes.get(id_) or known[id_]
            mentions = tuple(sorted(set(self._mentions.get(id_, ())) | set(node.mentions)))
            nodes.append(Node(id_, node.type, node.name, node.name_en, node.aliases, mentions, node.properties))
        return Bundle(self.id, self._text, tuple(nodes), tuple(self._edges), source=f"{self.id}.txt")


def _first() -> Bundle:
    text = Text(
        FIRST, "Thông báo số 901/TB-VPCP", kind="notice", number="901/TB-VPCP", title="Kết luận phiên họp quý I", issued_on="2024-05-10"
    )
    text.fact("Văn phòng Chính phủ ra thông báo này.", FIRST, "ISSUED_BY", OFFICE)
    text.task("trình bản thảo Chiến lược phát triển vi mạch bán dẫn quốc gia ngay trong tháng 5/2024", lead=MIC, to=PM, due="2024-05-31",
              makes=CHIPS, due_text="trong tháng 5/2024")  # fmt: skip
    text.task(
        "sửa Nghị định số 73/2019/NĐ-CP về đầu tư ứng dụng công nghệ thông tin", lead=MIC, due="2024-05-31", needs=[(ND_73, "amends")]
    )
    text.task("soạn bộ hướng dẫn giữ an toàn thông tin cho cấp tỉnh", lead=MIC)
    text.task("theo dõi tiến độ các việc của Đề án 06 tại địa phương", lead=MPS, needs=[(PROJECT_06, "carries_out")])
    text.fact("Các bộ bám sát Đề án 06.", FIRST, "CITES", PROJECT_06)
    return text.bundle()


def _second() -> Bundle:
    text = Text(
        SECOND, "Thông báo số 944/TB-VPCP", kind="notice", number="944/TB-VPCP", title="Kết luận hội nghị giữa năm", issued_on="2024-07-12"
    )
    text.fact("Thông báo do Văn phòng Chính phủ ban hành.", SECOND, "ISSUED_BY", OFFICE)
    text.fact("Dịch vụ thiết yếu theo Quyết định số 06/QĐ-TTg năm 2022.", SECOND, "CITES", DECISION_06)
    text.task("hoàn chỉnh và trình Chiến lược phát triển vi mạch bán dẫn quốc gia trong tháng 7/2024", lead=MIC, to=PM, due="2024-07-31",
              makes=CHIPS, due_text="trong tháng 7/2024")  # fmt: skip
    text.task("ban hành bộ tiêu chuẩn địa chỉ số", lead=MIC, due="2024-07-31", due_text="trong tháng 7/2024")
    text.task("mở chương trình đào tạo nguồn nhân lực chuyển đổi số cho lãnh đạo các cấp", lead=MIC, helps=[MOET])
    text.task("soạn Chỉ thị thúc đẩy Nghị quyết số 175/NQ-CP để sớm có Trung tâm dữ liệu quốc gia", lead=MPS, to=PM,
              needs=[(NQ_175, "carries_out"), (CENTRE, "carries_out")])  # fmt: skip
    text.task("họp giao ban mỗi tháng về bảo vệ hệ thống thông tin", lead=MPS, helps=[DEFENCE, MIC], recurring="hằng tháng")
    text.task("làm sạch dữ liệu đất đai, nối với dữ liệu dân cư", lead="agency:btnmt", makes=LAND, needs=[(POPULATION, "connects")])
    text.task("dựng kho dữ liệu dùng chung về mua bán trên mạng", lead="agency:bct", makes=TRADE)
    text.value("Target", "đến hết năm 2024, 80% thủ tục làm trọn trên mạng", "dịch vụ công trực tuyến toàn trình", 80, "%", "2024-12-31")
    text.value(
        "Target",
        "đến hết năm 2024, 40% người lớn dùng dịch vụ công",
        "dân số trưởng thành dùng dịch vụ công trực tuyến",
        40,
        "%",
        "2024-12-31",
    )
    text.value("Target", "năm 2025, mọi hồ sơ đều mang số định danh", "hồ sơ gắn định danh cá nhân", 100, "%", "2025-12-31")
    return text.bundle()


def _plan() -> Bundle:
    text = Text(PLAN, "Kế hoạch số 912/KH-BCA", kind="plan", number="912/KH-BCA", title="Kế hoạch dựng trung tâm dữ liệu")
    text.fact("Bộ Công an lập kế hoạch này.", PLAN, "ISSUED_BY", MPS)
    text.fact("Căn cứ Nghị quyết số 175/NQ-CP.", PLAN, "BASED_ON", NQ_175)
    text.fact("Theo Quyết định số 06/QĐ-TTg.", PLAN, "CITES", UNDATED_06)
    text.task("xây dựng Trung tâm dữ liệu quốc gia trên nền dữ liệu dân cư", lead=MPS, helps=[DEFENCE], due="2025-08-30", makes=CENTRE,
              needs=[(POPULATION, "uses")])  # fmt: skip
    text.task(
        "chuyển Cổng Dịch vụ công quốc gia về hạ tầng mới",
        lead=OFFICE,
        helps=[MPS],
        due="2024-08-20",
        needs=[(CENTRE, "built_on"), (PORTAL, "uses")],
    )
    text.task("nghiệm thu hạ tầng giai đoạn một", lead=MPS, due="2024-03-31", status="đã hoàn thành")
    text.fact("Cơ sở dữ liệu quốc gia về đất đai chia sẻ với Cơ sở dữ liệu quốc gia về dân cư.", LAND, "CONNECTS_TO", POPULATION)
    text.fact("Cổng Dịch vụ công quốc gia khai thác Cơ sở dữ liệu quốc gia về dân cư.", PORTAL, "DEPENDS_ON", POPULATION, how="uses")
    text.fact("Trung tâm dữ liệu quốc gia trực thuộc Bộ Công an.", _CENTRE_BODY.id, "PART_OF", MPS)
    return text.bundle()


def _news(id: str, day: str, cards: int, indicator: str) -> Bundle:
    text = Text(id, f"Tin về thẻ căn cước ({day[:4]})", kind="article", title=f"Tin về thẻ căn cước ({day[:4]})", issued_on=day)
    text.value("Measurement", f"cả nước có {cards} thẻ gắn chip", indicator, cards, "thẻ", day if day < "2024" else "", ">")
    if day < "2024":
        text.value("Measurement", "85% dân số có điện thoại thông minh", "dân số có điện thoại thông minh", 85, "%", day)
    else:
        text.value("Measurement", "53,6 triệu tài khoản định danh đã mở", "tài khoản định danh điện tử", 53_600_000, "tài khoản", day)
    return text.bundle()


def decree_bundle(id: str, number: str, cites: str) -> Bundle:
    """A decree that cites another document."""
    text = Text(id, f"Nghị định số {number}", kind="decree", number=number, issued_on="2024-06-30")
    text.fact("Nghị định này nhắc đến một nghị định khác.", id, "CITES", cites)
    return text.bundle()


def fill(store: Store) -> Store:
    """Load the registry and the five texts."""
    for bundle in (
        registry().bundle(),
        _first(),
        _second(),
        _plan(),
        _news(NEWS_2023, "2023-02-20", 78_500_000, "thẻ căn cước công dân gắn chip điện tử"),
        _news(NEWS_2024, "2024-04-20", 86_000_000, "thẻ căn cước công dân gắn chíp"),
    ):
        store.write(bundle)
    return store
