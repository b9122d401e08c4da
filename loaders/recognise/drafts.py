"""Decrees, circulars and resolutions told by what they are about, without a number: most are still to be made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.ids import named
from graph.text import squash
from loaders.recognise.heads import Headed
from loaders.recognise.naming import PLURAL
from loaders.recognise.spans import Mention
from loaders.recognise.words import pair_end

_DECREE = Headed(
    r"(?<!\w)(?P<head>Nghị định|Thông tư|Nghị quyết)\s+"
    r"(?=(?:của [^,;.]{3,40}\s)?(?:quy định|về|sửa đổi|xử phạt|hướng dẫn)(?!\w))",
    ("Nghị định", "Thông tư", "Nghị quyết"),
)
_DECREE_END = re.compile(
    r"[,;:.()\"“”\n|]|\s(?:trong (?:tháng|quý|năm)|trước ngày|hoàn thành|chậm nhất|để|nhằm|theo hướng|sớm|như sau|được|"
    r"đã|đang|sẽ|có hiệu lực)(?!\w)"
)


def decrees(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Decrees, circulars and resolutions told by what they are about, between two positions."""
    for match in _DECREE.finditer(text, start, end):
        if PLURAL.search(form, max(start, match.start() - 12), match.start()):
            continue
        stop = _DECREE_END.search(form, match.end(), end)
        while stop and (paired := pair_end(form, match.end(), stop.start(), end)):
            stop = _DECREE_END.search(form, paired, end)
        until = match.start() + len(text[match.start() : stop.start() if stop else end].rstrip())
        name = squash(text[match.start() : until])
        if 5 <= len(name.split()) <= 30:
            kind = {"Nghị định": "decree", "Thông tư": "circular", "Nghị quyết": "resolution"}[match["head"]]
            yield Mention(match.start(), until, "Document", named("Document", name), name, {"kind": kind, "title": name})
