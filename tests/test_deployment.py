"""The compose files, as far as they can be judged without Docker: what depends on what, who can reach it, where secrets come from."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import Settings
from scripts.neo4j_jars import LTS
from scripts.neo4j_server import ServerError
from tests.neo4j_server import small_server

ROOT = Path(__file__).resolve().parents[1]
FILES = ("docker-compose.yml", "docker-compose.embedded.yml")
_VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>\w+)(?:(?P<how>:[?-])(?P<more>[^}]*))?\})")


def filled(text: str, environment: Mapping[str, str]) -> str:
    """`text` with its variables filled in as compose does; raises ValueError with the message of a required one."""

    def value(found: re.Match[str]) -> str:
        if found["escaped"]:
            return "$"
        if given := environment.get(found["name"]):
            return given
        if found["how"] == ":-":
            return found["more"]
        raise ValueError(found["more"])

    return _VARIABLE.sub(value, text)


def _services(name: str, environment: Mapping[str, str]) -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load(filled((ROOT / name).read_text("utf8"), environment))["services"]
    return services


@pytest.fixture
def services() -> dict[str, Any]:
    """The services of docker-compose.yml with a password given."""
    return _services("docker-compose.yml", {"NEO4J_PASSWORD": "mat/khau'thu$1"})


def test_password_is_required_and_its_absence_explained() -> None:
    """Guards against a server with a password that everybody knows, and an empty one that fails without a reason."""
    for environment in ({}, {"NEO4J_PASSWORD": ""}):
        with pytest.raises(ValueError, match=r"NEO4J_PASSWORD.*8"):
            _services("docker-compose.yml", environment)
    assert _services("docker-compose.embedded.yml", {})


def test_page_waits_for_the_server_and_finds_it(services: dict[str, Any]) -> None:
    """Guards against a page that starts before its database, or looks for it elsewhere or with other credentials."""
    page, server = services["luocdo"], services["neo4j"]
    assert page["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert Settings.from_environment(page["environment"]).store == "bolt://neo4j:7687"
    assert server["environment"]["NEO4J_AUTH"] == f"{page['environment']['NEO4J_USERNAME']}/{page['environment']['NEO4J_PASSWORD']}"


def test_server_is_the_release_that_is_tested(services: dict[str, Any]) -> None:
    """Guards against a container of another release than the tests run on."""
    assert services["neo4j"]["image"] == f"neo4j:{LTS}-community"
    assert f"NEO4J_VERSION = {LTS}\n" in (ROOT / "Makefile").read_text("utf8")


@pytest.mark.parametrize("name", FILES)
def test_only_this_machine_reaches_it_and_data_outlives_containers(name: str) -> None:
    """Guards against a service without login that is open to the network, and data that goes with its container."""
    whole = yaml.safe_load((ROOT / name).read_text("utf8"))
    for service in whole["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
        assert {mount.partition(":")[0] for mount in service.get("volumes", ())} <= whole["volumes"].keys()
        assert service["healthcheck"]["test"]
    assert any(mount.endswith(":/data") for service in whole["services"].values() for mount in service.get("volumes", ()))


def test_health_check_logs_in_with_the_password(tmp_path: Path, services: dict[str, Any]) -> None:
    """Guards against a check that passes whatever the password, or breaks on one with signs in it."""
    shell = tmp_path / "cypher-shell"
    shell.write_text(f'#!/bin/sh\nprintf "%s|%s|%s" "$NEO4J_USERNAME" "$NEO4J_PASSWORD" "$*" >"{tmp_path}/said"\n', "utf8")
    shell.chmod(shell.stat().st_mode | stat.S_IXUSR)
    kind, command = services["neo4j"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    surroundings = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "NEO4J_AUTH": services["neo4j"]["environment"]["NEO4J_AUTH"]}
    subprocess.run(["sh", "-c", command], env=surroundings, check=True)
    assert (tmp_path / "said").read_text("utf8") == "neo4j|mat/khau'thu$1|RETURN 1"


def test_settings_of_the_container_are_settings_of_the_server(tmp_path: Path, services: dict[str, Any]) -> None:
    """Guards against a misspelt setting, which would keep the container from starting."""
    settings = {
        re.sub("(?<!_)_(?!_)", ".", name.removeprefix("NEO4J_")).replace("__", "_"): value
        for name, value in services["neo4j"]["environment"].items()
        if name != "NEO4J_AUTH"
    }
    assert {"server.memory.heap.max_size", "server.memory.pagecache.size"} <= settings.keys()
    strict = {"server.config.strict_validation.enabled": "true"}
    small_server(tmp_path / "home", settings=settings | strict).kill()
    with pytest.raises(ServerError, match="misspelt"):
        small_server(tmp_path / "home", settings={"server.memory.misspelt": "1g"} | strict)
