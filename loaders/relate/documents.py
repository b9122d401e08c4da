"""What documents do to one another, who issued them, what they adopt; and standing facts about databases and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model import Scalar
from graph.registry import Province, local_body, local_kind
from loaders.reading import Reading
from loaders.recognise import dates
from loaders.recognise.spans import Mention
from loaders.relate.clauses import sentences
from loaders.relate.draft import Draft
from loaders.relate.statements import StatementReader
from loaders.structure.outline import ARTICLE, Mode, Passage

# Words before a citation in the operative text, and what the document at hand does to the cited one. Read right before the name.
_ACTS = (
    ("CORRECTS", re.compile(r"đính chính[\w\s,“”\"().]{0,120}$")),
    ("CONSOLIDATES", re.compile(r"(?:hợp nhất|được hợp nhất từ)[\w\s,“”\"():;./-]{0,200}$")),
    ("REPLACES", re.compile(r"(?:thay thế|thay thế cho|thay cho)(?:\s+(?:toàn bộ|cho))?\s*(?:các\s+)?[\w\s,;/().-]{0,80}$")),
    ("REPEALS", re.compile(r"(?:bãi bỏ|hủy bỏ)(?:\s+(?:toàn bộ|một phần))?[\w\s,;/()“”\".-]{0,120}$")),
    ("AMENDS", re.compile(r"(?:sửa đổi|bổ sung|điều chỉnh|cập nhật)(?:,?\s*(?:bổ sung|sửa đổi|cập nhật))*[\w\s,;/()“”\".-]{0,120}$")),
    (
        "GUIDES",
        re.compile(
            r"(?:quy định chi tiết|hướng dẫn (?:thi hành|thực hiện)?|quy định chi tiết và hướng dẫn thi hành)[\w\s,“”\"().]{0,140}$"
        ),
    ),
    (
        "IMPLEMENTS",
        re.compile(
            r"(?:triển khai(?: thực hiện)?|thực hiện|cụ thể hóa|tổ chức thực hiện|thi hành)\s+(?:các\s+)?(?:nhiệm vụ[\w\s]{0,40})?$"
        ),
    ),
)
# Its own words hold 'thi hành', which right before a number means carrying out.
_SUSPENDED = re.compile(r"(?:tạm ngưng|ngưng|đình chỉ)(?:\s+(?:hiệu lực|việc thi hành|thi hành))+[\w\s,“”\"().]{0,100}$")
_PASSIVE = re.compile(r"được\s+(?:sửa đổi|thay thế|bổ sung|bãi bỏ|hợp nhất|đính chính)[\w\s,]{0,60}$|đã được\s[\w\s,]{0,40}$")
# 'Căn cứ …, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:' is recital and enacting words in one.
_ENACTS = re.compile(r"căn cứ\s[^\n]{20,1500}?\sban hành\s+(?:kế hoạch|chương trình|quyết định|chỉ thị|nghị quyết|quy chế)(?!\w)")
_TOLD_ACT = re.compile(
    r"(?<!\w)(?P<kind>quyết định|chỉ thị|nghị định|nghị quyết|thông tư|kế hoạch) này\s+(?:sẽ\s+)?"
    r"(?P<act>thay thế|bãi bỏ|sửa đổi(?:, bổ sung)?)\s+"
)
_TOLD_ACTS = {"tha": "REPLACES", "bãi": "REPEALS", "sửa": "AMENDS"}
_EXPIRES = re.compile(r"^[\w\s,;“”\"()/.\-]{0,220}?hết hiệu lực")
_AS_THIS_STARTS = re.compile(r"[^.;]{0,40}?\bngày\s[\w\s]{2,20}\snày có hiệu lực")
_OPERATIVE = re.compile(
    r"(?:quyết định|nghị định|nghị quyết|thông tư|kế hoạch|chỉ thị|văn bản|công văn|quy chế)\s+này\s+(?:thay thế|"
    r"bãi bỏ|sửa đổi|hợp nhất|đính chính)|^(?:điều \d+\.?\s*)?(?:\d+\.\s*|[a-zđ]\)\s*|-\s*)?(?:bãi bỏ|thay thế|"
    r"sửa đổi|ngưng|tạm ngưng|đình chỉ|đính chính|hợp nhất|cụm từ)"
)
_PROVISION = re.compile(
    r"(?P<p>(?:(?:điểm\s+[a-zđ0-9]+|khoản\s+\d+|điều\s+\d+[a-z]?|mục\s+[ivx\d]+|phụ lục(?:\s+[ivx\d]+)?|"
    r"chương\s+[ivx]+|dòng\s+\d+|số thứ tự\s+\d+|tiết\s+\w+|phần\s+[ivx]+)(?:\s*,\s*|\s+và\s+|\s+)?)+)(?:của\s+|"
    r"tại\s+|ban hành kèm theo\s+|kèm theo\s+)*$"
)
_EFFECTIVE = re.compile(r"có hiệu lực\s*(?:thi hành\s*)?(?:kể\s+)?(?:từ\s+)?(?=ngày)")
_FROM_SIGNING = re.compile(r"có hiệu lực\s*(?:thi hành\s*)?(?:kể\s+)?từ ngày\s+(?:ký|ban hành)")
_BY_ISSUER = re.compile(r"\s*(?:,?\s*ngày\s[^,;.“\"]{6,32}?)?\s*(?:của|do)\s+")
_ADOPTED_WITH = re.compile(
    r"^\s*[”\"]?\s*(?:\([^)]{0,60}\)\s*)?(?:được\s+[\w\s]{0,40})?(?:ban hành|phê duyệt|thông qua)(?:\s+(?:kèm theo|"
    r"tại|theo|bởi|trong))?\s*(?:tại\s+|theo\s+)?$"
)
_BY_DECISION = re.compile(r"\s*(?:\(|theo|tại)\s*$")
_ADOPTS = re.compile(
    r"^[^;.]{0,70}?\s*(?:phê duyệt|ban hành|về việc phê duyệt|về việc ban hành)(?:\s+kèm theo)?\s*[“\"]?\s*(?:[\w\s]{0,24})?$"
)


def _party_committee(place: Province) -> tuple[str, str, str, dict[str, Scalar]]:
    id_, name = local_body("tu", place)
    return id_, "Agency", name, {"kind": local_kind("tu")}


class DocumentReader:
    """Reads relations between documents, issuers, adoption, management and structure of bodies into a draft."""

    def __init__(self, reading: Reading, draft: Draft) -> None:
        self.reading, self.draft = reading, draft
        self.own = reading.document
        self.statements = StatementReader(reading, draft)

    def read(self) -> None:
        """Read head, title and every passage."""
        self._issuers()
        title = self.reading.head.title_span
        if title and self.reading.head.official:
            self._acts(*title, operative=True)
            self._adoption(*title)
        for passage in self.reading.passages:
            if passage.mode is Mode.CLOSING:
                continue
            for start, end in sentences(self.reading.text, passage.block.start, passage.block.end):
                self._sentence(passage, start, end)
        self._consolidated()
        self._citations()

    def _sentence(self, passage: Passage, start: int, end: int) -> None:
        if passage.mode is Mode.RECITAL:
            self._recital(start, end)
        elif passage.block.table is None:
            operative = self.reading.head.official and _OPERATIVE.search(self.reading.form[start:end]) is not None
            self._acts(start, end, operative)
            if not self.reading.head.official:
                self._told_acts(start, end)
            else:
                if _ENACTS.match(self.reading.form, start, end):
                    self._recital(start, end)
                self._leading(start, end)
                self._carries_out(start, end)
        self._adoption(start, end)
        self.statements.read(start, end)

    def _documents(self, start: int, end: int) -> Iterator[Mention]:
        return (m for m in self.reading.within(start, end) if m.type == "Document" and m.id != self.own)

    def _recital(self, start: int, end: int) -> None:
        """'Căn cứ Luật X; Quyết định Y …': what each part opens with is a basis; 'Theo đề nghị', 'Xét Tờ trình' name no basis."""
        form = self.reading.form[start:end]
        if not form.startswith(("căn cứ", "trên cơ sở", "thực hiện")):
            return
        for mention in self._documents(start, end):
            before = self.reading.form[start + 8 : mention.start]
            if re.search(r"(?:thực hiện|phê duyệt|về|sửa đổi|tại tờ trình|theo đề nghị)\b", before[before.rfind(";") + 1 :]):
                continue
            self.draft.mention(mention)
            self.draft.edge(self.own, "BASED_ON", mention.id, (start, end))

    def _leading(self, start: int, end: int) -> None:
        """'Thực hiện Nghị quyết số …; Quyết định số …, UBND ban hành Kế hoạch': what a plan carries out."""
        form = self.reading.form
        if not re.match(
            r"(?:thực hiện|triển khai thực hiện|triển khai|để thực hiện|nhằm thực hiện)\s+(?:nghị quyết|quyết định|"
            r"chỉ thị|kế hoạch|kết luận|nghị định|luật|chương trình|công điện|thông báo)",
            form[start:end],
        ):
            return
        if self.reading.head.kind not in ("plan", "programme", "directive", "resolution", "dispatch"):
            return
        first = True
        for mention in (m for m in self.reading.within(start, end) if m.type in ("Document", "Programme") and m.id != self.own):
            before = form[start : mention.start]
            listed = not first and re.search(r"(?:;|,|\svà)\s*$", before) and mention.properties.get("kind") != "law"
            if listed or re.search(r"(?:^|;)\s*(?:để\s+|nhằm\s+)?(?:thực hiện|triển khai|triển khai thực hiện)?\s*(?:các\s+)?$", before):
                self.draft.mention(mention)
                self.draft.edge(self.own, "IMPLEMENTS", mention.id, (start, end))
                first = False

    def _carries_out(self, start: int, end: int) -> None:
        """'Kế hoạch này … cụ thể hóa Nghị quyết số …'."""
        form = self.reading.form
        if not re.search(r"(?:kế hoạch|chương trình|đề án|nghị quyết|quyết định|chỉ thị) này(?!\w)", form[start:end]):
            return
        for mention in self._documents(start, end):
            if re.search(
                r"(?<!\w)(?:cụ thể hóa|nhằm triển khai|để triển khai|nhằm thực hiện|để thực hiện)\s+$", form[start : mention.start]
            ):
                self.draft.mention(mention)
                self.draft.edge(self.own, "IMPLEMENTS", mention.id, (start, end))

    def _consolidated(self) -> None:
        """A consolidated text names its base and the amendments before its first article."""
        if self.reading.head.kind != "consolidated":
            return
        base = ""
        for passage in self.reading.passages:
            if passage.level == ARTICLE:
                return
            for mention in self._documents(passage.block.start, passage.block.end):
                span = (passage.block.start, passage.block.end)
                if mention.properties.get("number") and mention.properties.get("kind") != "other":
                    self.draft.mention(mention)
                    self.draft.edge(self.own, "CONSOLIDATES", mention.id, span, scope="whole")
                    if base and base != mention.id:
                        self.draft.edge(mention.id, "AMENDS", base, span, scope="part")
                    base = base or mention.id

    def _acts(self, start: int, end: int, operative: bool) -> None:
        """What the document at hand (or, in a chain of citations, another) does to the documents named here."""
        previous: tuple[str, int] | None = None
        for mention in self._documents(start, end):
            before = self.reading.form[max(start, mention.start - 240) : mention.start]
            act = self._act(before, operative)
            if (
                act is None
                and previous
                and re.fullmatch(
                    r"\s*(?:,|;|và|,\s*và)\s*(?:của\s+)?(?:các\s+)?(?:ngày[^,;]{5,40}(?:,|và)\s*)?",
                    self.reading.form[previous[1] : mention.start],
                )
            ):
                act = previous[0]
            ends = _EXPIRES.match(self.reading.form[mention.end : end])
            if act is None and ends and (operative or _AS_THIS_STARTS.match(self.reading.form[mention.end + ends.end() : end])):
                act = "REPLACES"
            if act is None:
                previous = None
                continue
            if act in ("GUIDES", "IMPLEMENTS") and not self._is_title(start):
                continue
            if act not in ("GUIDES", "IMPLEMENTS") and not operative and ends is None:
                continue
            self._act_edge(act, mention, start, end)
            previous = (act, mention.end)

    def _told_acts(self, start: int, end: int) -> None:
        """'Chỉ thị này thay thế Chỉ thị số …' in a report: the document told of last before it acts."""
        told = _TOLD_ACT.search(self.reading.form, start, end)
        cited = next(self._documents(told.end(), end), None) if told else None
        if told is None or cited is None or cited.start > told.end() + 1:
            return
        earlier = (m for m in self._documents(0, told.start()) if self.reading.form.startswith(told["kind"], m.start))
        acting = [m for m in earlier if "number" in m.properties and m.id != cited.id]
        if acting:
            self.draft.mention(acting[-1])
            self.draft.mention(cited)
            scope = "part" if told["act"].startswith("sửa") else "whole"
            self.draft.edge(acting[-1].id, _TOLD_ACTS[told["act"][:3]], cited.id, (start, end), scope=scope)

    def _act(self, before: str, operative: bool) -> str | None:
        if _PASSIVE.search(before):
            return None
        if _SUSPENDED.search(before):
            return "SUSPENDS"
        found = [(match.start(), act) for act, pattern in _ACTS if (match := pattern.search(before))]
        return max(found)[1] if found else None

    def _is_title(self, start: int) -> bool:
        title = self.reading.head.title_span
        return title is not None and title[0] <= start < title[1]

    def _act_edge(self, act: str, mention: Mention, start: int, end: int) -> None:
        self.draft.mention(mention)
        before = self.reading.form[max(start, mention.start - 120) : mention.start]
        provision = _PROVISION.search(before)
        if act in ("GUIDES", "IMPLEMENTS"):
            self.draft.edge(self.own, act, mention.id, (start, end))
            return
        partial = provision is not None or act == "AMENDS" or "một phần" in before or "một số" in before
        words = provision["p"].strip(" ,") if provision else ""
        self.draft.edge(self.own, act, mention.id, (start, end), scope="part" if partial else "whole", provision=words)

    def _issuers(self) -> None:
        """ISSUED_BY: the head for the document at hand; for the cited ones the code in the number, or 'của …' after it."""
        head = self.reading.head
        if head.issuer_span:
            issuer = next((m for m in self.reading.within(*head.issuer_span) if m.type == "Agency" and not m.group), None)
            if issuer:
                self.draft.mention(issuer)
                self.draft.edge(self.own, "ISSUED_BY", issuer.id, head.issuer_span)
        for mention in self.reading.mentions:
            if mention.type == "Document" and "number" in mention.properties:
                self._cited_issuer(mention)

    def _cited_issuer(self, mention: Mention) -> None:
        head = self.reading.head
        if mention.id == self.own and head.issuer_span and any(m.type == "Agency" for m in self.reading.within(*head.issuer_span)):
            return
        number = str(mention.properties["number"])
        agency = self._issuer_of(number, mention)
        if agency:
            self.draft.mention(mention)
            self.draft.edge(mention.id, "ISSUED_BY", agency, (mention.start, mention.end))

    def _issuer_of(self, number: str, mention: Mention) -> str:
        said = _BY_ISSUER.match(self.reading.form, mention.end)
        body = (
            next((m for m in self.reading.within(said.end(), said.end() + 160) if m.type == "Agency" and m.start == said.end()), None)
            if said
            else None
        )
        known = self.reading.issuers.get(mention.id, "")
        if number.endswith("/TW") and body:
            return self.draft.mention(body)
        if known:
            return self.draft.agency(known)
        if body and not body.group:
            return self.draft.mention(body)
        if re.search(r"UBND$", number) and self.reading.home:
            return self.draft.agency(self.reading.home.agency)
        if re.search(r"/TU$", number) and self.reading.home:
            return self.draft.node(*_party_committee(self.reading.home), span=(mention.start, mention.end))
        return ""

    def _adoption(self, start: int, end: int) -> None:
        """'Chương trình X ban hành kèm theo Quyết định Y', 'Quyết định Y phê duyệt Chương trình X'."""
        form = self.reading.form
        named = [m for m in self.reading.within(start, end) if m.type in ("Programme", "Document")]
        for programme in (m for m in named if m.type == "Programme"):
            after = next((m for m in named if m.type == "Document" and m.start >= programme.end), None)
            gap = form[programme.end : after.start] if after else ""
            if after and (
                _ADOPTED_WITH.match(gap) or (_BY_DECISION.fullmatch(gap) and after.properties.get("kind") in ("decision", "resolution"))
            ):
                self._adopted(programme, after.id, (programme.start, after.end), after)
                continue
            before = [m for m in named if m.type == "Document" and m.end <= programme.start]
            if before and _ADOPTS.match(form[before[-1].end : programme.start]) and "number" in before[-1].properties:
                self._adopted(programme, before[-1].id, (before[-1].start, programme.end), before[-1])
            elif (
                self.reading.head.official
                and re.search(
                    r"(?:phê duyệt|ban hành(?: kèm theo (?:quyết định|nghị quyết) này)?|thông qua)\s*[“\"]?\s*$",
                    form[max(start, programme.start - 60) : programme.start],
                )
                and self._is_own_act(start)
            ):
                self._adopted(programme, self.own, (start, end), None)

    def _is_own_act(self, start: int) -> bool:
        return self._is_title(start) or re.match(r"(?:điều\s+1\b|ban hành|phê duyệt)", self.reading.form[start : start + 40]) is not None

    def _adopted(self, programme: Mention, document: str, span: tuple[int, int], mention: Mention | None) -> None:
        self.draft.mention(programme)
        if mention:
            self.draft.mention(mention)
        self.draft.edge(programme.id, "ADOPTED_BY", document, span)

    def effective_on(self) -> str:
        """The day the document at hand comes into force, where it says so."""
        for passage in self.reading.passages:
            if passage.mode is Mode.CLOSING:
                continue
            form = self.reading.form
            found = _EFFECTIVE.search(form, passage.block.start, passage.block.end)
            if found and re.search(r"này\s*$", form[max(passage.block.start, found.start() - 8) : found.start()]):
                when = next(dates.whens(form, found.end(), passage.block.end, None), None)
                if when and when.kind == "day" and when.start - found.end() < 3:
                    return when.first.isoformat()
                if _FROM_SIGNING.match(form, found.start()) and self.reading.head.dated:
                    return self.reading.head.dated.isoformat()
        return ""

    def _citations(self) -> None:
        """CITES: any document or programme named with no stronger relation from the document at hand."""
        for mention in self.reading.mentions:
            if mention.type in ("Document", "Programme") and mention.id != self.own and not self.draft.has_edge(self.own, mention.id):
                self.draft.mention(mention)
                self.draft.edge(self.own, "CITES", mention.id, (mention.start, mention.end))
