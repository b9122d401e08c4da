"""What loading tells its caller: one report a file, one summary a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["added", "unchanged", "replaced", "superseded", "failed"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one source file. `facts` and `relations` count nodes and edges by type; `error` says why it failed.

    `notes` tell what its reader had to decide: another encoding than Unicode, content of another format, pages left out.
    """

    source: str
    outcome: Outcome
    document: str = ""
    name: str = ""
    facts: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)
    unresolved: int = 0
    error: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """All reports of one run, in the order of reading."""

    files: tuple[FileReport, ...]

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """The files that could not be loaded."""
        return tuple(report for report in self.files if report.outcome == "failed")

    @property
    def facts(self) -> dict[str, int]:
        """Nodes by type, over all files (a node told by two files counts twice)."""
        total: Counter[str] = Counter()
        for report in self.files:
            total.update(report.facts)
        return dict(sorted(total.items()))

    @property
    def unresolved(self) -> int:
        """Mentions left unresolved, over all files."""
        return sum(report.unresolved for report in self.files)
