"""Databases that no registry knows: a head word and the name it opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.ids import named
from graph.text import squash
from loaders.recognise.heads import Headed
from loaders.recognise.naming import LONGEST, NO_NAME, PLURAL, PURPOSE_VERBS, after_about, name_end
from loaders.recognise.spans import Mention
from loaders.recognise.words import VERB

_DATABASE = Headed(
    r"(?<!\w)(?:hệ thống )?(?P<head>cơ sở dữ liệu|csdl|kho dữ liệu)(?!\w)",
    [opening + head for opening in ("", "hệ thống ") for head in ("cơ sở dữ liệu", "csdl", "kho dữ liệu")],
)
_DATABASE_KIND = re.compile(r"\s+(?:quốc gia|dùng chung|chuyên ngành|tổng hợp|điện tử)(?!\w)")
# Words that make 'cơ sở dữ liệu …' a class of databases, not one.
_GENERIC = re.compile(
    r"\s*(?:$|[,;:.()]|quốc gia|chuyên ngành|dùng chung|của|các|khác|nêu trên|này|trọng yếu|quan trọng|lớn|số|mới|"
    r"thuộc|sẵn có|hiện có|tập trung|chung|thành phần|"
    r"nền tảng|cấp|ngành|trung ương|địa phương|và|hoặc|trực tuyến|mở|liên quan|có liên quan|bộ|tỉnh|thành phố|riêng|"
    r"đầy đủ|đồng bộ|thống nhất|hiện đại|còn lại)(?!\w)"
)
_ON_BASIS_OF = re.compile(r"(?<!\w)trên\s+$")  # 'trên cơ sở dữ liệu đất đai' stands on data, not on a database


def databases(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Databases named between two positions."""
    for match in _DATABASE.finditer(form, start, end):
        after = match.end()
        while qualifier := _DATABASE_KIND.match(form, after, end):
            after = qualifier.end()
        about = re.compile(r"\s*\([^)]{2,12}\)|\s+").match(form, after, end)
        position = about.end() if about else after
        introduced = form.startswith("về ", position)
        generic = _GENERIC.match(form, position, end) and not (
            form.startswith("ngành ", position) and text[position + 6 : position + 7].isupper()
        )
        purpose = PURPOSE_VERBS.match(form, position, end) if text[match.start("head")].isupper() else None
        verb = (VERB.match(form, position, end) and not purpose) or NO_NAME.match(form, position, end)
        if _ON_BASIS_OF.search(form, max(start, match.start() - 6), match.start()) and text[match.start()].islower():
            continue
        if not introduced and (generic or verb or PLURAL.search(form, max(start, match.start() - 16), match.start())):
            continue
        until = name_end(form, purpose.end() if purpose else after_about(form, position, end), end)
        if until <= position + 3 or len(form[match.end() : until].split()) > LONGEST:
            continue
        words = squash(text[match.end() : until])
        if len(words.split()) < 2 or (not introduced and after == match.end() and len(words.split()) < 2):
            continue
        words = words.lower() if words.isupper() else words  # a title in capitals
        name = f"{'Kho dữ liệu' if match['head'] == 'kho dữ liệu' else 'Cơ sở dữ liệu'} {words}"
        yield Mention(match.start("head"), until, "Database", named("Database", words), name)
