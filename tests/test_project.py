"""The rules of the repository itself: the size of its rooms, what its files may not say, what it installs."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import pkgutil
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from graph.ontology import Label, ontology

ROOT = Path(__file__).resolve().parents[1]
CODE = ("luocdo", "graph", "loaders", "queries", "viz", "api", "scripts", "bench")
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def _tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def _sources() -> list[Path]:
    return sorted(path for folder in CODE for path in (ROOT / folder).rglob("*.py"))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf8")
    except UnicodeDecodeError:
        return ""


def test_modules_and_functions_stay_small() -> None:
    """Guards against rooms that nobody can take in at one reading."""
    too_long = []
    for path in _sources():
        text = path.read_text("utf8")
        if (lines := text.count("\n")) > 350:
            too_long.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno > 50:
                too_long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not too_long


def _swallows(handler: ast.ExceptHandler) -> bool:
    everything = handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}
    return everything and not (isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None)


@pytest.mark.parametrize(
    ("handler", "swallows"),
    [
        ("except Exception: pass", True),
        ("except: pass", True),
        ("except BaseException: raise ValueError from None", True),
        ("except BaseException:\n    close()\n    raise", False),
        ("except OSError: pass", False),
    ],
)
def test_reading_of_handlers(handler: str, swallows: bool) -> None:
    """Guards the next test against a reading that lets everything through."""
    tried = ast.parse(f"try: work()\n{handler}").body[0]
    assert isinstance(tried, ast.Try)
    assert _swallows(tried.handlers[0]) is swallows


def test_no_handler_swallows_everything() -> None:
    """Guards against errors that are hidden instead of explained."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text("utf8")))
        if isinstance(node, ast.ExceptHandler) and _swallows(node)
    ]
    assert not found


@pytest.mark.parametrize("name", ["luocdo", "graph", "graph.store", "graph.registry", "loaders", "queries", "viz", "viz.formats", "api"])
def test_no_module_takes_the_place_of_a_public_name(name: str) -> None:
    """Guards against a function that turns into the module of the same name once that module is imported."""
    package = importlib.import_module(name)
    public = list(getattr(package, "__all__", ()))
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    assert [word for word in public if isinstance(getattr(package, word), ModuleType)] == []


# Pieced together, so that this file does not name them either.
@pytest.mark.parametrize(
    "forbidden",
    ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "deb.debian" + ".org", "/work" + "/", "/ho" + "me/", "../.lib" + "rary"],
)
def test_no_tracked_file_names_a_registry_or_a_folder_of_one_machine(forbidden: str) -> None:
    """Guards against installs that reach for one particular registry, and paths that exist on one machine only."""
    assert [str(path.relative_to(ROOT)) for path in _tracked() if forbidden in _text(path)] == []


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CHANGELOG.md", "Makefile", ".ci/run", "docker-compose.yml", "Dockerfile"])
def test_what_a_project_has(name: str) -> None:
    """Guards against a release without its papers."""
    assert (ROOT / name).stat().st_size > 100


def test_licence_is_the_declared_one() -> None:
    """Guards against a licence file cut short or for another licence than the metadata says."""
    text = (ROOT / "LICENSE").read_text("utf8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_changelog_has_a_place_for_the_version() -> None:
    """Guards against a version that nobody described."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text("utf8")
    assert "## [Unreleased]" in text or f"## [{version}]" in text


def _lock(name: str) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for package, version in PINNED.findall((ROOT / name).read_text("utf8")):
        pins.setdefault(package, set()).add(version)
    return pins


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-run.lock"])
def test_every_pin_of_a_lock_has_hashes_and_no_host(name: str) -> None:
    """Guards against a lock that installs unchecked files or from one particular registry."""
    text = (ROOT / name).read_text("utf8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert len(entries) > 30
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_locks_agree_with_each_other_and_with_the_declared_dependencies() -> None:
    """Guards against tests that run on other versions than users get, and dependencies declared but never locked."""
    everything, running = _lock("requirements.lock"), _lock("requirements-run.lock")
    assert {name: versions for name, versions in running.items() if everything.get(name) != versions} == {}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    names = {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in project["dependencies"]}
    assert names - running.keys() == set()
    wanted = {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in project["optional-dependencies"]["dev"]}
    assert wanted - everything.keys() == set()
    assert "pytest" not in running


def _permissive(licence: str) -> bool:
    """Whether a licence lets the program be used and passed on freely; of alternatives one is enough."""
    return any(not re.search(r"(?<!L)A?GPL", choice) for choice in re.split(r"\bOR\b|, |/", licence))


def _licence(distribution: importlib.metadata.Distribution) -> str:
    said = distribution.metadata.json
    declared = str(said.get("license_expression") or said.get("license") or "")
    classifiers = [line for line in said.get("classifier", ()) if line.startswith("License ::")]
    return declared if declared and len(declared) < 100 else ", ".join(classifiers)


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("LGPL-2.1-or-later", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", False),
    ],
)
def test_reading_of_licences(licence: str, free: bool) -> None:
    """Guards the next test against a reading that lets everything through."""
    assert _permissive(licence) is free


def test_what_is_installed_at_run_time_has_a_permissive_licence() -> None:
    """Guards against a dependency whose licence binds those who use or pass on the program."""
    bound = []
    for name in _lock("requirements-run.lock"):
        try:
            licence = _licence(importlib.metadata.distribution(name))
        except importlib.metadata.PackageNotFoundError:
            continue  # pinned for another platform
        if not _permissive(licence):
            bound.append(f"{name}: {licence}")
    assert not bound


@pytest.mark.parametrize("script", ["scripts/find-python.sh", "scripts/install.sh", "scripts/lock.sh", "scripts/smoke.sh"])
def test_scripts_are_sound_shell(script: str) -> None:
    """Guards against a script that breaks on the plain shell of Debian."""
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True)
    assert "set -eu" in (ROOT / script).read_text("utf8")


def test_checks_can_be_run() -> None:
    """Guards against checks that cannot start or go on after a failure."""
    script = ROOT / ".ci/run"
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert script.stat().st_mode & 0o111
    assert "set -euo pipefail" in script.read_text("utf8")


class _Strict(yaml.SafeLoader):
    """Refuses what YAML reads otherwise than it looks."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[object, object]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"line {node.start_mark.line + 1}: key given twice: {twice}")
    return dict(zip(keys, (loader.construct_object(value, deep=True) for _, value in node.value), strict=True))


def _number(loader: _Strict, node: yaml.ScalarNode) -> int:
    if re.match(r"[-+]?0[0-9_]|.*[:_]", node.value):
        raise ValueError(f"line {node.start_mark.line + 1}: {node.value} is read as a number: quote it")
    return loader.construct_yaml_int(node)


def _truth(loader: _Strict, node: yaml.ScalarNode) -> bool:
    if node.value not in {"true", "false"}:
        raise ValueError(f"line {node.start_mark.line + 1}: {node.value} is read as true or false: quote it")
    return bool(node.value == "true")


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
_Strict.add_constructor("tag:yaml.org,2002:int", _number)
_Strict.add_constructor("tag:yaml.org,2002:bool", _truth)


@pytest.mark.parametrize("text", ["a: 1\na: 2", "code: 06", "time: 12:30", "on: 1", "x: no"])
def test_strict_reading_of_yaml_refuses(text: str) -> None:
    """Guards the next test against a reader that accepts everything."""
    with pytest.raises(ValueError, match=r"line [12]:"):
        yaml.load(text, _Strict)


def _yaml_files() -> list[Path]:
    folders = ("graph", "loaders", "queries", "viz", "api", "tests", "samples")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.yaml")]
    return sorted([*found, ROOT / "docker-compose.yml", ROOT / "docker-compose.embedded.yml"])


def test_yaml_says_what_it_seems_to_say() -> None:
    """Guards against keys that silently win over each other, and codes like 06 read as numbers."""
    wrong = []
    for path in _yaml_files():
        try:
            yaml.load(path.read_text("utf8"), _Strict)
        except ValueError as error:
            wrong.append(f"{path.relative_to(ROOT)}, {error}")
    assert not wrong


def _labels() -> dict[str, Label]:
    graph = ontology()
    found: dict[str, Label] = {}
    for node in graph.nodes.values():
        found[node.name] = node.label
        found |= {f"{node.name}.{p.name}": p.label for p in node.properties.values()}
    for relation in graph.relations.values():
        found[relation.name] = relation.label
        found[f"{relation.name} backwards"] = relation.inverse
    for vocabulary in (graph.dependency_kinds, graph.document_kinds):
        found |= vocabulary
    return found


def test_ontology_speaks_both_languages() -> None:
    """Guards against a type, property or value that one half of the readers cannot name."""
    labels = _labels()
    assert len(labels) > 80
    assert [name for name, label in labels.items() if not label.vi.strip() or not label.en.strip() or label.vi == label.en] == []


def test_ontology_colours_tell_types_apart() -> None:
    """Guards against two types that look the same in the picture."""
    nodes = ontology().nodes.values()
    assert len({node.colour for node in nodes}) == len(nodes)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", node.colour) for node in nodes)


def test_container_is_built_from_what_exists() -> None:
    """Guards against an image that cannot be built, or that nobody can tell is unwell."""
    recipe = (ROOT / "Dockerfile").read_text("utf8")
    for line in re.findall(r"^COPY (?!--from)(.+)$", recipe, re.MULTILINE):
        assert all((ROOT / name).exists() for name in line.split()[:-1])
    service = yaml.safe_load((ROOT / "docker-compose.embedded.yml").read_text("utf8"))["services"]["luocdo"]
    assert "/healthz" in str(service["healthcheck"]["test"])
    assert any(volume.endswith(":/data") for volume in service["volumes"])
    assert service["environment"]["LUOCDO_STORE"].startswith("/data/")
