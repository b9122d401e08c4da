"""A real Neo4j Community server without Docker, on loopback, with a home of its own.

    python -m scripts.neo4j_server start HOME [--version V] [--heap 1g] [--page-cache 256m] [--port P]
    python -m scripts.neo4j_server stop HOME
    python -m scripts.neo4j_server admin HOME [--version V] -- dbms set-initial-password ...   (the server's own admin tool; stopped)

The jars come from where Maven is set up to look, once for each version, into a cache (`LUOCDO_NEO4J_CACHE`, otherwise the
user's cache folder). Needs `mvn` and a Java: 17 or 21 for 5.26, 21 or later for the releases named by year. Only the
standard library is used, so that it also runs where the project is not installed.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scripts.neo4j_jars import LTS, MissingError, find_java, is_by_year, jars

USER = "neo4j"
START_SECONDS = 120
STOP_SECONDS = 60
# A Bolt handshake that offers protocol 5.0 to 5.4 and 4.4: a server that is up answers with the four bytes it picks.
HANDSHAKE = bytes.fromhex("6060b017" + "00040405" + "00000404" + "00000000" * 2)
OPENED = ("java.nio", "java.io", "java.lang", "sun.nio.ch", "java.util.concurrent")
CONFIGURATION = """server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size={page_cache}
db.tx_log.preallocate=false
"""


class ServerError(Exception):
    """The server did not do what it was told."""


def _opened() -> list[str]:
    return [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of a killed server linger
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _read(path: Path) -> str:
    return path.read_text("utf8").strip() if path.exists() else ""


@dataclass
class Server:
    """A server by the folder it lives in: `start` and `stop` may be called by different processes."""

    home: Path
    version: str = LTS
    heap: str = "1g"
    page_cache: str = "256m"
    port: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    """More settings of Neo4j, by their names; they win over the ones of the file written here."""
    quick: bool = False
    """Compiled less thoroughly: half the work of starting, for a server that lives for minutes."""

    def __post_init__(self) -> None:
        self.home = Path(self.home).absolute()
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    @property
    def password(self) -> str:
        """The password, kept in a file that only its owner may read; made when first asked for."""
        path = self.home / "password"
        if not path.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(16) + "\n")
        return _read(path)

    @property
    def address(self) -> str:
        """Where the server answers, without credentials."""
        return f"bolt://127.0.0.1:{_read(self.home / 'port')}"

    @property
    def url(self) -> str:
        """Where the server answers, with user and password."""
        return self.address.replace("://", f"://{USER}:{self.password}@")

    @property
    def pid(self) -> int | None:
        """The process of this home, where one runs."""
        if self._process is not None:
            self._process.poll()  # takes leave of a child that has ended
        text = _read(self.home / "pid")
        command = Path("/proc", text or "none", "cmdline")
        try:
            runs = f"--home-dir={self.home}".encode() in command.read_bytes().split(b"\0")
        except OSError:
            return None
        return int(text) if runs else None

    def prepare(self) -> None:
        """Make the home: port, configuration and password. A port that was used before is kept while it is free."""
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        (self.home / "logs").mkdir(exist_ok=True)
        before = int(_read(self.home / "port") or 0)
        port = self.port or (before if before and _is_free(before) else _free_port())
        if not _is_free(port):
            raise ServerError(f"port {port} is taken by another program")
        (self.home / "port").write_text(f"{port}\n", "utf8")
        (self.home / "conf" / "neo4j.conf").write_text(self._configuration(port), "utf8")
        if not (self.home / "ready").exists():
            self.admin("dbms", "set-initial-password", self.password)
            (self.home / "ready").touch()

    def _configuration(self, port: int) -> str:
        lines = CONFIGURATION.format(port=port, page_cache=self.page_cache).splitlines()
        return "".join(f"{name}={value}\n" for name, value in (dict(line.split("=", 1) for line in lines) | dict(self.settings)).items())

    def _environment(self) -> dict[str, str]:
        return os.environ | {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}

    def admin(self, *arguments: str) -> str:
        """What Neo4j's admin tool says; the server must be stopped for most of what it does."""
        command = [
            str(find_java(self.version)),
            "-Xmx1g",
            *_opened(),
            "-cp",
            f"{jars(self.version)}/*",
            "org.neo4j.cli.AdminTool",
            *arguments,
        ]
        done = subprocess.run(command, env=self._environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise ServerError(f"neo4j-admin {' '.join(arguments[:2])} ended with {done.returncode}:\n{done.stdout[-2000:]}")
        return done.stdout

    def _command(self) -> list[str]:
        main = "org.neo4j.server.Neo4jCommunity" if is_by_year(self.version) else "org.neo4j.server.CommunityEntryPoint"
        how = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if self.quick else ["-XX:+UseG1GC"]
        memory = [f"-Xmx{self.heap}", *how, "-XX:+ExitOnOutOfMemoryError", "-Dio.netty.tryReflectionSetAccessible=true"]
        folders = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        return [str(find_java(self.version)), *memory, *_opened(), "-cp", f"{jars(self.version)}/*", main, *folders]

    def start(self, *, tied: bool = False) -> None:
        """Start it and wait until Bolt answers. A tied server also ends when the process that started it does, however it ends."""
        if self.pid is not None:
            return
        self.prepare()
        with (self.home / "logs" / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(), env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        (self.home / "pid").write_text(f"{self._process.pid}\n", "utf8")
        if tied:
            watch = ["sh", "-c", 'cat; kill "$0"', str(self._process.pid)]
            self._guard = subprocess.Popen(watch, stdin=subprocess.PIPE, start_new_session=True, stderr=subprocess.DEVNULL)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if self._process is not None and self._process.poll() is not None:
                self.kill()  # also takes leave of the guard
                raise ServerError(f"Neo4j ended while it started:\n{self._last_words()}")
            if time.monotonic() > until:
                self.kill()
                raise ServerError(f"Neo4j did not answer within {START_SECONDS} s:\n{self._last_words()}")
            time.sleep(0.1)

    def _last_words(self) -> str:
        return "\n".join(_read(self.home / "logs" / name)[-1000:] for name in ("neo4j.log", "console.log"))

    def answers(self) -> bool:
        """Whether Bolt answers now."""
        try:
            with socket.create_connection(("127.0.0.1", int(_read(self.home / "port"))), 2) as connection:
                connection.sendall(HANDSHAKE)
                return len(connection.recv(4)) == 4
        except OSError:
            return False

    def stop(self) -> None:
        """Let it close its files and end; nothing to do where it does not run."""
        self._end(signal.SIGTERM, STOP_SECONDS)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._end(signal.SIGKILL, 10)

    def _end(self, how: signal.Signals, seconds: float) -> None:
        if self._guard is not None:
            self._guard.kill()
            self._guard.communicate()
            self._guard = None
        if (pid := self.pid) is not None:
            os.kill(pid, how)
        until = time.monotonic() + seconds
        while self.pid is not None:
            if time.monotonic() > until:
                raise ServerError(f"Neo4j (process {pid}) still runs {seconds} s after it was told to end")
            time.sleep(0.05)
        if self._process is not None:
            self._process.wait(seconds)
            self._process = None


def _started(server: Server) -> str:
    return f"""Neo4j {server.version}: {server.address}, user {USER}, password in {server.home / "password"}
Dùng với luocdo trong cửa sổ lệnh này (use it from this shell):
  export LUOCDO_STORE={server.address} NEO4J_USERNAME={USER} NEO4J_PASSWORD="$(cat '{server.home / "password"}')"
  .venv/bin/luocdo load samples && .venv/bin/luocdo stats
Dừng (stop): make neo4j-stop"""


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["start", "stop", "admin"])
    parser.add_argument("home", type=Path, help="thư mục của máy chủ (the server's folder)")
    parser.add_argument("--version", default=LTS)
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--page-cache", default="256m")
    parser.add_argument("--port", type=int, default=0, help="mặc định: một cổng trống (a free one)")
    parser.add_argument("words", nargs="*", help="lệnh cho công cụ quản trị (words for the admin tool)")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    """Do what the command line says."""
    said = _arguments(words)
    server = Server(said.home, said.version, said.heap, said.page_cache, said.port)
    try:
        if said.action == "start":
            server.start()
            print(_started(server))
        elif said.action == "stop":
            server.stop()
        else:
            server.prepare()
            print(server.admin(*said.words), end="")
    except (MissingError, ServerError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
