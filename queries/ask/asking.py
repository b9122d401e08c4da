"""Reading a question and answering it, or refusing it with what could be asked instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain

from graph.errors import LuocdoError, NotFoundError, QuestionError
from graph.ontology import Label
from graph.store import Store
from queries.ask.grammar import grammars
from queries.ask.meanings import others, rivals
from queries.ask.readings import Reading, readings
from queries.ask.suggestions import suggestions
from queries.ask.typos import corrected
from queries.ask.units import Question, Unit, take_apart
from queries.lexicon import lexicon
from queries.model import Alternative, Answer
from queries.naming import ambiguous, index_of
from queries.running import run
from queries.topics import Topic

_CLOSE = 1.0
"""A reading whose score is this near to the best is offered beside it."""
_MOST_OFFERED = 3
_TOPIC_TYPES = {"targets": ("Target",), "progress": ("Target",), "due_soon": ("Task", "Target"), "documents": ("Document",)}


def ask(store: Store, question: str, as_of: date) -> Answer:
    """The answer of a question in words, things standing as on `as_of` unless it names another day.

    Raises QuestionError, with questions that could be asked, where the question is not understood as a whole; NotFoundError
    where it names a document number that the graph does not hold; AmbiguousError, with how to go on, where a name may mean
    several things.
    """
    asked = take_apart(index_of(store), question, as_of)
    if not asked.units:
        raise QuestionError("Câu hỏi trống.", suggestions(store, asked))
    beyond = _beyond(asked)
    if beyond:
        raise QuestionError(f"Đồ thị không trả lời được câu hỏi '{beyond}'.", suggestions(store, asked))
    for attempt, notes in _attempts(store, asked, as_of):
        answer = _answered(store, attempt, as_of)
        if answer is not None:
            return replace(answer, notes=(*notes, *answer.notes))
    raise _refusal(store, asked)


def _attempts(store: Store, asked: Question, as_of: date) -> Iterator[tuple[Question, tuple[Label, ...]]]:
    """The question as it stands and with slips of the pen repaired, which a note tells; each time first with names cut short."""
    index = index_of(store)
    wordings = chain([(asked.text, ())], ((text, (_read_as(text),)) for text in corrected(index, asked)))
    for text, notes in wordings:
        begun, plain = (take_apart(index, text, as_of, begun=begun) for begun in (True, False))
        yield from (((begun, notes),) if begun != plain else ())
        yield plain, notes


def _read_as(text: str) -> Label:
    return Label(f"Đã đọc câu hỏi là: '{text}'.", f"The question was read as: '{text}'.")


def _beyond(asked: Question) -> str:
    """The words that ask for what no graph answers: a reason, a way to do something, an opinion; empty where there are none."""
    for start in range(len(asked.units)):
        for length in (1, 2, 3):
            run = asked.units[start : start + length]
            if tuple(unit.text for unit in run) in lexicon().beyond and all(unit.kind == "word" for unit in run):
                return asked.words_of(run)
    return ""


def _answered(store: Store, asked: Question, as_of: date) -> Answer | None:
    """The answer of the best reading that leaves nothing aside and whose topic the graph knows."""
    unknown = [unit for unit in asked.units if unit.kind == "number"]
    found = readings(asked, grammars())
    for place, reading in enumerate(found):
        if reading.whole and not unknown and _grounded(store, reading):
            _refuse_to_guess(store, asked, reading)
            try:
                answer = run(store, reading.grammar.query.name, reading.parameters, as_of)
            except NotFoundError:
                continue
            if answer.rows or not _has_untold_topic(reading):
                return replace(answer, alternatives=_alternatives(store, asked, found[place:], answer, as_of))
    if unknown and found:
        raise NotFoundError(unknown[0].text)
    return None


def _refuse_to_guess(store: Store, asked: Question, reading: Reading) -> None:
    """Raise AmbiguousError where a name of the question means several things with equal right."""
    for name, place in reading.places.items():
        meant = rivals(reading.grammar, name, asked.units[place]) if name in reading.parameters else []
        if meant:
            nodes = store.outlines([thing.id for thing in meant])
            error = ambiguous(store, asked.units[place].text, [nodes[thing.id] for thing in meant if thing.id in nodes])
            raise error.asked(reading.grammar.query.name, name, reading.parameters)


def _alternatives(store: Store, asked: Question, found: list[Reading], answer: Answer, as_of: date) -> tuple[Alternative, ...]:
    """What else the question may mean: readings nearly as good as the first, and things of another type that bear the name."""
    best = found[0]
    close = (r for r in found[1:] if r.whole and r.score > best.score - _CLOSE and not _has_untold_topic(r) and _grounded(store, r))
    near = [(reading.grammar.query.name, reading.parameters) for reading in close]
    for name, place in best.places.items():
        things = others(best.grammar, name, asked.units[place]) if name in best.parameters else []
        near += [(answer.query, {**best.parameters, name: thing.id}) for thing in things]
    offered: list[Alternative] = []
    for query, parameters in near[:_MOST_OFFERED]:
        with suppress(LuocdoError):  # what cannot be run is not offered, nor what has no answer
            other = run(store, query, parameters, as_of)
            if other.rows and (other.query, other.parameters) != (answer.query, answer.parameters):
                offered.append(Alternative(other.query, other.parameters, other.understood))
    return tuple(offered)


def _grounded(store: Store, reading: Reading) -> bool:
    """Whether the graph holds something on the topic; one that the question opens with 'về' or 'about' need not be known."""
    name = reading.grammar.text
    if not name or name not in reading.parameters or reading.topic_is_told:
        return True
    topic = reading.parameters[name]
    if index_of(store).called(topic):
        return True
    if reading.grammar.query.name == "indicator_series":
        return True
    return bool(Topic.read(topic).search(store, _TOPIC_TYPES.get(reading.grammar.query.name, ("Task",))))


def _has_untold_topic(reading: Reading) -> bool:
    """Whether words were taken for the topic that nothing said to be one: without an answer they were perhaps misread."""
    return not reading.topic_is_told and reading.grammar.text in reading.topic_words


def _refusal(store: Store, asked: Question) -> QuestionError:
    """Why the question is not answered: the words that no reading covers, or that nothing is recognised as asked."""
    found = readings(asked, grammars())
    partial = [reading for reading in found if reading.unread]
    offered = suggestions(store, asked)
    unknown = [topic for reading in found if reading.whole for topic in reading.topic_words.values()]
    if partial:
        best = min(partial, key=lambda reading: (len(reading.unread), -reading.score, reading.grammar.query.name))
        return QuestionError(f"Chưa hiểu câu hỏi: không rõ '{_words(asked, best.unread)}'.", offered)
    if unknown:
        return QuestionError(f"Chưa hiểu câu hỏi: đồ thị không có gì về '{unknown[0]}'.", offered)
    return QuestionError("Chưa hiểu câu hỏi này hỏi điều gì về đồ thị.", offered)


def _words(asked: Question, units: list[Unit]) -> str:
    return " ".join(asked.text[unit.start : unit.end] for unit in units)
