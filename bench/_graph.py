"""A made-up graph of this project's shape, of any size: one bundle a document, the same for the same size and seed.

Of 100 nodes some 72 are tasks, 15 documents that others only cite, 9 databases and platforms, 2 agencies, 2 loaded documents
and 1 a programme, with 5 relations a node. Few agencies and assets are named by very many tasks, most by a few; three in five
assets rest on another, so that what hangs on a large one lies several steps away. Each task is worded in its own words, except
that every 25th document is news that tells some tasks of an earlier one again; some citations leave out the year.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from graph.model import Bundle, Edge, Evidence, Node, Scalar

TASKS = 30
NEWS_EVERY, RETOLD = 25, 5
YEARS = range(2018, 2026)
_ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x"
_RIMES = "a à á ả ạ ai ài ải am ám an ân ấn át ăng âm âu e è ê ệ en ênh i ì í ỉ iên iệp o ò ô ổ oa oan ơ ờ ôn ống u ù ủ ung ươi ưu ư ự"
SYLLABLES = [onset + rime for onset, rime in product(_ONSETS.split(), _RIMES.split())]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many things of each kind a graph has."""

    documents: int
    cited: int
    agencies: int
    assets: int
    programmes: int

    @classmethod
    def of(cls, nodes: int) -> Sizes:
        """The sizes of a graph of about `nodes` nodes."""
        return cls(*(max(3, round(nodes * share)) for share in (0.0235, 0.15, 0.02, 0.09, 0.01)))


@dataclass(slots=True)
class _Page:
    """A document being written: the text so far and what it says."""

    document: str
    day: str
    lines: list[str] = field(default_factory=list)
    length: int = 0
    nodes: dict[str, Node] = field(default_factory=dict)
    mentions: dict[str, list[Evidence]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def say(self, line: str) -> int:
        """Add a line; gives where it begins."""
        began = self.length
        self.lines.append(line)
        self.length += len(line) + 1
        return began

    def proof(self, at: int, quote: str) -> Evidence:
        """Evidence for what stands at `at`."""
        return Evidence(self.document, at, at + len(quote), quote)

    def name(self, node: Node, proof: Evidence) -> str:
        """Have `node` named; gives its id."""
        self.nodes.setdefault(node.id, node)
        self.mentions.setdefault(node.id, []).append(proof)
        return node.id

    def bundle(self) -> Bundle:
        """The whole, with the mentions in their nodes."""
        nodes = tuple(
            Node(n.id, n.type, n.name, n.name_en, n.aliases, tuple(self.mentions.get(n.id, ())), n.properties) for n in self.nodes.values()
        )
        return Bundle(self.document, "\n".join(self.lines) + "\n", nodes, tuple(self.edges), (), f"{self.document.split(':')[1]}.md")


class Graph:
    """A graph of about `nodes` nodes; iterate for its bundles."""

    def __init__(self, nodes: int, seed: int = 1, hub: float = 0.0) -> None:
        """`hub` is the share of tasks that need the first asset, whatever else they need."""
        self.sizes = Sizes.of(nodes)
        self._seed, self._hub = seed, hub

    def __iter__(self) -> Iterator[Bundle]:
        r = random.Random(self._seed)
        told: list[tuple[str, str, str]] = []  # some tasks told so far: document, words, lead
        for i in range(self.sizes.documents):
            page = self._page(i)
            if i % NEWS_EVERY == NEWS_EVERY - 1 and told:
                for _ in range(RETOLD):
                    self._retell(page, r, told[r.randrange(len(told))])
            self._introduce(page, r, i)
            for _ in range(TASKS):
                told.append(self._task(page, r, i))
            del told[: max(0, len(told) - 200 * TASKS)]
            yield page.bundle()

    def agency(self, i: int) -> Node:
        """The agency of that number; the smaller the number, the more often it is named."""
        name = f"Cục {self._words('agency', i, 3)}"
        return Node(f"agency:cuc-{i}", "Agency", name, aliases=(f"C{i}",), properties={"kind": "department", "code": f"C{i}"})

    def asset(self, i: int) -> Node:
        """The database or platform of that number; the smaller the number, the more often it is named."""
        words = self._words("asset", i, 4)
        if i % 9 < 5:
            return Node(f"database:{i}", "Database", f"Cơ sở dữ liệu {words}", aliases=(f"CSDL {words}",))
        return Node(f"platform:{i}", "Platform", f"Nền tảng {words}", properties={"kind": "platform"})

    def programme(self, i: int) -> Node:
        """The programme of that number."""
        name = f"Đề án {self._words('programme', i, 5)}"
        return Node(f"programme:{i}", "Programme", name, properties={"kind": "scheme", "ends_on": "2030-12-31"})

    def loaded(self, i: int) -> str:
        """The id of the document of that number."""
        return f"document:qd-ttg-{self._year(i)}-{i + 1}"

    def cited(self, i: int) -> Node:
        """The document of that number among those that are only cited."""
        number = f"{i + 1}/{YEARS[i % len(YEARS)]}/TT-BCA"
        return Node(f"document:tt-bca-{YEARS[i % len(YEARS)]}-{i + 1}", "Document", f"Thông tư {number}", properties={"number": number})

    def _year(self, i: int) -> int:
        return YEARS[i * len(YEARS) // self.sizes.documents]

    def _words(self, kind: str, i: int, count: int) -> str:
        return " ".join(random.Random(f"{self._seed} {kind} {i}").choices(SYLLABLES, k=count))

    def _page(self, i: int) -> _Page:
        day = f"{self._year(i)}-{1 + i % 12:02}-{1 + i % 28:02}"
        page = _Page(self.loaded(i), day)
        number, title = f"{i + 1}/QĐ-TTg", f"Về {self._words('title', i, 8)}"
        at = page.say(f"QUYẾT ĐỊNH số {number} {title}")
        kind = "article" if i % NEWS_EVERY == NEWS_EVERY - 1 else "decision"
        facts: dict[str, Scalar] = {"kind": kind, "number": number, "title": title, "issued_on": day}
        page.name(Node(page.document, "Document", f"Quyết định {number}", properties=facts), page.proof(at, page.lines[0]))
        return page

    def _introduce(self, page: _Page, r: random.Random, i: int) -> None:
        """The head of a document: who issued it, what it cites, and the things that are first named here."""
        self._relate(page, page.document, "ISSUED_BY", self.agency(_draw(r, self.sizes.agencies)), "Ban hành bởi {}")
        for n in self._share(i, self.sizes.cited):
            self._relate(page, page.document, "CITES", self.cited(n), "Theo {}")
        for _ in range(10):
            self._relate(page, page.document, "CITES", self.cited(_draw(r, self.sizes.cited)), "Tiếp tục thực hiện {}")
        for back in {r.randint(1, 40) for _ in range(4)} if i else ():
            self._cite_loaded(page, r, max(0, i - back), i)
        for n in self._share(i, self.sizes.agencies):
            self._relate(page, page.document, "ISSUED_BY", self.agency(n), "Cùng ban hành: {}")
        for n in self._share(i, self.sizes.assets):
            asset = self.asset(n)
            self._relate(page, asset, "MANAGED_BY", self.agency(_draw(r, self.sizes.agencies)), "{} quản lý " + asset.name)
            if n % 5 < 3 and n:
                below = self.asset(_draw(r, n))
                self._relate(page, asset, "DEPENDS_ON", below, f"{asset.name} xây dựng trên {{}}", {"how": "built_on"})
        for n in self._share(i, self.sizes.programmes):
            programme = self.programme(n)
            self._relate(page, page.document, "CITES", programme, "Phê duyệt {}")
            self._relate(page, programme, "DEPENDS_ON", self.asset(_draw(r, self.sizes.assets)), "Khai thác {}", {"how": "uses"})

    def _cite_loaded(self, page: _Page, r: random.Random, n: int, i: int) -> None:
        """Cite an earlier document, one time in ten without its year."""
        id_ = self.loaded(n)
        if id_ == page.document:
            return
        if r.random() < 0.1:
            id_ = id_.replace(f"-{self._year(n)}-", "-undated-")
        node = Node(id_, "Document", f"Quyết định {n + 1}/QĐ-TTg", properties={"number": f"{n + 1}/QĐ-TTg"})
        self._relate(page, page.document, "BASED_ON" if n % 2 else "CITES", node, "Căn cứ {}")

    def _task(self, page: _Page, r: random.Random, i: int) -> tuple[str, str, str]:
        """A task of the document, with who leads and helps and what it needs; gives what news can tell of it."""
        lead, *others = (self.agency(n) for n in _several(r, self.sizes.agencies, r.choice((3, 4, 4, 5))))
        needs = [self.asset(n) for n in _several(r, self.sizes.assets, r.choice((1, 1, 1, 2)))]
        if self._hub and r.random() < self._hub and self.asset(0) not in needs:
            needs.insert(0, self.asset(0))
        due = f"{self._year(i) + 1}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
        work = " ".join(r.choices(SYLLABLES, k=10))
        helpers = ", ".join(other.name for other in others)
        said = f"{work} với {' và '.join(need.name for need in needs)}, xong trước {due}"
        sentence = f"{lead.name} chủ trì, phối hợp với {helpers} {said}."
        at = page.say(sentence)
        whole = page.proof(at, sentence)
        id_ = f"task:{page.document[9:]}-{len(page.lines)}"
        page.name(Node(id_, "Task", said, properties={"text": said, "due_on": due, "due_text": f"trước {due}"}), whole)
        page.edges.append(Edge(page.document, id_, "ASSIGNS", (whole,)))
        page.edges.append(Edge(id_, page.name(lead, page.proof(at, lead.name)), "LED_BY", (page.proof(at, f"{lead.name} chủ trì"),)))
        beside = page.proof(at + sentence.index("phối hợp"), f"phối hợp với {helpers}")
        for node in others:
            page.edges.append(Edge(id_, self._quoted(page, node, at, sentence), "COORDINATED_WITH", (beside,)))
        for node in needs:
            page.edges.append(Edge(id_, self._quoted(page, node, at, sentence), "DEPENDS_ON", (whole,), {"how": "uses"}))
        return page.document, said, lead.id

    def _retell(self, page: _Page, r: random.Random, told: tuple[str, str, str]) -> None:
        """A task that an earlier document lays down, told again in the same words."""
        document, said, lead = told
        agency = self.agency(int(lead.rsplit("-", 1)[1]))
        sentence = f"{agency.name} chủ trì {said}."
        at = page.say(sentence)
        whole = page.proof(at, sentence)
        number = f"{document.rsplit('-', 1)[1]}/QĐ-TTg"
        order = page.name(Node(document, "Document", f"Quyết định {number}", properties={"number": number}), whole)
        id_ = f"task:{page.document[9:]}-{len(page.lines)}"
        page.name(Node(id_, "Task", said, properties={"text": said}), whole)
        page.edges.append(Edge(order, id_, "ASSIGNS", (whole,)))
        page.edges.append(Edge(id_, page.name(agency, page.proof(at, agency.name)), "LED_BY", (whole,)))

    def _relate(
        self, page: _Page, source: str | Node, kind: str, target: Node, words: str, properties: dict[str, Scalar] | None = None
    ) -> None:
        sentence = words.format(target.name)
        whole = page.proof(page.say(sentence), sentence)
        start = source if isinstance(source, str) else page.name(source, whole)
        end = self._quoted(page, target, whole.start, sentence)
        page.edges.append(Edge(start, end, kind, (whole,), properties or {}))

    def _quoted(self, page: _Page, node: Node, at: int, sentence: str) -> str:
        return page.name(node, page.proof(at + sentence.index(node.name), node.name))

    def _share(self, i: int, count: int) -> range:
        """Those of `count` things that document `i` names first."""
        return range(i * count // self.sizes.documents, (i + 1) * count // self.sizes.documents)


def _draw(r: random.Random, count: int) -> int:
    """A number below `count`, the small ones much more often: one in 13 draws of 2,000 is 0."""
    return int(count * r.random() ** 3)


def _several(r: random.Random, count: int, wanted: int) -> list[int]:
    """Different numbers, drawn as by `_draw`."""
    found: dict[int, None] = {}
    for _ in range(4 * wanted):
        found[_draw(r, count)] = None
        if len(found) == wanted:
            break
    return list(found)
