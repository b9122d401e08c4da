"""Running the service until it is stopped."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress

from api.console import Terminal, reason
from api.settings import Settings
from graph.errors import LuocdoError
from graph.store import open_store

_CONNECTIONS = 1000
"""Open at a time; one more is told 503 at once."""


def serve(settings: Settings, terminal: Terminal) -> None:
    """Serve until interrupted; raises LuocdoError where the store does not open or the address is taken."""
    import uvicorn

    from api.app import create_app

    open_store(settings.store).close()
    listener = listen(settings)
    port = listener.getsockname()[1]
    logging.getLogger("uvicorn.error").addFilter(_without_traceback)
    app = create_app(settings)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, limit_concurrency=_CONNECTIONS)
    with suppress(KeyboardInterrupt):  # stopping it by hand is how it is meant to end
        terminal.say(terminal.words("serve.ready", url=f"http://{_in_address(settings.host)}:{port}/", store=settings.store))
        uvicorn.Server(config).run(sockets=[listener])


def _without_traceback(record: logging.LogRecord) -> bool:
    """Leave out the traceback of a request that failed: `api.problems` has told in a line what and where."""
    return record.exc_info is None


def listen(settings: Settings) -> socket.socket:
    """A socket at the address of the settings; raises LuocdoError where it is taken or not this machine's."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named, because asyncio sends small answers at once only over what says that it is TCP; else they wait 40 ms for the caller's word.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise LuocdoError(f"Không mở được {settings.host}:{settings.port}: {reason(error)}") from error
    return listener


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
