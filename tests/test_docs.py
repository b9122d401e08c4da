"""The documents must say what the program does: generated pages current, commands and endpoints described, links whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

from typer.main import get_command

from api.app import create_app
from api.cli import build
from api.settings import Settings
from scripts import docs

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
    offered = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert offered - described == set()
    assert described - offered == set()


def test_links_in_documents_lead_somewhere() -> None:
    """Guards against a page that was moved or never written."""
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken
