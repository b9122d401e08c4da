"""What a document rests on and what it carries out, as its recitals and opening words say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.reading import Reading
from loaders.recognise.spans import Mention
from loaders.relate.draft import Draft

# 'Căn cứ …, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:' is recital and enacting words in one.
_ENACTS = re.compile(r"căn cứ\s[^\n]{20,1500}?\sban hành\s+(?:kế hoạch|chương trình|quyết định|chỉ thị|nghị quyết|quy chế)(?!\w)")


class RecitalReader:
    """Reads BASED_ON and IMPLEMENTS of the document at hand into a draft."""

    def __init__(self, reading: Reading, draft: Draft) -> None:
        self.reading, self.draft = reading, draft
        self.own = reading.document

    def sentence(self, start: int, end: int) -> None:
        """Read a sentence of the operative part: some begin with a recital or tell what is carried out."""
        if _ENACTS.match(self.reading.form, start, end):
            self.recital(start, end)
        self._leading(start, end)
        self._carries_out(start, end)

    def _documents(self, start: int, end: int) -> Iterator[Mention]:
        return (m for m in self.reading.within(start, end) if m.type == "Document" and m.id != self.own)

    def recital(self, start: int, end: int) -> None:
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
                r"(?<!\w)(?:cụ thể hóa|nhằm triển khai|để triển khai|nhằm thực hiện|để thực hiện)\s+$",
                form[max(start, mention.start - 40) : mention.start],
            ):
                self.draft.mention(mention)
                self.draft.edge(self.own, "IMPLEMENTS", mention.id, (start, end))
