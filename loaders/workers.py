"""Reading and extraction in processes of their own, so that all cores take part; what they find comes back in the order of the files.

Each worker has one file at a time. One that dies (out of memory, a crash in a library) takes only that file with it: which one
it was is known, and another worker is started in its place.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Any

from graph.registry import registry
from loaders.pipeline import Extracted, extracted

Work = Callable[[Path], Extracted]

_SHARE = 1_000_000
"""Bytes of files for which one more worker is worth its start (half a second; so much text takes about a second)."""
_AHEAD = 64_000_000
"""Bytes of results that may wait for their turn; beyond that no further file is given out, so that memory stays bounded."""
_PATIENCE = 5.0
"""Seconds that a worker has to end by itself, with the programs it started."""


def worth(files: Sequence[Path]) -> int:
    """How many workers these files are worth: all cores for many or large ones, 1 (no process) for a few small ones."""
    sizes = [path.stat().st_size for path in files if path.is_file()]
    return max(1, min(cores(), len(sizes), sum(sizes) // _SHARE))


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(files: Sequence[Path], workers: int, work: Work = extracted) -> Iterator[Extracted]:
    """What each file gives, in their order, by that many processes. They end with the iterator, also when it is closed early.

    `work` is done to each file; as it goes to other processes, it has to be a function of a module.
    """
    crew = _Crew(files, workers, work)
    try:
        yield from crew.results()
    finally:
        crew.end()


class _Worker:
    """One process with the number of the file it has."""

    def __init__(self, context: Any, work: Work) -> None:
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self.process.start()
        theirs.close()
        self.file: int | None = None

    def answer(self) -> bytes | None:
        """The result of its file; None where the process has died."""
        try:
            return self.pipe.recv_bytes()
        except (EOFError, OSError):
            self.process.join(_PATIENCE)
            return None


class _Crew:
    """The workers, what they have found, and what is still to be given out."""

    def __init__(self, files: Sequence[Path], most: int, work: Work) -> None:
        self._files, self._most, self._work = files, most, work
        # Not fork: the progress bar has a thread, and a forked process could wait forever for a lock that it held.
        ways = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        if "forkserver" in ways:
            self._context.set_forkserver_preload([__name__])
        self._workers: list[_Worker] = []
        self._found: dict[int, bytes | Extracted] = {}
        self._next = 0

    def results(self) -> Iterator[Extracted]:
        """What each file gives, in their order."""
        for number in range(len(self._files)):
            self._give_out(number)
            self._collect(0)
            while number not in self._found:
                self._give_out(number)
                self._collect(None)
            found = self._found.pop(number)
            yield found if isinstance(found, Extracted) else pickle.loads(found)  # noqa: S301 (from our own worker)

    def end(self) -> None:
        """End every worker: idle ones at once, busy ones after they have ended the programs they started."""
        for worker in self._workers:
            worker.pipe.close()
            if worker.file is not None:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _give_out(self, due: int) -> None:
        """Give files to idle workers, starting further ones; the file that is due next is given out in any case."""
        while self._next < len(self._files) and (self._next == due or self._waiting() < _AHEAD):
            worker = self._idle()
            if worker is None:
                return
            worker.file = self._next
            self._next += 1
            try:
                worker.pipe.send(str(self._files[worker.file]))
            except OSError:  # it died while idle: told as any other death when its pipe is read
                continue

    def _idle(self) -> _Worker | None:
        worker = next((worker for worker in self._workers if worker.file is None), None)
        if worker is None and len(self._workers) < self._most:
            worker = _Worker(self._context, self._work)
            self._workers.append(worker)
        return worker

    def _waiting(self) -> int:
        return sum(len(found) for found in self._found.values() if isinstance(found, bytes))

    def _collect(self, seconds: float | None) -> None:
        """Take the results that are there; with None, wait for one."""
        busy: Mapping[Any, _Worker] = {worker.pipe: worker for worker in self._workers if worker.file is not None}
        for pipe in wait(list(busy), seconds) if busy else ():
            worker = busy[pipe]
            assert worker.file is not None
            answer = worker.answer()
            self._found[worker.file] = self._dead(worker) if answer is None else answer
            worker.file = None

    def _dead(self, worker: _Worker) -> Extracted:
        """The result of the file that a worker had when it died."""
        worker.pipe.close()
        self._workers.remove(worker)
        assert worker.file is not None
        return Extracted(self._files[worker.file], None, f"tiến trình đọc tệp này đã dừng đột ngột ({_ending(worker.process.exitcode)})")


def _ending(status: int | None) -> str:
    """How a process ended, in words."""
    if status is None or status >= 0:
        return f"mã {status}"
    name = signal.Signals(-status).name
    return f"tín hiệu {name}, có thể do thiếu bộ nhớ" if name == "SIGKILL" else f"tín hiệu {name}"


class _Pickler(pickle.Pickler):
    """Takes read-only mappings along, which pickle refuses, as plain ones."""

    def reducer_override(self, value: object) -> Any:
        if isinstance(value, MappingProxyType):
            return dict, (dict(value),)
        return NotImplemented


def _serve(pipe: Connection, work: Work) -> None:
    """The work of one worker: a path comes, what the file gives goes back, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl+C reaches every process of the terminal; the parent decides
    signal.signal(signal.SIGTERM, _leave)
    registry()
    try:
        while True:
            found = io.BytesIO()
            _Pickler(found, pickle.HIGHEST_PROTOCOL).dump(work(Path(pipe.recv())))
            pipe.send_bytes(found.getbuffer())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _leave(_signal: int, _frame: FrameType | None) -> None:
    """Unwind, so that whatever program a reader has started is ended on the way out."""
    sys.exit(1)
