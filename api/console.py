"""The terminal: data on stdout, messages on stderr, files written whole or not at all."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from api.words import Words
from graph.errors import LuocdoError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


class Terminal:
    """Where one command writes. Text from documents is printed as it is: nothing in it is read as markup."""

    def __init__(self, language: str = "vi") -> None:
        self.words = Words(language)

    @cached_property
    def out(self) -> Console:
        """Standard output, for data."""
        return _console(stderr=False)

    @cached_property
    def err(self) -> Console:
        """Standard error, for progress and messages."""
        return _console(stderr=True)

    def say(self, message: str) -> None:
        """A message to the user, on stderr."""
        self.err.print(message, soft_wrap=True)

    def data(self, value: Any) -> None:
        """`value` as JSON on stdout."""
        sys.stdout.write(as_json(value))

    def line(self, text: str = "", style: str = "") -> None:
        """A line of data for people, on stdout, wrapped at the width of the terminal."""
        self.out.print(text, style=style or None)


def _console(stderr: bool) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), ratios: Sequence[int] = ()) -> Table:
    """A table for people. `right` names the columns set to the right; `ratios` share the width where given."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, expand=bool(ratios))
    for position, heading in enumerate(headings):
        ratio = ratios[position] if ratios else None
        made.add_column(Text(heading, style="bold"), justify="right" if position in right else "left", overflow="fold", ratio=ratio)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def as_json(value: Any) -> str:
    """`value` as JSON for machines: UTF-8 letters as they are, a line end at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` so that `path` holds all of it or what it held before; see `writing_whole`."""
    with writing_whole(path) as stream:
        stream.write(content)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A stream to write to: if the block ends well, `path` holds all of it, else what it held before; makes the folder.

    A device or pipe, such as /dev/stdout, is written to and stays what it is; so does a link. Raises LuocdoError where the
    system refuses; another error in the block is passed on.
    """
    with _refusals_told(path):
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                yield stream
            return
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(temporary, 0o666 & ~umask())
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


@contextmanager
def _refusals_told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LuocdoError(f"Không ghi được {path}: {reason(error)}") from error


def umask() -> int:
    """The bits of rights that this process does not give to new files."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def reason(error: OSError) -> str:
    """Why the system refused, in Vietnamese where the reason is a common one."""
    import errno

    known = {
        errno.ENOSPC: "đĩa đã đầy",
        errno.EACCES: "không có quyền truy cập",
        errno.EPERM: "không được phép",
        errno.EROFS: "ổ đĩa chỉ cho đọc",
        errno.ENOENT: "không có tệp hoặc thư mục này",
        errno.EISDIR: "đây là một thư mục",
        errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
        errno.EDQUOT: "đã dùng hết hạn mức đĩa",
        errno.EADDRINUSE: "cổng đang được chương trình khác dùng",
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
