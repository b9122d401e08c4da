"""What the program is told from outside: where the store is, where to listen, how large an upload may be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from graph.errors import LuocdoError

DEFAULT_STORE = "luocdo.db"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_UPLOAD_MB = 32
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one running program. `upload_limit` is in bytes, of the whole request."""

    store: str = DEFAULT_STORE
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    upload_limit: int = DEFAULT_UPLOAD_MB * 1024 * 1024

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from LUOCDO_STORE, LUOCDO_HOST, LUOCDO_PORT and LUOCDO_UPLOAD_MB; raises LuocdoError for a bad number."""
        source = os.environ if environment is None else environment
        return cls(
            source.get("LUOCDO_STORE") or DEFAULT_STORE,
            source.get("LUOCDO_HOST") or DEFAULT_HOST,
            _whole_number(source, "LUOCDO_PORT", DEFAULT_PORT),
            _whole_number(source, "LUOCDO_UPLOAD_MB", DEFAULT_UPLOAD_MB) * 1024 * 1024,
        )


def _whole_number(source: Mapping[str, str], name: str, default: int) -> int:
    text = source.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise LuocdoError(f"Biến môi trường {name} phải là số nguyên dương, không phải '{text}'.")
    return int(text)
