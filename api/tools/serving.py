"""The tools over the Model Context Protocol, by its official library: on standard input and output, or on this machine over HTTP."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from importlib.metadata import version
from typing import Any
from urllib.parse import quote, unquote

import mcp_types as types
from mcp import MCPError
from mcp.server import Server
from mcp.server.stdio import stdio_server

from api.console import Terminal
from api.serving import listen
from api.settings import DEFAULT_HOST, Limits, Settings
from api.tools.offered import Tool, tools
from api.tools.refusing import call
from graph.errors import LuocdoError, NotFoundError
from graph.model import Node
from graph.store import Store
from viz.meaning import title

ADDRESS = "luocdo://document/"
"""What the address of a document begins with; what is left of its id follows."""

_KIND = "document:"
_PLAIN = "text/plain"
_PAGE = 100
_INSTRUCTIONS = (
    "Đồ thị các văn bản, nhiệm vụ, thời hạn, cơ quan, cơ sở dữ liệu, nền tảng và chỉ tiêu về chuyển đổi số của Việt Nam. "
    "Trả lời theo kết quả và dẫn câu chứng minh (evidence); điều gì kết quả không nói thì đồ thị không biết. "
    "Bắt đầu bằng 'ask' hoặc 'search'; 'total' là số dòng, 'next' là offset của trang sau. | "
    "A graph of Vietnam's digital-transformation documents, tasks, deadlines, agencies, databases, platforms and targets. "
    "Answer from the results and quote the sentences that prove them (evidence); what no result says the graph does not know. "
    "Begin with 'ask' or 'search'; 'total' counts the rows, 'next' is the offset of the next page."
)


class _Answers:
    """What the server answers to each kind of request; the work is done in threads, as the store waits for its file or server."""

    def __init__(self, store: Store, language: str, limits: Limits) -> None:
        self.store, self.language, self.limits = store, language, limits
        self.tools = tools(language)

    async def list_tools(self, _: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_tool(tool) for tool in self.tools.values()])

    async def call_tool(self, _: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        tool = self.tools.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"Không có công cụ '{params.name}' | There is no tool '{params.name}'")
        said = await asyncio.to_thread(call, tool, self.store, params.arguments or {}, self.language, self.limits.seconds)
        content = types.TextContent(type="text", text=said.text)
        return types.CallToolResult(content=[content], structured_content=said.structured, is_error=said.failed)

    async def list_resources(self, _: Any, params: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        return await asyncio.to_thread(_resources, self.store, (params.cursor if params else None) or "0", self.language)

    async def list_templates(self, _: Any, __: types.PaginatedRequestParams | None) -> types.ListResourceTemplatesResult:
        heading = "Nguyên văn văn bản | The text of a document"
        template = types.ResourceTemplate(uri_template=f"{ADDRESS}{{id}}", name="document", title=heading, mime_type=_PLAIN)
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(self, _: Any, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        text = await asyncio.to_thread(_text, self.store, params.uri)
        return types.ReadResourceResult(contents=[types.TextResourceContents(uri=params.uri, mime_type=_PLAIN, text=text)])


def server(store: Store, language: str, limits: Limits) -> Server[Any]:
    """An MCP server over an open store."""
    answers = _Answers(store, language, limits)
    return Server(
        "luocdo",
        version=version("luocdo"),
        title="Lược đồ",
        instructions=_INSTRUCTIONS,
        on_list_tools=answers.list_tools,
        on_call_tool=answers.call_tool,
        on_list_resources=answers.list_resources,
        on_list_resource_templates=answers.list_templates,
        on_read_resource=answers.read_resource,
    )


def _tool(tool: Tool) -> types.Tool:
    heading = f"{tool.title.vi} | {tool.title.en}"
    reading = types.ToolAnnotations(title=heading, read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    return types.Tool(
        name=tool.name,
        title=heading,
        description=f"{tool.description.vi} | {tool.description.en}",
        input_schema=tool.takes,
        output_schema=tool.gives,
        annotations=reading,
    )


def _resources(store: Store, cursor: str, language: str) -> types.ListResourcesResult:
    """One page of the loaded documents; a cursor is how many came before."""
    if not (cursor.isascii() and cursor.isdigit()):
        raise MCPError(types.INVALID_PARAMS, f"cursor '{cursor}'")
    documents, start = store.documents(), int(cursor)
    nodes = store.get_many([document.id for document in documents[start : start + _PAGE]])
    listed = [_resource(node, language) for node in nodes.values()]
    following = str(start + _PAGE) if start + _PAGE < len(documents) else None
    return types.ListResourcesResult(resources=listed, next_cursor=following)


def _resource(node: Node, language: str) -> types.Resource:
    address = ADDRESS + quote(node.id.removeprefix(_KIND))
    return types.Resource(uri=address, name=str(node.get("number") or node.id), title=title(node, language), mime_type=_PLAIN)


def _text(store: Store, address: str) -> str:
    try:
        return store.text(_KIND + unquote(address.removeprefix(ADDRESS)).removeprefix(_KIND))
    except NotFoundError as error:
        raise MCPError(types.INVALID_PARAMS, f"Không có văn bản {address} | There is no document {address}") from error
    except LuocdoError as error:
        raise MCPError(types.INTERNAL_ERROR, str(error)) from error


async def _speak(serving: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await serving.run(incoming, outgoing, serving.create_initialization_options())


def over_stdio(store: Store, language: str, limits: Limits) -> None:
    """Serve the program that started this one, until it closes the pipe or is gone."""
    # A thread waits for the pipe, and nothing but the end of the process gets it out of that; there is nothing to put in order.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        asyncio.run(_speak(server(store, language, limits)))
    except* BrokenPipeError:
        pass


def over_http(store: Store, terminal: Terminal, limits: Limits, port: int) -> None:
    """Serve programs of this machine, and no others, until interrupted; raises LuocdoError where the port is taken."""
    import uvicorn

    serving = server(store, terminal.words.language, limits)
    listener = listen(Settings(host=DEFAULT_HOST, port=port))
    url = f"http://{DEFAULT_HOST}:{listener.getsockname()[1]}/mcp"
    app = serving.streamable_http_app(streamable_http_path="/mcp", host=DEFAULT_HOST, json_response=True, stateless_http=True)
    with suppress(KeyboardInterrupt):  # stopping it by hand is how it is meant to end
        listener.listen()  # who is told the address may call at once, and waits until the first answer
        terminal.say(terminal.words("tool.ready", url=url, store=store.url))
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listener])
