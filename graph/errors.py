"""Errors a user can meet, each with what is needed to act on it.

LuocdoError
├── InputError          a source file cannot be read or understood
├── ModelError          a fact breaks the ontology or lacks evidence
├── StoreError          the store cannot be opened, read or written
│   └── UnavailableError   for now: its server does not answer
├── NotFoundError       no entity of that name or id
├── AmbiguousError      a name means several entities
├── QuestionError       a question or parameter is not understood
├── MissingLibraryError a library that only an extra brings is not installed
├── LimitError          what is asked for is more than is given at once
└── TimeLimitError      an answer takes longer than it may
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace


class LuocdoError(Exception):
    """Base of every error the program raises on purpose; its text is fit to be shown to a user."""


class InputError(LuocdoError):
    """A source file cannot be read: `source` names it, `reason` says why, `place` where in it."""

    def __init__(self, source: str, reason: str, place: str = "") -> None:
        self.source, self.reason, self.place = source, reason, place
        super().__init__(f"{source}{f' ({place})' if place else ''}: {reason}")


class ModelError(LuocdoError):
    """A node, edge or evidence breaks the rules of the ontology."""


class StoreError(LuocdoError):
    """The store at `url` cannot do what was asked, for `reason`."""

    def __init__(self, url: str, reason: str) -> None:
        self.url, self.reason = url, reason
        super().__init__(f"{url}: {reason}")


class UnavailableError(StoreError):
    """The server of the store does not answer, or not yet: the same may succeed later."""


class NotFoundError(LuocdoError):
    """Nothing in the graph is called `name`; `suggestions` are near names."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        self.name, self.suggestions = name, tuple(suggestions)
        hint = f" Có phải: {'; '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"Không tìm thấy '{name}' trong đồ thị.{hint}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a name may mean, on which `count` facts hang; `query` with `parameters` is how to go on with it."""

    id: str
    name: str
    type: str
    count: int
    query: str = "facts"
    parameters: Mapping[str, str] = field(default_factory=dict)


class AmbiguousError(LuocdoError):
    """`name` means several entities: `total` of them, of which `choices` holds those with the most facts."""

    def __init__(self, name: str, choices: Sequence[Choice], total: int = 0) -> None:
        self.name, self.choices, self.total = name, tuple(choices), max(total, len(choices))
        listed = "; ".join(f"{choice.name} [{choice.id}]" for choice in self.choices)
        rest = f"; và {self.total - len(self.choices)} mục khác" if self.total > len(self.choices) else ""
        super().__init__(f"'{name}' có thể là: {listed}{rest}. Hãy dùng mã trong ngoặc vuông.")

    def asked(self, query: str, parameter: str, given: Mapping[str, str]) -> AmbiguousError:
        """The same, each choice going on with `query` and the parameters `given`, itself as `parameter`."""
        choices = [replace(c, query=query, parameters={**given, parameter: c.id}) for c in self.choices]
        return AmbiguousError(self.name, choices, self.total)


class QuestionError(LuocdoError):
    """A question or a parameter was not understood; `suggestions` could be asked instead."""

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = tuple(suggestions)
        super().__init__(message)


class MissingLibraryError(LuocdoError):
    """What was asked for needs `library`, which the extra `luocdo[extra]` brings."""

    def __init__(self, library: str, extra: str) -> None:
        self.library, self.extra = library, extra
        super().__init__(f"Chưa cài thư viện {library}; hãy chạy: pip install 'luocdo[{extra}]'")


class LimitError(LuocdoError):
    """What is asked for has more than the `most` of `what` ('nodes', or 'items': nodes and edges) that is given at once."""

    def __init__(self, what: str, most: int) -> None:
        self.what, self.most = what, most
        super().__init__(f"Kết quả có hơn {most} mục, nhiều hơn mức cho phép trong một lần.")


class TimeLimitError(LuocdoError):
    """The answer was not there after the `seconds` it may take."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"Chưa trả lời xong sau {seconds:g} giây cho phép.")
