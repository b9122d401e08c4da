"""Programmes, schemes, strategies, plans and projects that no registry knows: a head word and the name it opens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.ids import named
from graph.text import squash
from loaders.recognise.heads import Headed
from loaders.recognise.spans import Mention
from loaders.recognise.words import VERB, pair_end

_PROGRAMME = Headed(
    r"(?<!\w)(?P<head>đề án|chương trình|chiến lược|kế hoạch|dự án|phong trào|quy hoạch)(?!\w)(?:\s+(?:quốc gia|tổng thể|hành động))?",
    ("đề án", "chương trình", "chiến lược", "kế hoạch", "dự án", "phong trào", "quy hoạch"),
)
_QUOTED = re.compile(r"\s*[“\"‘]([^“”\"‘’\n]{6,240})[”\"’]")
_PROGRAMME_NAME = re.compile(
    r"\s+(?=(?:[A-ZĐÂÊÔƠƯĂÁÀẢÃẠÚÝ]|\d{2}\b|cắt giảm|rà soát|phổ cập|đào tạo|bồi dưỡng|tổng kết|kiểm tra|giám sát|"
    r"phát triển|chuyển đổi số|hoạt động|hành động|quốc gia|nâng cao|tổng thể|"
    r"ứng dụng|tăng cường|xây dựng|đẩy mạnh|thúc đẩy|triển khai|dữ liệu|bảo đảm|đổi mới|cải cách|hỗ trợ|khai báo|"
    r"số hóa))"
)
_NUMBERED = re.compile(r"(?<!\w)số\s+\d")  # 'Kế hoạch hành động số 459-KHHĐ/TU' is a document
_PERIOD = re.compile(r"20\d\d")
_APPROVED = re.compile(
    r"(?:phê duyệt|ban hành(?: kèm theo (?:quyết định|nghị quyết) này)?|thông qua)\s+(?P<head>đề án|chương trình|"
    r"chiến lược|kế hoạch|danh mục|quy chế)(?!\w)"
)
_APPROVED_END = re.compile(
    r"\s*(?:\(|nhằm\s|để\s|với (?:những|các) nội dung|gồm (?:những|các)|bao gồm|có hiệu lực|kèm theo|;|:|\.\s|\.$|$|\n|nêu tại)"
)
_NAME_STOP = re.compile(
    r"[;:.()\[\]\"“”\n|…]|,(?=\s|$)(?!\s*(?:giai đoạn|định hướng|tầm nhìn))|\s(?:được|do|đã|đang|sẽ|là|theo|tại|này|"
    r"ban hành|phê duyệt|nêu|kèm theo|(?<!công )(?<!quy )(?<!lộ )(?<!quá )(?<!giáo )trình|tiếp tục|và\s+(?:đề án|"
    r"chương trình|chiến lược|kế hoạch|các|tổ chức|triển khai)|"
    r"trước ngày|trong (?:tháng|quý|năm)|để|nhằm|trên (?:địa bàn|phạm vi)|phải|cần|phù hợp|h[ằà]ng năm|bảo đảm|(?<!gắn )với)(?!\w)"
)
_OWN_PLAN = re.compile(r"\d|hoạt động(?= của| năm)|Luật|Nghị |Đề án|Chiến lược|Chương trình\s+\w|(?:tổng thể|hành động|quốc gia)(?!\w)")
_FEW = 3  # words before the comma: then they are the first of two verbs


def programmes(text: str, form: str, start: int, end: int) -> Iterator[Mention]:
    """Programmes named between two positions."""
    for match in _PROGRAMME.finditer(form, start, end):
        found = _approved(text, form, match, end) or _quoted(text, match, end) or _plain_programme(text, form, match, end)
        if found and not _NUMBERED.search(form, match.end(), min(found[1], match.end() + 14)):
            yield _programme(text, *found)


def _approved(text: str, form: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    """The whole title after 'Phê duyệt Đề án …': commas and verbs belong to it."""
    before = _APPROVED.search(form, max(0, match.start() - 60), match.end())
    if before is None or before.start("head") != match.start() or not text[match.start()].isupper() or not text[before.start()].isupper():
        return None
    stop = _APPROVED_END.search(form, match.end(), end)
    until = stop.start() if stop else end
    return (match.start(), until) if 3 <= len(form[match.end() : until].split()) <= 45 else None


def _quoted(text: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    quoted = _QUOTED.match(text, match.end(), end)
    return (match.start(), quoted.end()) if quoted else None


def _plain_programme(text: str, form: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    if (
        not text[match.start()].isupper()
        or text[match.start() : match.end()].isupper()
        or not _PROGRAMME_NAME.match(text, match.start() + len(match["head"]), end)
    ):
        return None
    until = name_end_with_verbs(form, match.end(), end)
    if len(form[match.end() : until].split()) < 3 and not _PERIOD.search(form, match.end(), until):
        return None
    # 'Kế hoạch phát triển của địa phương' is any plan; one with a year, a number or the act that it carries out is a plan of its own.
    if match["head"] == "kế hoạch" and not _OWN_PLAN.search(text, match.end(), until):
        return None
    return match.start(), until


def name_end_with_verbs(form: str, start: int, end: int) -> int:
    """Where a programme's name ends: such names hold verbs, 'và' and, before their period, commas."""
    stop = _NAME_STOP.search(form, start, end)
    while stop and stop[0] == "," and (paired := pair_end(form, start, stop.start(), end) or _verbs_go_on(form, start, stop.end(), end)):
        stop = _NAME_STOP.search(form, paired, end)
    until = stop.start() if stop else end
    words = list(re.finditer(r"\S+", form[start:until]))
    if len(words) > 30:
        until = start + words[29].end()
    return start + len(form[start:until].rstrip(" ,-"))


def _verbs_go_on(form: str, start: int, comma: int, end: int) -> int | None:
    """'Chương trình cắt giảm, đơn giản hóa thủ tục …': two verbs that share their object; gives where the second ends."""
    if len(form[start:comma].split()) > _FEW or not VERB.match(form, start + len(form[start:comma]) - len(form[start:comma].lstrip())):
        return None
    second = VERB.match(form, comma + 1, end)
    return second.end() if second else None


def _programme(text: str, start: int, end: int) -> Mention:
    name = re.sub(r"[“”\"‘’]", "", squash(text[start:end])).strip(" ,.;")
    name = name[0].upper() + name[1:]
    years = [int(y) for y in _PERIOD.findall(name)]
    kinds = {"đề án": "scheme", "chương trình": "programme", "chiến lược": "strategy", "kế hoạch": "plan", "dự án": "project"}
    kind = next((v for k, v in kinds.items() if name.lower().startswith(k)), "programme")
    properties: dict[str, str | int | float | bool] = {"kind": kind}
    if len(years) > 1 and "giai đoạn" in name.lower() and years[0] < years[1]:
        properties |= {"starts_on": f"{years[0]}-01-01", "ends_on": f"{years[1]}-12-31"}
    bare = re.sub(r"^(?:Đề án|Chương trình|Chiến lược|Kế hoạch|Dự án|Phong trào)\s+", "", name)
    return Mention(
        start,
        end,
        "Programme",
        named("Programme", name),
        name,
        properties,
        aliases=(bare,) if "“" in text[start:end] or '"' in text[start:end] else (),
    )
