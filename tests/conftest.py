"""What many tests share: the browser, the folder of reference texts, and how many cases hypothesis makes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import neo4j_server as neo4j_tests
from tests.neo4j_server import neo4j_server, neo4j_store, neo4j_url

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["neo4j_server", "neo4j_store", "neo4j_url"]  # fixtures of their own module

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# Derandomised, so that a run says the same on every machine; `make soak` looks further.
settings.register_profile("default", deadline=None, derandomize=True, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure(config: pytest.Config) -> None:
    """Keep user settings of the machine out of the tests."""
    for name in ("LUOCDO_STORE", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        os.environ.pop(name, None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which of the real servers was not there to test on."""
    for release, reason in neo4j_tests.missing.items():
        terminalreporter.section(f"NOT TESTED on Neo4j {neo4j_tests.RELEASES[release]}", red=True)
        terminalreporter.line(reason)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference texts and annotations beside the repository; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the reference texts (../shared) are not on this machine")
    return SHARED


def _chromium() -> str | None:
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium. Without one the test is skipped, or fails where LUOCDO_REQUIRE_BROWSER=1."""
    executable = _chromium()
    if executable is None:
        reason = "Chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get("LUOCDO_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Without a sandbox: containers and root cannot make one, and the pages are our own.
        running = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def samples_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all samples loaded; tests that write take a copy."""
    from graph.store import open_store
    from loaders.pipeline import load, sources

    path = tmp_path_factory.mktemp("store") / "samples.db"
    with open_store(str(path)) as store:
        assert not load(store, sources([ROOT / "samples"]), lambda _: None).failed
    return path
