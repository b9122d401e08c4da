"""The tools over MCP, used by a real client of the official library that starts `luocdo mcp` and talks to it."""

from __future__ import annotations

import asyncio
import doctest
import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

import api.tools.telling
from api.cli import run
from api.tools.offered import tools
from api.tools.refusing import call
from graph.store import open_store
from queries.running import catalogue

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-09-01"
CENTRE = "Trung tâm dữ liệu quốc gia"
Talk = Callable[[Any], Coroutine[Any, Any, Any]]


def talking(store: Path, talk: Talk, *options: str) -> Any:
    """What `talk` gives, that is called with a client connected to a server process over stdin and stdout."""

    async def connected() -> Any:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "luocdo", "mcp", "--store", str(store), *options], cwd=ROOT)
        async with mcp.Client(command, read_timeout_seconds=60) as client:
            return await talk(client)

    return asyncio.run(connected())


def calling(store: Path, *calls: tuple[str, dict[str, Any]], options: tuple[str, ...] = ()) -> list[Any]:
    """The results of some calls, one after the other in one session."""

    async def talk(client: Any) -> list[Any]:
        return [await client.call_tool(name, arguments) for name, arguments in calls]

    found: list[Any] = talking(store, talk, *options)
    return found


@pytest.fixture(scope="module")
def listed(samples_store: Path) -> dict[str, Any]:
    """The tools that a client is told of."""

    async def talk(client: Any) -> dict[str, Any]:
        return {tool.name: tool for tool in (await client.list_tools()).tools}

    found: dict[str, Any] = talking(samples_store, talk)
    return found


def test_every_query_is_a_tool_beside_the_ways_in(listed: dict[str, Any]) -> None:
    """Guards against a query that assistants do not get, and one that takes the name of another tool."""
    assert listed.keys() == catalogue().keys() | {"ask", "search", "entity", "document_text"}
    assert catalogue().keys().isdisjoint({"ask", "search", "entity", "document_text"})


def test_tools_only_read_and_say_so(listed: dict[str, Any]) -> None:
    """Guards against a tool that an assistant has to ask leave for."""
    for tool in listed.values():
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert not tool.annotations.open_world_hint


def test_tools_are_described_in_both_languages_with_examples(listed: dict[str, Any]) -> None:
    """Guards against arguments that an assistant has to guess."""
    for tool in listed.values():
        schema = tool.input_schema
        assert " | " in tool.title
        assert " | " in tool.description
        assert {"limit", "offset", "lang"} <= schema["properties"].keys()
        assert schema["additionalProperties"] is False
        for name, argument in schema["properties"].items():
            assert " | " in argument["description"], f"{tool.name}: {name}"
        for name in schema["required"]:
            assert schema["properties"][name]["examples"], f"{tool.name}: {name}"
    assert all("as_of" in listed[name].input_schema["properties"] for name in (*catalogue(), "ask", "entity", "search"))


def test_choices_and_numbers_are_typed(listed: dict[str, Any]) -> None:
    """Guards against codes that are told in prose only."""
    tasks = listed["tasks"].input_schema["properties"]
    assert "lead" in tasks["role"]["items"]["enum"]
    assert "chủ trì" in tasks["role"]["description"]
    assert listed["dependents"].input_schema["properties"]["depth"]["type"] == "integer"
    assert listed["dependents"].input_schema["required"] == ["entity"]


def _example(tool: Any) -> dict[str, Any]:
    """A call with every required argument as its first example says, and a day on which the samples say something."""
    properties = tool.takes["properties"]
    given = {name: properties[name]["examples"][0] for name in tool.takes["required"]}
    return given | ({"as_of": DAY} if "as_of" in properties else {})


def test_every_tool_answers_its_example(samples_store: Path) -> None:
    """Guards against a tool that is offered and fails, and results that are not what the tool says it gives."""
    offered = tools("vi")
    calls = [(name, _example(tool)) for name, tool in offered.items()]

    async def talk(client: Any) -> list[Any]:
        await client.list_tools()  # so that the client checks results against the schemas
        return [await client.call_tool(name, arguments) for name, arguments in calls]

    for (name, _), result in zip(calls, talking(samples_store, talk), strict=True):
        told = result.structured_content
        assert result.content[0].text
        if result.is_error:  # an example may name what the samples do not speak of; that is told as such
            assert "Không tìm thấy" in told["error"] or told["choices"], name
        elif name in catalogue():
            assert told["query"] == name
            assert all("evidence" in row for row in told["rows"]), name


def test_an_answer_is_that_of_the_command(samples_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Guards against two answers to one question."""
    (result,) = calling(samples_store, ("dependents", {"entity": CENTRE, "as_of": DAY, "limit": 200}))
    assert run(["query", "dependents", f"entity={CENTRE}", f"as_of={DAY}", "--store", str(samples_store), "--format", "json"]) == 0
    told = dict(result.structured_content)
    assert told.pop("next") is None
    assert told == json.loads(capsys.readouterr().out)
    assert "because" in told["rows"][0]


def test_text_has_the_values_ids_and_sentences(samples_store: Path) -> None:
    """Guards against a text form from which a reader of text alone cannot go on, or cannot quote."""
    (result,) = calling(samples_store, ("dependents", {"entity": CENTRE, "as_of": DAY, "limit": 3}))
    text, rows = result.content[0].text, result.structured_content["rows"]
    for row in rows:
        assert row["dependent_id"] in text
        assert row["evidence"][0]["quote"] in text
    assert "offset=3" in text
    assert re.search(r"Kết quả: \d+", text)


def test_pages_join_to_the_whole(samples_store: Path) -> None:
    """Guards against rows that are skipped or told twice, and a page that hides how many there are."""

    async def talk(client: Any) -> tuple[list[Any], list[int]]:
        told: dict[str, Any] = {"next": 0}
        rows, totals = [], []
        while told["next"] is not None:
            told = (await client.call_tool("tasks", {"as_of": DAY, "limit": 7, "offset": told["next"]})).structured_content
            assert told["returned"] == len(told["rows"]) <= 7
            rows += told["rows"]
            totals.append(told["total"])
        return rows, totals

    rows, totals = talking(samples_store, talk)
    assert set(totals) == {len(rows)}
    assert len({row["task_id"] for row in rows}) == len(rows) > 14


def test_a_question_leads_to_its_tool(samples_store: Path) -> None:
    """Guards against an answer from which an assistant cannot refine."""

    async def talk(client: Any) -> tuple[Any, Any]:
        asked = (await client.call_tool("ask", {"question": "Bộ Công an chủ trì những nhiệm vụ nào?", "as_of": DAY})).structured_content
        again = (await client.call_tool(asked["query"], {**asked["parameters"], "as_of": DAY})).structured_content
        return asked, again

    asked, again = talking(samples_store, talk)
    assert asked["total"] > 0
    assert asked["rows"] == again["rows"]


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("tasks", {"agnecy": "Bộ Công an"}, "agnecy", "agency"),
    ("dependents", {}, "entity", CENTRE),
    ("tasks", {"agency": "Bộ Không Có Thật"}, "Bộ Không Có Thật", ""),
    ("tasks", {"role": ["chief"]}, "chief", "lead"),
    ("tasks", {"role": [["lead"]]}, "role", ""),
    ("tasks", {"role": {"lead": True}}, "role", ""),
    ("tasks", {"as_of": "mai"}, "mai", "2024-08-01"),
    ("tasks", {"limit": 100000}, "limit", "200"),
    ("tasks", {"limit": 0}, "limit", "1"),
    ("tasks", {"offset": -1}, "offset", "0"),
    ("tasks", {"limit": "nhiều"}, "nhiều", ""),
    ("tasks", {"lang": "fr"}, "fr", "en"),
    ("search", {"text": "dữ liệu", "types": ["Ministry"]}, "Ministry", "Agency"),
    ("ask", {"question": "Thời tiết hôm nay thế nào?"}, "", "Nhiệm vụ"),
    ("ask", {"question": "   "}, "trống", ""),
    ("document_text", {"document": "1/QĐ-KHONG"}, "1/QĐ-KHONG", ""),
]


def test_refusals_are_results_that_tell_what_to_do(samples_store: Path) -> None:
    """Guards against calls that end the session, refuse without a word or let an assistant guess on."""
    results = calling(samples_store, *((name, arguments) for name, arguments, _, _ in WRONG))
    for (name, arguments, thing, remedy), result in zip(WRONG, results, strict=True):
        assert result.is_error, (name, arguments)
        assert thing in result.content[0].text
        assert remedy in result.content[0].text
        assert "Traceback" not in result.content[0].text
        assert result.structured_content["error"]


def test_an_ambiguous_name_gives_the_ids_to_choose_from(samples_store: Path) -> None:
    """Guards against a choice that is told and cannot be made."""

    async def talk(client: Any) -> tuple[Any, Any]:
        refused = await client.call_tool("entity", {"name": "dữ liệu"})
        chosen = await client.call_tool("entity", {"name": refused.structured_content["choices"][1]["id"]})
        asked = await client.call_tool("ask", {"question": "Cơ sở dữ liệu phụ thuộc vào những gì?"})
        for refusal in (refused, asked):
            for choice in refusal.structured_content.get("choices", ()):
                assert not (await client.call_tool(choice["query"], {"limit": 1, **choice["parameters"]})).is_error
        return refused, chosen

    refused, chosen = talking(samples_store, talk)
    assert refused.is_error
    assert all(choice["id"] in refused.content[0].text for choice in refused.structured_content["choices"])
    assert chosen.structured_content["entity"]["id"] == refused.structured_content["choices"][1]["id"]


def test_examples_in_the_code_hold() -> None:
    """Guards against examples that no longer say what the code does."""
    found = doctest.testmod(api.tools.telling)
    assert found.attempted
    assert not found.failed


def test_what_is_loosely_typed_is_understood(samples_store: Path) -> None:
    """Guards against refusing what is plain: a number as text or with a point, one code without a list, an empty argument."""
    strict, loose = calling(
        samples_store,
        ("tasks", {"role": ["lead"], "agency": "Bộ Công an", "limit": 5, "as_of": DAY}),
        ("tasks", {"role": "lead", "agency": "Bộ Công an", "limit": "5", "offset": 0.0, "status": None, "period": "", "as_of": "1/9/2026"}),
    )
    assert strict.structured_content["rows"] == loose.structured_content["rows"]


def test_a_call_that_takes_too_long_is_refused(samples_store: Path) -> None:
    """Guards against one question that keeps an assistant, and the store, for as long as it likes."""
    with open_store(str(samples_store)) as store:
        told = call(tools("vi")["tasks"], store, {}, "vi", 1e-9)
        assert told.failed
        assert "giây" in told.text
        assert not call(tools("vi")["tasks"], store, {}, "vi", 0).failed


def test_search_goes_on_page_by_page(samples_store: Path) -> None:
    """Guards against hits beyond the first page that nobody can reach."""
    whole, first, second = calling(
        samples_store,
        ("search", {"text": "du lieu", "limit": 6}),
        ("search", {"text": "du lieu", "limit": 3}),
        ("search", {"text": "du lieu", "limit": 3, "offset": 3}),
    )
    ids = [[row["id"] for row in part.structured_content["results"]] for part in (whole, first, second)]
    assert ids[0] == ids[1] + ids[2]
    assert first.structured_content["next"] == 3


def test_evidence_is_found_in_the_text(samples_store: Path) -> None:
    """Guards against places of evidence that lead elsewhere in the text that tools and resources give."""

    async def talk(client: Any) -> None:
        row = (await client.call_tool("tasks", {"as_of": DAY, "limit": 1})).structured_content["rows"][0]
        proof = row["evidence"][0]
        place = {"document": proof["document"], "offset": proof["start"], "limit": proof["end"] - proof["start"]}
        read = (await client.call_tool("document_text", place)).structured_content
        assert read["text"] == proof["quote"]
        assert read["next"] == proof["end"]
        resources = {resource.uri: resource for resource in (await client.list_resources()).resources}
        address = "luocdo://document/" + proof["document"].removeprefix("document:")
        assert resources[address].title
        (content,) = (await client.read_resource(address)).contents
        assert content.text[proof["start"] : proof["end"]] == proof["quote"]
        (template,) = (await client.list_resource_templates()).resource_templates
        assert template.uri_template.startswith("luocdo://document/")
        for wrong in ("luocdo://document/nowhere", "file:///etc/passwd"):
            with pytest.raises(mcp.MCPError, match="document"):
                await client.read_resource(wrong)
        with pytest.raises(mcp.MCPError, match="no_such_tool"):
            await client.call_tool("no_such_tool", {})
        assert (await client.call_tool("tasks", {"limit": 1})).structured_content["returned"] == 1

    talking(samples_store, talk)


def test_a_day_counts_for_things_and_searches(samples_store: Path) -> None:
    """Guards against facts that nobody could know on the day that was asked about."""
    of_day = {"as_of": "2026-01-01"}
    ever, then, found, none = calling(
        samples_store,
        ("entity", {"name": CENTRE}),
        ("entity", {"name": CENTRE, **of_day}),
        ("search", {"text": "9012/QĐ-TTg", "types": ["Document"]}),
        ("search", {"text": "9012/QĐ-TTg", "types": ["Document"], **of_day}),
    )
    assert 0 < then.structured_content["total"] < ever.structured_content["total"]
    assert "document:qd-ttg-2026-9012" in {row["id"] for row in found.structured_content["results"]}
    assert "document:qd-ttg-2026-9012" not in {row["id"] for row in none.structured_content["results"]}


def test_labels_follow_the_language(samples_store: Path) -> None:
    """Guards against Vietnamese headings for somebody who asked in English."""
    call = ("overdue", {"as_of": "2026-12-01", "limit": 1})
    (english,) = calling(samples_store, call, options=("--lang", "en"))
    (asked,) = calling(samples_store, (call[0], {**call[1], "lang": "en"}))
    assert english.structured_content == asked.structured_content
    assert "Understood as:" in asked.content[0].text


def test_nothing_is_written(samples_store: Path, tmp_path: Path) -> None:
    """Guards against an assistant that changes what it only reads."""
    own = Path(shutil.copy(samples_store, tmp_path / "own.db"))
    before = own.read_bytes()
    calling(own, ("ask", {"question": "nhiệm vụ quá hạn"}), ("search", {"text": "định danh"}), ("impact", {"entity": "VNeID"}))
    assert own.read_bytes() == before


def test_a_client_of_the_older_protocol_is_served(samples_store: Path) -> None:
    """Guards against assistants that still begin with a handshake."""

    async def connected() -> Any:
        command = mcp.StdioServerParameters(command=sys.executable, args=["-m", "luocdo", "mcp", "--store", str(samples_store)], cwd=ROOT)
        async with mcp.Client(command, mode="legacy") as client:
            return await client.call_tool("tasks", {"limit": 1})

    assert not asyncio.run(connected()).is_error


def test_over_http_on_this_machine(samples_store: Path) -> None:
    """Guards against another answer over HTTP, and a server that a page in a browser could reach."""
    arguments = [sys.executable, "-m", "luocdo", "mcp", "--store", str(samples_store), "--http", "--port", "0"]
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/mcp", process.stderr.readline())
        assert found

        async def connected() -> Any:
            async with mcp.Client(found[0]) as client:
                return await client.call_tool("tasks", {"limit": 1, "as_of": DAY})

        told = asyncio.run(connected())
        (stdio,) = calling(samples_store, ("tasks", {"limit": 1, "as_of": DAY}))
        assert told.structured_content == stdio.structured_content
        import httpx2

        assert httpx2.post(found[0], json={}, headers={"Origin": "http://evil.example"}, timeout=30).status_code == 403
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in said


def test_it_ends_with_its_client(samples_store: Path) -> None:
    """Guards against processes that stay behind when an assistant is closed, and against anything but messages on stdout."""
    arguments = [sys.executable, "-m", "luocdo", "mcp", "--store", str(samples_store)]
    done = subprocess.run(arguments, input="", capture_output=True, text=True, cwd=ROOT, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


_HELLO = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}


def _by_hand(store: Path) -> subprocess.Popen[bytes]:
    """A server that was greeted, so that it surely serves."""
    arguments = [sys.executable, "-m", "luocdo", "mcp", "--store", str(store)]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert process.stdin is not None
    assert process.stdout is not None
    _send(process, {"method": "initialize", "params": _HELLO})
    assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "luocdo"
    return process


def _send(process: subprocess.Popen[bytes], message: dict[str, Any]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 1, **message}).encode() + b"\n")
    process.stdin.flush()


def test_an_interrupt_ends_it_at_once(samples_store: Path) -> None:
    """Guards against a process that Ctrl+C cannot end while it waits for its client."""
    process = _by_hand(samples_store)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == -signal.SIGINT
    assert said == b""


def test_a_client_that_is_gone_is_no_failure(samples_store: Path) -> None:
    """Guards against a traceback where an assistant was closed in the middle of a call."""
    with _by_hand(samples_store) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        _send(process, {"method": "ping"})
        process.stdin.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""


def test_lines_that_are_no_messages_do_not_end_it(samples_store: Path) -> None:
    """Guards against a session that one broken line ends."""
    process = _by_hand(samples_store)
    assert process.stdin is not None
    process.stdin.write("không phải JSON\n".encode() + b"\xff\xfe\n[]\n")
    _send(process, {"method": "ping"})
    out, _ = process.communicate(timeout=20)
    assert json.loads(out.splitlines()[-1]) == {"jsonrpc": "2.0", "id": 1, "result": {}}
    assert process.returncode == 0


def test_without_the_library_it_says_how_to_get_it(samples_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Guards against an ImportError where only the extra is missing."""
    code = "import sys; sys.modules['mcp'] = sys.modules['mcp_types'] = None; from api.cli import main; main()"
    arguments = [sys.executable, "-c", code, "mcp", "--store", str(samples_store)]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, timeout=30)
    assert done.returncode == 1
    assert "pip install 'luocdo[mcp]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert run(["mcp", "--store", str(tmp_path / "absent.db")]) == 1
    assert "luocdo load" in capsys.readouterr().err
