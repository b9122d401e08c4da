"""`luocdo mcp`: the catalogue as tools for an assistant."""

from __future__ import annotations

from typing import Annotated

import typer

from api.options import STORE, Language, LanguageOption, StoreOption

PANEL, PLACE = "Phục vụ | Serve", 2


def command(
    store: StoreOption = STORE,
    http: Annotated[
        bool,
        typer.Option("--http", help="Qua HTTP trên máy này, thay vì stdin và stdout. | Over HTTP on this machine, not stdin and stdout."),
    ] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng của --http. | Port of --http.")] = 8765,
    language: LanguageOption = Language.VI,
) -> None:
    """Danh mục truy vấn làm công cụ cho trợ lý AI (MCP); chỉ đọc. | The catalogue as tools for assistants (MCP); only reads.

    Ví dụ | Example: luocdo mcp --store kho.luocdo
    """
    from api.console import Terminal
    from api.reading import open_for_reading
    from api.settings import Settings
    from graph.errors import MissingLibraryError

    try:
        from api.tools import serving
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"mcp", "mcp_types"}:
            raise
        raise MissingLibraryError("mcp", "mcp") from error

    limits = Settings.from_environment().limits
    with open_for_reading(store) as opened:
        if http:
            serving.over_http(opened, Terminal(language), limits, port)
        else:
            serving.over_stdio(opened, language, limits)
