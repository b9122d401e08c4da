"""Programs outside Python (LibreOffice, OCR, the PDF worker): found, run with bounds of time, ended with all they started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence

from graph.errors import InputError


def find(*names: str) -> str | None:
    """The first of these programs that is installed."""
    return next((found for name in names if (found := shutil.which(name))), None)


def run(
    command: Sequence[str], seconds: float, source: str, data: bytes = b"", environment: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Run a program on `data`; gives its exit status (negative: the signal that ended it) and output.

    Raises InputError naming `source` where it takes longer than `seconds` or cannot be started.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 (the command is ours; only `data` comes from a file)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    except OSError as error:
        raise InputError(source, f"không chạy được {command[0]}: {error.strerror}") from error
    with process:
        try:
            output, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise InputError(source, f"đọc quá {seconds:.0f} giây nên đã dừng; tệp quá phức tạp hoặc bị hỏng") from error
        finally:
            _end(process)
    return process.returncode, output


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and its children; they share its session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
