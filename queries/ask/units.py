"""A question taken apart: the things, numbers, times and nouns it names, and the words that remain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from graph.text import keep, match_form, squash
from queries.ask.patterns import LETTERS
from queries.lexicon import Word, is_vietnamese, lexicon, normal, split_words
from queries.lexicon.words import Phrase
from queries.naming.index import Named, NameIndex, distinct_words
from queries.naming.numbers import NumberSpan, find_numbers
from queries.plain import plain
from queries.times import Period, TimeSpan, find_times
from queries.topics import translated

UnitKind = Literal["word", "noun", "thing", "number", "time"]
_TOLD_OF_EACH = frozenset({"moi", "tung", "each", "every"})
_SEVERAL = frozenset({"cac", "nhung", "moi", "may", "nhieu", "tat"})
_GROUPS = {"database": "system", "platform": "system", "system": "system", "agency": "agency", "programme": "programme"}
_LONGEST_RUN = 6
_ASKING = frozenset({"nao", "gi", "ten", "ke", "sach", "biet"})
_BEFORE_NO_HEAD = frozenset({"co", "tru", "can", "noi", "toan", "dong", "van", "tien"})  # 'cơ sở nào', 'trụ sở nào', 'cán bộ nào'
_AFTER_NOUN = frozenset({"on", "of", "for", "about"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a question from `start` to `end`.

    `text` is a normal word, a noun of the ontology, or the words as asked; `things` are what a name may mean, the likeliest first;
    `begun` tells that the name is only the beginning of theirs; `number` is set where a document number is named that the graph does
    not know.
    """

    kind: UnitKind
    text: str
    start: int
    end: int
    things: tuple[Named, ...] = ()
    time: TimeSpan | None = None
    document_kind: str = ""
    begun: bool = False

    def token(self, place: int) -> str:
        """The unit as it stands in the line that patterns are matched with; `place` tells it from others."""
        if self.kind == "thing":
            return f"@{''.join(dict.fromkeys(LETTERS[named.type] for named in self.things))}{place}"
        if self.kind == "time" and self.time:
            return f"#{self.time.bound[0]}{place}"
        return f"<{self.text}>" if self.kind == "noun" else "?" if self.kind == "number" else self.text


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its pieces. `accented` tells whether it is written with accents (or is English, which needs none)."""

    text: str
    vietnamese: bool
    accented: bool
    units: tuple[Unit, ...]

    def words_of(self, units: Sequence[Unit]) -> str:
        """The stretch of the question from the first of some units to the last, as asked."""
        return self.text[units[0].start : units[-1].end] if units else ""


def take_apart(index: NameIndex, question: str, today: date, *, begun: bool = False) -> Question:
    """The pieces of a question, its names looked up in `index`, its times filled in from `today`; with `begun` also names cut short."""
    text = squash(keep(question)).strip(" ?!.,;:")
    vietnamese = is_vietnamese(_without_numbers(text))
    accented = not vietnamese or plain(text) != match_form(text)
    units = _numbers(index, text)
    units += _names(index, text, units, begun=begun)
    units += _times(text, units, today)
    words = [word for word in split_words(text) if not _inside(word, units)]
    units = sorted((*units, *_nouns_and_words(words, text)), key=lambda unit: unit.start)
    units = _of_their_year(_described(index, units, text, vietnamese=vietnamese), text)
    return Question(text, vietnamese, accented, tuple(units))


def _of_their_year(units: list[Unit], text: str) -> list[Unit]:
    """The units, a document of several of its name told by the year beside it: 'Luật Viễn thông năm 2009', 'the 2005 Law'."""
    out: list[Unit] = []
    for unit in units:
        last = out[-1] if out else None
        for name, time in ((last, unit), (unit, last)):
            told = _in_year(name, time)
            if name and time and told:
                first, second = sorted((name, time), key=lambda part: part.start)
                out[-1:] = [replace(name, text=text[first.start : second.end], start=first.start, end=second.end, things=told)]
                break
        else:
            out.append(unit)
    return out


def _in_year(name: Unit | None, time: Unit | None) -> tuple[Named, ...]:
    """The documents that a name means in the year of `time`, where it means some of other years too."""
    period = time.time.period if time and time.time and time.time.bound == "within" else None
    if not name or len(name.things) < 2 or not period or not period.start or period != Period.of_year(period.start.year):
        return ()
    told = tuple(named for named in name.things if named.type == "Document" and named.issued_on.startswith(str(period.start.year)))
    return told if len(told) < len(name.things) else ()


def _without_numbers(text: str) -> str:
    """A question without its document numbers, whose letters (Đ) tell nothing of its language."""
    for span in reversed(find_numbers(plain(text))):
        text = text[: span.start] + text[span.end :] if span.whole else text
    return text


def _numbers(index: NameIndex, text: str) -> list[Unit]:
    units: list[Unit] = []
    for span in find_numbers(plain(text)):
        found = tuple(index.numbered(span))
        if found:
            units.append(Unit("thing", text[span.start : span.end], span.start, span.end, found))
        elif span.whole and not _names_something(index, text, span):
            units.append(Unit("number", text[span.start : span.end], span.start, span.end))
    return units


def _names_something(index: NameIndex, text: str, span: NumberSpan) -> bool:
    """Whether what looks like a number is part of a name ('Đề án 06/CP')."""
    words = split_words(text)
    ends = [index.at(words, place, text)[0] for place in range(len(words))]
    return any(end > place and words[place].start <= span.start < words[end - 1].end for place, end in enumerate(ends))


def _names(index: NameIndex, text: str, taken: Sequence[Unit], *, begun: bool) -> list[Unit]:
    words = split_words(text)
    units: list[Unit] = []
    place = 0
    while place < len(words):
        closed = _inside(words[place], taken) or _breaks_into(words, place)
        end, things = (place, list[Named]()) if closed else index.at(words, place, text)
        cut_short = begun and not things and not closed
        if cut_short:
            end, things = index.begun_at(words, place, text)
        elif begun and things:
            things = index.with_begun(words, place, end, things)
        if things and _breaks_into(words, end):
            things = []
        if things and not _asks_which(words, place, end, things) and not any(_inside(word, taken) for word in words[place:end]):
            start, stop = words[place].start, words[end - 1].end
            units.append(Unit("thing", text[start:stop], start, stop, tuple(things), begun=cut_short))
            place = end
        else:
            place += 1
    return units


def _breaks_into(words: Sequence[Word], place: int) -> bool:
    """Whether a name cannot begin or end there: in the middle of an abbreviation, or before the rest of a compound ('chính phủ số')."""
    if 0 < place < len(words) and words[place].start == words[place - 1].start:
        return True
    compounds = lexicon().compounds
    spans = ((place - before, place + after) for before in (1, 2) for after in (1, 2) if place >= before)
    return any(tuple(word.text for word in words[start:end]) in compounds for start, end in spans)


def _asks_which(words: Sequence[Word], place: int, end: int, things: Sequence[Named]) -> bool:
    """Whether what could be a group ('các cơ quan') is what is asked for: 'các cơ quan nào', 'kể tên các cơ quan', 'mỗi bộ'."""
    around = {word.text for word in (*words[max(place - 1, 0) : place], *words[end : end + 1])}
    each = words[place].text in _TOLD_OF_EACH
    return all(named.kind == "group" for named in things) and (each or bool(around & _ASKING))


def _times(text: str, taken: Sequence[Unit], today: date) -> list[Unit]:
    """The times said outside what is taken already."""
    form = list(plain(text))
    for unit in taken:
        form[unit.start : unit.end] = "_" * (unit.end - unit.start)
    return [Unit("time", text[span.start : span.end], span.start, span.end, time=span) for span in find_times("".join(form), today)]


def _inside(word: Word, units: Sequence[Unit]) -> bool:
    return any(unit.start <= word.start < unit.end for unit in units)


def _nouns_and_words(words: Sequence[Word], text: str) -> list[Unit]:
    """Nouns of the ontology where the words say one, the longest first; the other words as they are."""
    nouns, units, place = lexicon().nouns, list[Unit](), 0
    while place < len(words):
        for length in range(min(lexicon().longest, len(words) - place), 0, -1):
            phrase = tuple(word.text for word in words[place : place + length])
            if phrase in nouns and _written_so(phrase, words[place : place + length], text) and not _is_nominal(words, place, phrase):
                noun, kind = nouns[phrase]
                units.append(Unit("noun", noun, words[place].start, words[place + length - 1].end, document_kind=kind))
                break
        else:
            length = 1
            start, end = words[place].start, words[place].end
            units.append(
                Unit("noun", "agency", start, end) if _is_head(words, place, text) else Unit("word", words[place].text, start, end)
            )
        place += length
    return units


def _written_so(noun: Phrase, words: Sequence[Word], text: str) -> bool:
    """Whether a noun stands in the text with its accents, or with none: 'có quan' is not 'cơ quan'; an abbreviation has no accents."""
    if len({word.start for word in words}) < len(words):
        return True
    written = tuple(match_form(text[word.start : word.end]) for word in words)
    return all(word in {accented, plain(word)} for word, accented in zip(written, lexicon().accented_nouns[noun], strict=True))


def _is_nominal(words: Sequence[Word], place: int, phrase: Phrase) -> bool:
    """Whether 'việc' only makes a noun of the verb after it: 'của việc mất kết nối'."""
    return phrase == ("viec",) and place > 0 and words[place - 1].text in {"cua", "trong", "cho", "khi", "do"}


def _is_head(words: Sequence[Word], place: int, text: str) -> bool:
    """Whether a word stands for a kind of agency: 'bộ nào', 'các cục'."""
    after = words[place + 1].text if place + 1 < len(words) else ""
    before = words[place - 1].text if place else ""
    if before in _BEFORE_NO_HEAD or (place and match_form(text[words[place - 1].start : words[place - 1].end]) == "mới"):
        return False
    return words[place].text in lexicon().heads and (after in {"nao", "gi"} or before in {"cac", "nhung", "moi", "tung"})


def _described(index: NameIndex, units: list[Unit], text: str, *, vietnamese: bool) -> list[Unit]:
    """The units, a noun and the words beside it made one where they describe a single thing ('CSDL đất đai', 'the land database')."""
    place = 0
    while place < len(units):
        group = "" if _is_plural(units, place, text) else _group_of(units[place])
        for first, last in _runs(units, place, vietnamese=vietnamese) if group else ():
            run = units[first:last]
            things = _matching(index, group, text[run[0].start : run[-1].end], vietnamese=vietnamese)
            if things:
                units[first:last] = [Unit("thing", text[run[0].start : run[-1].end], run[0].start, run[-1].end, things)]
                place = first
                break
        place += 1
    return units


def _is_plural(units: Sequence[Unit], place: int, text: str) -> bool:
    """Whether a noun speaks of several things, which a name after it then only describes: 'các nền tảng về y tế', 'health platforms'."""
    before = units[place - 1].text if place else ""
    return before in _SEVERAL or text[: units[place].end].lower().endswith(("systems", "databases", "platforms", "portals", "programmes"))


def _group_of(unit: Unit) -> str:
    """The group of names that a noun may be described in; a law has a name in words ('the Data Law'), other documents numbers."""
    if unit.kind != "noun":
        return ""
    return "document" if unit.document_kind == "law" else _GROUPS.get(unit.text, "")


def _runs(units: Sequence[Unit], place: int, *, vietnamese: bool) -> list[tuple[int, int]]:
    """The stretches that may describe a thing, the longest first: in Vietnamese the noun leads, in English it may stand anywhere."""
    before = after = 0
    follows = vietnamese or (place + 1 < len(units) and units[place + 1].text in _AFTER_NOUN)
    while follows and after < _LONGEST_RUN and place + after + 1 < len(units) and units[place + after + 1].kind == "word":
        after += 1
    while not vietnamese and before < _LONGEST_RUN and place > before and units[place - before - 1].kind == "word":
        before += 1
    runs = [(place - left, place + right + 1) for left in range(before + 1) for right in range(after + 1) if left + right]
    whole = (run for run in runs if all(_tells(units[end], vietnamese=vietnamese) for end in (run[0], run[1] - 1)))
    return sorted(whole, key=lambda run: run[0] - run[1])


def _tells(unit: Unit, *, vietnamese: bool) -> bool:
    """Whether a description may begin or end with this unit."""
    known = lexicon()
    hard = known.hard if vietnamese else known.hard_english
    return unit.kind == "noun" or (unit.text not in known.connectors and unit.text not in hard)


def _matching(index: NameIndex, group: str, text: str, *, vietnamese: bool) -> tuple[Named, ...]:
    """The things of a group whose telling words are just those of `text`; an English text is also put into Vietnamese."""
    wordings = [distinct_words(normal(text), group)]
    if not vietnamese:
        wordings += [distinct_words(words, group) for words in translated(normal(text))]
    for wanted in filter(None, wordings):
        ids = index.by_distinct.get((group, wanted), ())
        if ids:
            return tuple(sorted((index.things[id_] for id_ in ids), key=lambda named: named.rank))
    return ()
