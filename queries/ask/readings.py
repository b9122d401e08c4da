"""What a question may mean: for each query whose wording it fits, the parameters it gives and how well it is covered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graph.text import match_form
from queries.ask.grammar import Grammar
from queries.ask.meanings import value_of
from queries.ask.patterns import ANYBODY, CLASSES, LETTERS, Cue
from queries.ask.topic_words import is_filler, is_light, remaining_topic
from queries.ask.units import Question, Unit
from queries.model import ParameterKind
from queries.plain import plain
from queries.times import Period, TimeSpan

_ASKED = {
    "task": "Task", "database": "Database", "platform": "Platform", "system": "Database,Platform", "agency": "Agency",
    "programme": "Programme", "document": "Document", "target": "Target",
}  # fmt: skip
_STRONG = 8
_TOPIC_OF_CUES = 4
_LEFT_OF_CUES = 1.5
_NEGATIONS = frozenset({"khong", "chua", "not"})
_PARTICLES = frozenset({"a", "nhi", "vay", "the", "ha", "hay", "ta", "ban", "anh", "chi", "em", "roi", "thi", "va", "yet", "only"})
_WHICH_AFTER = frozenset({"nao", "gi"})
_WHICH_BEFORE = frozenset({
    "nhung", "cac", "moi", "ca", "nhieu", "liet", "ke", "danh", "sach",
    "which", "what", "list", "many", "all", "any", "every", "other", "show",
})  # fmt: skip
_TOPIC_OPENERS = ("ve", "lien quan", "about", "regarding", "concerning", "related", "relating")


@dataclass(slots=True)
class Reading:
    """One query with its parameters; `unread` holds what it leaves aside, `missing` what it still needs: with either it is no reading.

    `places` tells where the things stand that parameters were given by.
    """

    grammar: Grammar
    weight: int = 0
    score: float = 0.0
    parameters: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    covered: set[int] = field(default_factory=set)
    used: set[int] = field(default_factory=set)
    unread: list[Unit] = field(default_factory=list)
    missing: frozenset[str] = frozenset()
    topic_words: dict[str, str] = field(default_factory=dict)
    topic_places: set[int] = field(default_factory=set)
    light_places: set[int] = field(default_factory=set)
    topic_is_told: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing of the question is left aside and nothing is missing."""
        return not self.unread and not self.missing


def readings(question: Question, grammars: Sequence[Grammar]) -> list[Reading]:
    """Every reading that some wording fits, the best first: whole ones before others, then by score."""
    tokens = [unit.token(place) for place, unit in enumerate(question.units)]
    present = frozenset(tokens)
    found = [reading for grammar in grammars if (reading := _read(question, grammar, tokens, present))]
    telling = {place for reading in found if reading.weight >= _STRONG for place in reading.covered - reading.used}
    for reading in found:  # words that another query is asked with are no topic, and do not say little
        reading.score -= _TOPIC_OF_CUES * bool(reading.topic_places & telling - reading.covered)
        reading.score -= _LEFT_OF_CUES * len(reading.light_places & telling)
    return sorted(found, key=lambda reading: (not reading.whole, -reading.score, reading.grammar.query.name))


def _read(question: Question, grammar: Grammar, tokens: Sequence[str], present: frozenset[str]) -> Reading | None:
    reading = Reading(grammar)
    line, starts = _line(tokens)
    matched = 0
    for cue in grammar.cues:
        if cue.weight == 0 and not matched:
            return None
        if not all(need & present for need in cue.needs):
            continue
        # What only goes with other wordings may stand several times: 'fails ... affected'.
        for match in islice(cue.expression.finditer(line), None if cue.weight == 0 else 1):
            if _is_spelled(question, cue, match, starts) and _bind(question, reading, cue, match.groupdict()):
                reading.weight = max(reading.weight, cue.weight)
                matched += cue.weight > 0
                reading.covered |= _places(match, starts)
    if not matched:
        return None
    _fill(question, reading)
    reading.score += reading.weight + 0.3 * min(matched - 1, 3) + 0.02 * len(reading.covered)
    return reading


def _line(tokens: Sequence[str]) -> tuple[str, dict[int, int]]:
    """The tokens as one line, and which token begins at which place of it."""
    starts, at = dict[int, int](), 0
    for place, token in enumerate(tokens):
        starts[at] = place
        at += len(token) + 1
    return "".join(f"{token} " for token in tokens), starts


def _is_spelled(question: Question, cue: Cue, match: re.Match[str], starts: Mapping[int, int]) -> bool:
    """Whether the words that a cue gives with accents are written so, or without any."""
    inside = (question.units[place] for start, place in starts.items() if match.start() <= start < match.end()) if cue.spelled else ()
    written = ((unit, match_form(question.text[unit.start : unit.end])) for unit in inside if unit.text in cue.spelled)
    return all(word in cue.spelled[unit.text] or word == plain(word) for unit, word in written)


def _places(match: re.Match[str], starts: Mapping[int, int]) -> set[int]:
    """The units that a wording covers: all in it but those that it passes over."""
    gaps = [match.span(name) for name in match.groupdict() if name.startswith("gap")]
    inside = ((start, place) for start, place in starts.items() if match.start() <= start < match.end())
    return {place for start, place in inside if not any(low <= start < high for low, high in gaps)}


def _bind(question: Question, reading: Reading, cue: Cue, groups: Mapping[str, str | None]) -> bool:
    """Give the parameters that a cue binds; False, changing nothing, where it contradicts what is bound already."""
    values = dict(cue.sets)
    used: set[int] = set()
    places: dict[str, int] = {}
    for group, name in cue.binds.items():
        token = groups[group]
        if token is not None:
            place = int(token.strip().lstrip("@" + "".join(LETTERS.values())))
            value = "" if name == ANYBODY else value_of(reading.grammar, name, question.units[place])
            if value is None or place in used:
                return False
            values |= {} if name == ANYBODY else {name: value}
            places[name] = place
            used.add(place)
    if any(reading.parameters.get(name, value) != value for name, value in values.items() if name not in cue.sets):
        return False
    if any(place in reading.used and values.get(name) != reading.parameters.get(name) for name in cue.binds.values() for place in used):
        return False
    reading.parameters = {**values, **reading.parameters}
    reading.places = {**places, **reading.places}
    reading.used |= used
    return True


def _fill(question: Question, reading: Reading) -> None:
    """Bind what no cue bound: other names, times, the thing asked for, the topic; then tell what is unread and missing."""
    units = question.units
    _fill_slots(question, reading)
    _fill_times(units, reading)
    _fill_asked(units, reading)
    left = [place for place in range(len(units)) if place not in reading.covered and place not in reading.used]
    left = [place for place in left if units[place].kind in {"word", "noun", "thing", "time", "number"}]
    if reading.grammar.text:
        left = _fill_topic(question, reading, left)
    light = [place for place in left if is_light(units, place)]
    reading.light_places = {place for place in light if not is_filler(question, place)}
    reading.score -= 0.4 * len(light)
    reading.unread = [units[place] for place in left if place not in light and _matters(question, reading, place)]
    reading.unread += _run_on(question, reading)
    reading.missing = reading.grammar.required - reading.parameters.keys()


def _run_on(question: Question, reading: Reading) -> list[Unit]:
    """Words right after a name that is only begun, which no cue covers: they go on with a name that the graph does not know."""
    after = [place + 1 for place, unit in enumerate(question.units[:-1]) if unit.begun]
    words = [place for place in after if question.units[place].kind == "word" and place not in reading.covered]
    return [question.units[place] for place in words if not is_filler(question, place)]


def _fill_slots(question: Question, reading: Reading) -> None:
    for place, unit in enumerate(question.units):
        if unit.kind != "thing" or place in reading.used:
            continue
        for name, kind in reading.grammar.slots.items():
            fits = any(LETTERS[named.type] in CLASSES[kind] for named in unit.things)
            value = value_of(reading.grammar, name, unit) if fits and name not in reading.parameters else None
            if value is not None:
                reading.parameters[name] = value
                reading.places[name] = place
                reading.used.add(place)
                reading.score -= 0.5
                break


def _fill_times(units: Sequence[Unit], reading: Reading) -> None:
    for place, unit in enumerate(units):
        if unit.kind != "time" or unit.time is None:
            continue
        name = next((reading.grammar.times[bound] for bound in _bounds(unit.time) if bound in reading.grammar.times), "")
        if name and name not in reading.parameters:
            reading.parameters[name] = _said_as(reading.grammar.parameter(name).kind, unit.time.period)
            reading.used.add(place)
        else:
            reading.covered.discard(place)


def _bounds(time: TimeSpan) -> tuple[str, ...]:
    """How a time may be bounded, the closest first: one day within, and what is so long from today, are also periods."""
    if time.bound == "within" and time.period.start is not None and time.period.start == time.period.end:
        return ("day", "within")
    return ("ahead", "within") if time.bound == "ahead" else (time.bound,)


def _said_as(kind: ParameterKind, period: Period) -> str:
    """A period as a parameter of some kind takes it: a day as its last, a number as how many days it lasts."""
    if kind == "int" and period.start and period.end:
        return str((period.end - period.start).days)
    return str(period.end or period.start) if kind == "date" else str(period)


def _fill_asked(units: Sequence[Unit], reading: Reading) -> None:
    """The type or kind of document that is asked for: 'nhiệm vụ nào', 'which databases', or the noun that opens the question."""
    grammar = reading.grammar
    for place in _asked(units):
        unit = units[place]
        if grammar.asks and grammar.asks not in reading.parameters and unit.text in _ASKED:
            choices = grammar.parameter(grammar.asks).choices
            types = [type_ for type_ in _ASKED[unit.text].split(",") if type_ in choices]
            if types:
                reading.parameters[grammar.asks] = ",".join(types)
                reading.covered.add(place)
        if grammar.asks_kind and grammar.asks_kind not in reading.parameters and unit.document_kind:
            reading.parameters[grammar.asks_kind] = unit.document_kind
            reading.covered.add(place)


def _asked(units: Sequence[Unit]) -> list[int]:
    """Where the nouns stand that are asked for; tasks before all others, wherever a question speaks of them."""
    words = [unit.text if unit.kind == "word" else "" for unit in units]
    found: list[int] = []
    for place, unit in enumerate(units):
        if unit.kind == "noun":
            after = words[place + 1] if place + 1 < len(units) else ""
            before = words[max(place - 4, 0) : place]
            if unit.text == "task":
                found.insert(0, place)
            elif after in _WHICH_AFTER or _WHICH_BEFORE & set(before) or place == 0:
                found.append(place)
    return found


def _fill_topic(question: Question, reading: Reading, left: list[int]) -> list[int]:
    """Give the words that remain to the topic; what is not part of it remains."""
    name = reading.grammar.text
    if name in reading.parameters and not any(unit.kind == "word" for unit in (question.units[p] for p in left)):
        return left
    topic, taken, told = remaining_topic(question, reading.grammar.nouns, left, _TOPIC_OPENERS, weak=False)
    if not topic and name in reading.grammar.required - reading.parameters.keys():
        topic, taken, told = remaining_topic(question, reading.grammar.nouns, left, _TOPIC_OPENERS, weak=True)
    if not topic:
        return left
    reading.parameters[name] = f"{topic} {reading.parameters[name]}" if name in reading.parameters else topic
    reading.topic_words[name] = topic
    reading.topic_places = taken
    reading.topic_is_told = told
    reading.score -= 0.5
    return [place for place in left if place not in taken]


def _negates(question: Question, place: int) -> bool:
    """Whether a word says 'not' of what follows it; at the end of a question 'không' and 'chưa' only ask."""
    after = question.units[place + 1] if place + 1 < len(question.units) else None
    if question.units[place].text not in _NEGATIONS or after is None:
        return False
    return after.kind != "time" and after.text not in _PARTICLES


def _offers_either(question: Question, place: int) -> bool:
    """Whether 'hoặc' or 'or' stands between two names, which no query takes: each of its things has to hold."""
    if question.units[place].text not in {"hoac", "or"} or not place:
        return False
    after = [unit for unit in question.units[place + 1 : place + 3] if unit.text != "the"]
    return question.units[place - 1].kind == "thing" and bool(after) and after[0].kind == "thing"


def _matters(question: Question, reading: Reading, place: int) -> bool:
    """Whether a unit left aside makes the question unclear."""
    unit = question.units[place]
    if unit.kind == "word":
        return not is_filler(question, place) or _negates(question, place) or _offers_either(question, place)
    return unit.kind != "noun" or unit.text not in reading.grammar.nouns
