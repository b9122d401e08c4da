"""The documents must say what the program does: generated pages current, commands and endpoints described, links whole."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
from typer.main import get_command

from api.app import create_app
from api.cli import build
from api.settings import Settings
from queries.running import catalogue
from scripts import docs
from tests.api_server import served

ROOT = Path(__file__).resolve().parents[1]


def test_generated_pages_are_current() -> None:
    """Guards against documentation that says what the code no longer does."""
    assert docs.stale() == []


def _section(page: str, heading: str) -> str:
    found = re.search(rf"^### {re.escape(heading)}\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def test_every_command_and_option_is_documented() -> None:
    """Guards against a command or option that one finds only by reading the code."""
    page = (ROOT / "docs/cli.md").read_text("utf8")
    commands = cast("dict[str, Any]", vars(get_command(build()))["commands"])
    missing = [name for name in commands if not _section(page, f"luocdo {name}")]
    for name, command in commands.items():
        options = {max(parameter.opts, key=len) for parameter in command.params if parameter.param_type_name == "option"} - {"--help"}
        missing += [f"{name} {option}" for option in sorted(options) if f"`{option}" not in _section(page, f"luocdo {name}")]
    assert not missing
    assert [name for name in re.findall(r"^### luocdo ([\w-]+)", page, re.MULTILINE) if name not in commands] == []


def test_every_endpoint_is_documented() -> None:
    """Guards against an endpoint that the documentation lacks, and one documented that is not there."""
    page = (ROOT / "docs/api.md").read_text("utf8")
    described = {(method, path.split("?")[0]) for method, path in re.findall(r"`(GET|POST|PUT|DELETE) (\S+)`", page)}
    paths = create_app(Settings(store=":memory:")).openapi()["paths"]
    named = {f"/api/v1/queries/{name}": "/api/v1/queries/{name}" for name in catalogue()}
    offered = {(method.upper(), named.get(path, path)) for path, methods in paths.items() for method in methods}
    assert offered - described == set()
    assert described - offered == set()


def _commands(page: str) -> list[tuple[list[str], int]]:
    """The curl commands of a page, in order, with the status that the comment behind each says (200 without one)."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("curl ")]
    return [(shlex.split(line, comments=True), int(line.rpartition("# ")[2]) if "# " in line else 200) for line in lines]


def test_the_commands_for_the_http_interface_run(samples_store: Path, tmp_path: Path) -> None:
    """Guards against examples that nobody tried: each runs as it is printed, and every endpoint has one."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    commands = _commands((ROOT / "docs/api.md").read_text("utf8"))
    with served(str(shutil.copy(samples_store, tmp_path / "s.db"))) as address:
        for words, status in commands:
            told = [word.replace("http://127.0.0.1:8000", address) for word in words]
            told[-1:] = [str(tmp_path / told[-1])] if "-o" in told else [told[-1], "-o", str(tmp_path / "out")]
            told = [word.replace("@samples", f"@{ROOT / 'samples'}") for word in told]
            done = subprocess.run([*told, "-w", "%{http_code}"], capture_output=True, text=True, check=True)
            assert done.stdout == str(status), " ".join(words)
            assert Path(told[told.index("-o") + 1]).stat().st_size > 0
    tried = {next(word for word in words if word.startswith("http")).split("8000")[1].split("?")[0] for words, status in commands}
    for path in create_app(Settings(store=":memory:")).openapi()["paths"]:
        shape = re.sub(r"\{[^}]*\}", "[^?]+", path)
        assert path.startswith("/api/v1/queries/") or any(re.fullmatch(shape, address) for address in tried), path


def test_links_in_documents_lead_somewhere() -> None:
    """Guards against a page that was moved or never written."""
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken
