"""What a real Neo4j Community server is made of: a Java that fits its release, and its jars, fetched by Maven."""

from __future__ import annotations

import fcntl
import functools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

LTS = "5.26.20"
CURRENT = "2026.01.4"
POM = """<project><modelVersion>4.0.0</modelVersion>
<groupId>local</groupId><artifactId>neo4j-community</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{version}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{version}</version></dependency>
</dependencies></project>
"""


class MissingError(Exception):
    """What is needed to run a server is not on this machine."""


def is_by_year(version: str) -> bool:
    """Whether a release is of those named by year, which came after 5.26."""
    return int(version.partition(".")[0]) >= 2025


def _javas() -> Iterator[Path]:
    if "JAVA_HOME" in os.environ:
        yield Path(os.environ["JAVA_HOME"], "bin", "java")
    if found := shutil.which("java"):
        yield Path(found)
    yield from sorted(Path("/usr/lib/jvm").glob("*/bin/java"))


@functools.cache
def _java_version(java: Path) -> int:
    """The feature number of a Java, 17 for 17.0.15 and 8 for 1.8.0; 0 where it cannot be run."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60, check=True).stderr
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(found[1]) if found else 0


def find_java(version: str) -> Path:
    """The first Java of this machine that the release runs on: of JAVA_HOME, the PATH, then /usr/lib/jvm."""
    for java in _javas():
        number = _java_version(java)
        if number >= 21 if is_by_year(version) else number in {17, 21}:
            return java
    wanted = "21 or later" if is_by_year(version) else "17 or 21"
    raise MissingError(f"Neo4j {version} needs Java {wanted}, and none was found (Debian: apt-get install openjdk-17-jre-headless)")


def _cache() -> Path:
    own = os.environ.get("LUOCDO_NEO4J_CACHE")
    return Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "luocdo", "neo4j")


def _fetch(version: str, target: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingError("Neo4j's jars are fetched by Maven, which is not installed (Debian: apt-get install maven)")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        Path(folder, "pom.xml").write_text(POM.format(version=version), "utf8")
        command = [maven, "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib", "-DincludeScope=runtime"]
        done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise MissingError(f"Maven could not fetch Neo4j {version}:\n{done.stdout[-1500:]}")
        Path(folder, "lib").rename(target)


def jars(version: str) -> Path:
    """The folder with the jars of a release, fetched if this is the first time; several processes may ask at once."""
    target = _cache() / version
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with (target.parent / f"{version}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.is_dir():
            _fetch(version, target)
    return target
