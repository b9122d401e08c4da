"""The way of one document through the house: layout, reading, mentions, relations, one checked bundle; and loading into a store."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import InputError, ModelError
from graph.model import Bundle
from graph.registry import registry
from graph.store import Store
from loaders.layout import Layout
from loaders.readers import read, readers
from loaders.reading import Reading, begin
from loaders.relate.assigning import assigner
from loaders.relate.documents import DocumentReader
from loaders.relate.draft import Draft
from loaders.relate.tables import TableReader
from loaders.relate.tasks import TaskReader
from loaders.relate.values import ValueReader
from loaders.report import FileReport, Summary
from loaders.resolve import resolve


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was made of one document; `notes` tell a person what was not understood."""

    bundle: Bundle
    notes: tuple[str, ...]


def extract(layout: Layout, source: str = "", shown: str = "") -> Bundle:
    """Everything one document says. `source` is the key of its file, `shown` the file's name."""
    return extraction(layout, source, shown).bundle


def extraction(layout: Layout, source: str = "", shown: str = "") -> Extraction:
    """Everything one document says, as `extract`, with notes on what was left unread."""
    reading = begin(layout)
    resolve(reading)
    draft = Draft(reading)
    documents = DocumentReader(reading, draft)
    _own_node(reading, draft, shown, documents)
    for mention in reading.mentions:
        draft.mention(mention)
    documents.read()
    orders = documents.actor if reading.head.consolidated else assigner(reading)
    TaskReader(reading, draft, orders, documents.amended).read()
    tables = TableReader(reading, draft, orders, documents.amended)
    tables.read()
    ValueReader(reading, draft, orders, tables, documents.amended).read()
    return Extraction(draft.bundle(source), tuple(tables.notes))


def _own_node(reading: Reading, draft: Draft, shown: str, documents: DocumentReader) -> None:
    head = reading.head
    number = head.number.number if head.number else ""
    own = next((m for m in reading.mentions if m.id == reading.document), None)
    name = own.name if own and number else head.title or (number or shown)
    properties: dict[str, str | int | float | bool] = {
        "kind": "consolidated" if head.consolidated else head.kind,
        "number": number,
        "title": head.title,
        "issued_on": head.dated.isoformat() if head.dated else "",
        "effective_on": documents.effective_on,
        "source": shown,
    }
    draft.node(reading.document, "Document", name or reading.text[:80], properties, span=head.title_span)
    draft.node(reading.document, "Document", name, span=documents.effect_said)


SUFFIXES: tuple[str, ...] = tuple(readers())
"""The file suffixes that can be read."""


def sources(paths: Sequence[Path]) -> list[Path]:
    """The files to load: those named, and in folders, at any depth, those of a known suffix (README files are left out), in order.

    Raises InputError for a path that does not exist or a folder without any readable file.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p
                for p in path.rglob("*")
                if p.suffix.lower() in SUFFIXES and p.is_file() and not p.name.lower().startswith(("readme", "."))
            )
            if not inside:
                raise InputError(str(path), f"thư mục không có tệp nào đọc được ({', '.join(SUFFIXES)})")
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise InputError(str(path), "không có tệp hoặc thư mục này")
    return list(dict.fromkeys(found))


def load(
    store: Store,
    files: Sequence[Path],
    report: Callable[[FileReport], None],
    workers: int = 1,
    key: Callable[[Bundle], str] | None = None,
) -> Summary:
    """Read `files` into the store, one transaction each, in their order; a file that fails is reported and the rest goes on.

    With more than one of `workers`, that many processes read and extract; the store is the same as with one. `key` names
    the source of what a file says, where its path does not: what comes from the same source later replaces it.
    """
    reports = []
    with closing(_each(files, workers)) as each:
        store.begin_load()
        store.write(registry().bundle())
        for found in each:
            reports.append(_written(store, found, key))
            report(reports[-1])
    return Summary(tuple(reports))


def _each(files: Sequence[Path], workers: int) -> Generator[Extracted, None, None]:
    """What each file gives, in their order."""
    if workers <= 1:
        yield from map(extracted, files)
        return
    from loaders.workers import in_order  # imports this module itself

    yield from in_order(files, workers)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of one file: all it says, or the `error` for which nothing does. `seconds` is the time it took."""

    path: Path
    bundle: Bundle | None
    error: str = ""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


# A fault of a rule on one document is told with its file; it stops no other document.
_FAULTS = (ModelError, LookupError, ValueError, TypeError, AttributeError, RecursionError, MemoryError)


def extracted(path: Path) -> Extracted:
    """Read one file and extract what it says; every failure becomes an `error` that says why."""
    began = time.perf_counter()
    try:
        layout = read(path)
        found = extraction(layout, str(path.resolve()), path.name)
    except InputError as error:
        reason = f"{error.reason}{f' ({error.place})' if error.place else ''}"
        return Extracted(path, None, reason, seconds=time.perf_counter() - began)
    except _FAULTS as error:
        reason = f"lỗi trích xuất ({type(error).__name__}): {error}"
        return Extracted(path, None, reason, seconds=time.perf_counter() - began)
    return Extracted(path, found.bundle, notes=(*layout.notes, *found.notes), seconds=time.perf_counter() - began)


def _written(store: Store, found: Extracted, key: Callable[[Bundle], str] | None) -> FileReport:
    """Keep what one file says, and report it."""
    began, bundle = time.perf_counter(), found.bundle
    if bundle is None:
        return FileReport(str(found.path), "failed", error=found.error, seconds=found.seconds)
    if key is not None:
        bundle = replace(bundle, source=key(bundle))
    outcome = store.write(bundle)
    own = next(node for node in bundle.nodes if node.id == bundle.document)
    return FileReport(
        str(found.path),
        outcome.value,
        bundle.document,
        own.name,
        Counter(node.type for node in bundle.nodes if node.mentions),
        Counter(edge.type for edge in bundle.edges),
        len(bundle.unresolved),
        notes=found.notes,
        seconds=found.seconds + time.perf_counter() - began,
    )
