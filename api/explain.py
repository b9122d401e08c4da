"""Errors as people read them: one text and what could be tried instead, in either language."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from api.words import Words
from graph.errors import (
    AmbiguousError,
    Choice,
    InputError,
    LimitError,
    LuocdoError,
    MissingLibraryError,
    NotFoundError,
    QuestionError,
    StoreError,
    TimeLimitError,
)
from graph.ontology import ontology


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something failed: `text` to show, `suggestions` of other questions or names, `choices` of what a name may mean."""

    text: str
    suggestions: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


def explain(error: LuocdoError, words: Words) -> Explanation:
    """`error` in the language of `words`; a reason that exists in Vietnamese only is passed on as it is."""
    if isinstance(error, NotFoundError):
        return Explanation(words("error.not_found", name=error.name), error.suggestions)
    if isinstance(error, AmbiguousError):
        return Explanation(words("error.ambiguous", name=error.name, total=error.total), choices=error.choices)
    if isinstance(error, QuestionError):
        return Explanation(str(error), error.suggestions)
    if isinstance(error, InputError):
        return Explanation(words("error.input", source=error.source, place=f" ({error.place})" if error.place else "", reason=error.reason))
    if isinstance(error, StoreError):
        return Explanation(words("error.store", url=error.url, reason=error.reason))
    if isinstance(error, MissingLibraryError):
        return Explanation(words("error.library", library=error.library, extra=error.extra))
    if isinstance(error, LimitError):
        return Explanation(words("error.limit", most=error.most, what=words(f"limit.{error.what}")))
    if isinstance(error, TimeLimitError):
        return Explanation(words("error.time", seconds=f"{error.seconds:g}"))
    return Explanation(str(error))


def described(choice: Choice, words: Words) -> str:
    """A choice in one line: its name, type, and how many relations it has."""
    kind = words.label(ontology().node(choice.type).label).lower()
    return words("error.choice", name=choice.name, type=kind, count=choice.count)


def for_machines(choices: tuple[Choice, ...]) -> list[dict[str, object]]:
    """Choices as JSON has them, each with the query and parameters to go on with."""
    return [asdict(choice) for choice in choices]
