"""What the program is told from outside: where the store is, where to listen, whom to answer, and how much at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from graph.errors import LuocdoError

DEFAULT_STORE = "luocdo.db"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DEFAULT_UPLOAD_MB = 32
LANGUAGES = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may ask for. What would be more is refused with what to narrow, never cut in silence."""

    seconds: float = 30
    """For one answer; 0 is without end."""
    heavy: int = 4
    """Exports, subgraphs and paths at a time."""
    waiting: float = 10
    """Seconds that one more of them waits for its turn."""
    subgraph: int = 5_000
    """Nodes of a subgraph."""
    export: int = 300_000
    """Nodes and relations of an export."""
    query: int = 32_768
    """Characters of an address after its '?': room for the longest question, each letter written as bytes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one running program. `upload_limit` is in bytes, of the whole request; `cors_origins` are the sites, each as
    a browser writes it ('https://site.vn'), whose pages may read the API and load documents."""

    store: str = DEFAULT_STORE
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    upload_limit: int = DEFAULT_UPLOAD_MB * 1024 * 1024
    cors_origins: tuple[str, ...] = ()
    limits: Limits = Limits()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from the variables LUOCDO_...; raises LuocdoError for a number or an origin that is none."""
        source = os.environ if environment is None else environment
        limits = Limits()
        return cls(
            source.get("LUOCDO_STORE") or DEFAULT_STORE,
            source.get("LUOCDO_HOST") or DEFAULT_HOST,
            _whole_number(source, "LUOCDO_PORT", DEFAULT_PORT),
            _whole_number(source, "LUOCDO_UPLOAD_MB", DEFAULT_UPLOAD_MB) * 1024 * 1024,
            tuple(_origin(text) for text in source.get("LUOCDO_CORS_ORIGINS", "").replace(",", " ").split()),
            Limits(
                seconds=_whole_number(source, "LUOCDO_REQUEST_SECONDS", int(limits.seconds)),
                heavy=_whole_number(source, "LUOCDO_HEAVY_REQUESTS", limits.heavy) or 1,
                subgraph=_whole_number(source, "LUOCDO_SUBGRAPH_NODES", limits.subgraph),
                export=_whole_number(source, "LUOCDO_EXPORT_ITEMS", limits.export),
            ),
        )


def _whole_number(source: Mapping[str, str], name: str, default: int) -> int:
    text = source.get(name) or str(default)
    if not text.isascii() or not text.isdigit():
        raise LuocdoError(f"Biến môi trường {name} phải là số nguyên dương, không phải '{text}'.")
    return int(text)


def _origin(text: str) -> str:
    """An origin as browsers write it: scheme, host and a port that is not the usual one, nothing after."""
    try:
        parts = urlsplit(text)
        usual = {"http": 80, "https": 443}[parts.scheme]
        if not parts.hostname or parts.path or parts.query or parts.fragment or "@" in parts.netloc or "*" in text:
            raise ValueError
        port = "" if parts.port in {None, usual} else f":{parts.port}"
    except (ValueError, KeyError):
        told = f"'{text}' không phải là địa chỉ một trang như https://trang.vn hoặc http://localhost:3000"
        raise LuocdoError(f"LUOCDO_CORS_ORIGINS: {told}.") from None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}{port}"
