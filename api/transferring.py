"""Moving a store as the command line does it: to a file, from a file, or straight into another store, telling how far it is."""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from api.console import Terminal, reason, umask, writing_whole
from graph.errors import InputError, LuocdoError, StoreError
from graph.model import Bundle
from graph.store import Store
from graph.store.bulk import write_all
from graph.store.dumping import Damage, DumpReader, dump_lines
from graph.store.neo4j_files import Written, write_files
from graph.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

STREAM = "-"
"""The name by which standard input and output are called."""
_GZIP = b"\x1f\x8b"
Tell = Callable[[int], None]


@dataclass(slots=True)
class Moved:
    """What went into a store: how many bundles of each outcome, and how many lines could not be used."""

    outcomes: Counter[str] = field(default_factory=Counter)
    damaged: int = 0


def dump(store: Store, file: str, terminal: Terminal) -> int:
    """Write all that the store was told to `file`, whole or not at all; gives the number of bundles."""
    with _output(file) as stream, _progress(terminal, "transfer.dumping", len(store.documents()) + 1) as tell:
        count = -2  # the header and the last line are no bundles
        for line in dump_lines(store.bundles()):
            stream.write(line)
            count += 1
            tell(count)
    return count


@contextmanager
def opened_dump(file: str) -> Iterator[tuple[DumpReader, BinaryIO]]:
    """The dump in `file`, with the stream of its bytes; raises InputError where it cannot be read or is none."""
    try:
        raw = sys.stdin.buffer if file == STREAM else Path(file).open("rb")  # noqa: SIM115 - closed below, but for stdin
    except OSError as error:
        raise InputError(file, reason(error)) from error
    try:
        packed = cast("BufferedReader", raw).peek(2).startswith(_GZIP)
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
        yield DumpReader(stream, file), raw
    finally:
        if file != STREAM:
            raw.close()


def restore(reader: DumpReader, raw: BinaryIO, store: Store, terminal: Terminal) -> Moved:
    """Write what the dump holds into the store; a damaged line is named and left out, and the rest goes on."""
    total = Path(reader.name).stat().st_size if reader.name != STREAM else None
    with _progress(terminal, "transfer.restoring", total) as tell:

        def found() -> Iterator[Bundle]:
            for item in reader:
                tell(raw.tell() if total else 0)
                if isinstance(item, Damage):
                    moved.damaged += 1
                    terminal.say(terminal.words("transfer.damaged", file=reader.name, line=item.line, reason=item.reason))
                else:
                    yield item

        moved = Moved()
        _write(store, found(), moved)
    return moved


def copy(origin: Store, target: Store, terminal: Terminal) -> Moved:
    """Write all that `origin` was told into `target`."""
    with _progress(terminal, "transfer.copying", len(origin.documents()) + 1) as tell:
        moved = Moved()
        _write(target, origin.bundles(), moved, tell)
    return moved


def import_files(store: Store, folder: Path, terminal: Terminal) -> Written:
    """Write the files for the first import into a Neo4j server; the folder has all of them or is as it was."""
    if not isinstance(store, SqliteStore):
        raise StoreError(store.url, "chỉ ghi được tệp nhập từ kho nằm trong một tệp; hãy chép kho này ra trước: luocdo copy --to TỆP")
    with _folder_whole(folder) as made, _progress(terminal, "transfer.writing", None):
        return write_files(store.neo4j_items(), made)


@contextmanager
def _folder_whole(folder: Path) -> Iterator[Path]:
    """A folder beside `folder` to write into, which takes its place if the block ends well and is removed otherwise."""
    made = None
    try:
        target = folder.resolve()
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise LuocdoError(f"Không ghi vào {folder}: đó không phải là một thư mục trống.")
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        yield made
        made.chmod(0o777 & ~umask())
        made.replace(target)
    except OSError as error:
        raise LuocdoError(f"Không ghi được {folder}: {reason(error)}") from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)


def refuse_full(store: Store) -> None:
    """Raise StoreError unless the store is empty."""
    if store.counts().nodes:
        raise StoreError(store.url, "kho này đã có dữ liệu. Muốn nhập thêm vào, hãy dùng --merge; nếu không, hãy chọn một kho mới")


def refuse_same(one: str, other: str) -> None:
    """Raise LuocdoError where both addresses are one place."""
    one, other = _shown(one), _shown(other)
    if _same_place(one, other):
        raise LuocdoError(f"'{one}' và '{other}' là cùng một nơi; hãy chọn hai nơi khác nhau.")


def tell_moved(moved: Moved, url: str, terminal: Terminal) -> None:
    """What came of it, on stderr."""
    outcomes = ", ".join(f"{terminal.words('load.' + outcome)}: {count}" for outcome, count in sorted(moved.outcomes.items()))
    terminal.say(terminal.words("transfer.done", count=sum(moved.outcomes.values()), store=url, outcomes=outcomes or "0"))
    if moved.damaged:
        terminal.say(terminal.words("transfer.lost", count=moved.damaged))


def _same_place(one: str, other: str) -> bool:
    """Whether two addresses are the same store, or a store and a file are the same file."""
    if one == other:
        return True
    if "://" in one or "://" in other or STREAM in (one, other):
        return False
    first, second = Path(one), Path(other)
    return first.resolve() == second.resolve() or (first.exists() and second.exists() and first.samefile(second))


def _shown(url: str) -> str:
    """An address without user and password."""
    scheme, sign, rest = url.partition("://")
    return scheme + sign + rest.rpartition("@")[2] if sign else url


def _write(store: Store, bundles: Iterable[Bundle], moved: Moved, tell: Tell = lambda _: None) -> None:
    for count, outcome in enumerate(write_all(store, bundles), 1):
        moved.outcomes[outcome.value] += 1
        tell(count)


@contextmanager
def _output(file: str) -> Iterator[BinaryIO]:
    if file == STREAM:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with writing_whole(Path(file)) as stream:
        if not file.endswith(".gz"):
            yield stream
            return
        # No name and no time in it: the same content gives the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
            yield cast("BinaryIO", packed)


@contextmanager
def _progress(terminal: Terminal, key: str, total: int | None) -> Iterator[Tell]:
    """A bar on stderr, on terminals only, and what tells it how far the work is."""
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns: tuple[ProgressColumn, ...] = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal.err, transient=True, disable=not terminal.err.is_terminal) as progress:
        task = progress.add_task(terminal.words(key), total=total)
        yield lambda done: progress.update(task, completed=done)
