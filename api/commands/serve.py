"""`luocdo serve`: the HTTP service and its page."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import STORE, Language, LanguageOption, StoreOption
from api.settings import DEFAULT_HOST, DEFAULT_PORT

PANEL, PLACE = "Phục vụ | Serve", 1


def command(
    store: StoreOption = STORE,
    host: Annotated[str, typer.Option("--host", envvar="LUOCDO_HOST", help="Địa chỉ lắng nghe. | Address to listen on.")] = DEFAULT_HOST,
    port: Annotated[int, typer.Option("--port", envvar="LUOCDO_PORT", min=0, max=65535, help="Cổng. | Port.")] = DEFAULT_PORT,
    language: LanguageOption = Language.VI,
) -> None:
    """Mở trang tra cứu và API trên máy này. | Serve the page and the API on this machine."""
    from dataclasses import replace

    from api.console import Terminal
    from api.serving import serve
    from api.settings import Settings

    settings = replace(Settings.from_environment(), store=store, host=host, port=port)
    serve(settings, Terminal(language))
