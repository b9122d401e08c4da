"""Reading a question and answering it, or refusing it with what could be asked instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph.errors import NotFoundError, QuestionError
from graph.ontology import Label
from graph.store import Store
from queries.ask.grammar import grammars
from queries.ask.readings import Reading, readings
from queries.ask.suggestions import suggestions
from queries.ask.typos import corrected
from queries.ask.units import Question, Unit, take_apart
from queries.lexicon import lexicon
from queries.model import Answer
from queries.naming import index_of
from queries.running import run
from queries.topics import Topic

_TOPIC_TYPES = {"targets": ("Target",), "documents": ("Document",)}


def ask(store: Store, question: str, as_of: date) -> Answer:
    """The answer of a question in words, things standing as on `as_of` unless it names another day.

    Raises QuestionError, with questions that could be asked, where the question is not understood as a whole; NotFoundError
    where it names a document number that the graph does not hold.
    """
    index = index_of(store)
    asked = take_apart(index, question, as_of)
    if not asked.units:
        raise QuestionError("Câu hỏi trống.", suggestions(store, asked))
    beyond = _beyond(asked)
    if beyond:
        raise QuestionError(f"Đồ thị không trả lời được câu hỏi '{beyond}'.", suggestions(store, asked))
    answer = _answered(store, asked, as_of)
    if answer is None:
        repaired = corrected(index, asked)
        retried = take_apart(index, repaired, as_of) if repaired else asked
        answer = _answered(store, retried, as_of) if repaired else None
        if answer is None:
            raise _refusal(store, asked)
        note = Label(f"Đã đọc câu hỏi là: '{repaired}'.", f"The question was read as: '{repaired}'.")
        answer = _with_note(answer, note)
    return answer


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
    for reading in found:
        if reading.whole and not unknown and _grounded(store, reading):
            try:
                answer = run(store, reading.grammar.query.name, reading.parameters, as_of)
            except NotFoundError:
                continue
            if answer.rows or not _has_untold_topic(reading):
                return answer
    if unknown and found:
        raise NotFoundError(unknown[0].text)
    return None


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


def _with_note(answer: Answer, note: Label) -> Answer:
    return replace(answer, notes=(note, *answer.notes))


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
