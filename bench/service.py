"""The service as `luocdo serve` runs it, over one made-up graph with a hub: how long answers take, how many there are a second, memory.

    python -m bench service                  100,000 nodes, 100,000 requests for the memory
    python bench/service.py 20000 10000      as many as named

Each kind of request is asked twice: addresses that nobody has asked before, then the same again. Beside the service stands a bare
FastAPI endpoint that only reads one row and writes it as JSON, in the same run: less than that no answer over HTTP costs here.
"""

from __future__ import annotations

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench._client import Connection
from bench._graph import Graph
from bench.memory import slope
from bench.stores import ROOT, load
from graph.model import Node
from graph.registry import registry
from graph.store import Store, open_store

NODES, REQUESTS = 100_000, 100_000
ASKED, SECONDS, CONNECTIONS, STEPS = 300, 10, 8, 10
HUB = 0.36
"""The share of tasks that need the hub: of 100,000 nodes some 25,000."""
QUESTIONS = (
    "Nhiệm vụ do {agency} chủ trì",
    "{agency} có những nhiệm vụ nào quá hạn?",
    "Nhiệm vụ nào phụ thuộc vào {asset}?",
    "{asset} do ai quản lý?",
    "Which tasks depend on {asset}?",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The addresses of each kind of request, and the hub's."""

    kinds: dict[str, list[str]]
    hub: str
    floor: list[str]


class Server:
    """A server process on this machine and the port that it listens on."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def megabytes(self) -> float:
        """What it has in memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * 4096 / 1e6

    def rate(self, addresses: Sequence[str], seconds: float = SECONDS, requests: int = 10**9) -> float:
        """Answers in a second over several connections; raises RuntimeError where one is not 200."""
        command = [sys.executable, "-m", "bench._client", *map(str, (self.port, CONNECTIONS, seconds, requests))]
        done = subprocess.run(command, input=" ".join(addresses), stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
        told = json.loads(done.stdout)
        if told["wrong"]:
            raise RuntimeError(f"{told['wrong']} of {told['answers']} answers were not 200")
        return float(told["answers"] / told["seconds"])


def run(nodes: int = NODES, requests: int = REQUESTS) -> None:
    """Measure and print."""
    if not Path("/proc/self/statm").exists():
        print("service: this system has no /proc, nothing is measured")
        return
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "service.db")
        asked = made(place, nodes)
        with serving(place) as service, floor(place) as bare:
            asked = understood(service, asked)
            print(f"{'':34}{'asked':>10}{'first time':>22}{'again':>22}{'a bare endpoint':>22}", flush=True)
            tell_times(service, bare, asked)
            tell_rates(service, bare, asked)
            tell_memory(service, asked, requests)


def made(place: str, nodes: int) -> Asked:
    """Make the graph in a store at `place`; gives what is asked of it."""
    with open_store(place) as store:
        store.write(registry().bundle())
        clock, _ = load(store, Graph(nodes, hub=HUB))
        counts = store.counts()
        print(f"# service: {sum(counts.nodes.values()):,} nodes, {sum(counts.edges.values()):,} relations, loaded in {clock.wall:.0f} s")
        return addresses_of(store, Graph(nodes))


def addresses_of(store: Store, graph: Graph) -> Asked:
    """What is asked: things of every kind drawn by chance, the same for the same graph."""
    r = random.Random(1)
    agencies = [graph.agency(r.randrange(graph.sizes.agencies)) for _ in range(ASKED)]
    assets = [graph.asset(r.randrange(graph.sizes.assets)) for _ in range(ASKED)]
    ids = r.sample([node.id for node in store.find_outlines()], ASKED)
    words = [" ".join(r.sample(node.name.split(), 2)) for node in (*agencies, *assets)]
    kinds = {
        "entity": [f"/api/v1/entities/{quote(id_, safe='')}" for id_ in ids],
        "search": [f"/api/v1/search?q={quote(text)}" for text in r.sample(words, ASKED)],
        "tasks": [f"/api/v1/queries/tasks?agency={quote(agency.id)}" for agency in agencies],
        "ask": [f"/api/v1/ask?q={quote(_question(r, one, other))}" for one, other in zip(agencies, assets, strict=True)],
    }
    kinds = {name: list(dict.fromkeys(addresses)) for name, addresses in kinds.items()}
    hub = graph.asset(0).id
    return Asked(kinds, f"/api/v1/entities/{quote(hub, safe='')}/dependents", [f"/node/{quote(id_, safe='')}" for id_ in ids])


def _question(r: random.Random, agency: Node, asset: Node) -> str:
    return r.choice(QUESTIONS).format(agency=agency.name, asset=asset.name)


def understood(service: Server, asked: Asked) -> Asked:
    """What is asked without the questions that are not understood: some made-up names read as common words. Told in how many."""
    connection = Connection(service.port)
    kept = [address for address in asked.kinds["ask"] if connection.status(f"{address}&limit=1")[0] == 200]
    connection.close()
    print(f"# of {len(asked.kinds['ask'])} questions {len(kept)} are understood", flush=True)
    return Asked({**asked.kinds, "ask": kept}, asked.hub, asked.floor)


def tell_times(service: Server, bare: Server, asked: Asked) -> None:
    """Milliseconds of single answers, one after the other."""
    connection, beside = Connection(service.port), Connection(bare.port)
    below = beside.milliseconds(asked.floor)[1:]
    for name, addresses in asked.kinds.items():
        first, again = connection.milliseconds(addresses), connection.milliseconds(addresses)
        for share, target in ((0.5, "<= 5"), (0.99, "<= 50")):
            cells = (f"{_quantile(times, share):.2f}" for times in (first, again, below))
            print(f"{f'{name}, ms, p{100 * share:.0f}':34}{target:>10}" + "".join(f"{cell:>22}" for cell in cells), flush=True)
    pages = [f"{asked.hub}?offset={100 * n}" for n in range(10)]
    total = json.loads(connection.status(asked.hub)[1])["total"]
    page, later = connection.milliseconds(pages[:1])[0], statistics.median(connection.milliseconds(pages[1:]))
    print(f"{f'hub of {total:,}, a page, ms':34}{'<= 100':>10}{f'{page:.1f}':>22}{f'{later:.1f} (later pages)':>22}", flush=True)
    connection.close()
    beside.close()


def _quantile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def tell_rates(service: Server, bare: Server, asked: Asked) -> None:
    """Answers a second over several connections."""
    below = bare.rate(asked.floor)
    for name in ("entity", "ask"):
        rate = service.rate(asked.kinds[name])
        print(f"{f'{name}, answers/s':34}{'>= 300':>10}{'':22}{f'{rate:.0f}':>22}{f'{below:.0f}':>22}", flush=True)


def tell_memory(service: Server, asked: Asked, requests: int) -> None:
    """Memory while all of it is asked over and over."""
    every = [address for addresses in asked.kinds.values() for address in addresses]
    step = max(requests // STEPS, 1)
    counts, megabytes = [0], [service.megabytes()]
    for number in range(step, requests + 1, step):
        service.rate(every, seconds=600, requests=step)
        counts.append(number)
        megabytes.append(service.megabytes())
    told = f"{megabytes[0]:.0f} to {megabytes[-1]:.0f} MB"
    print(f"{f'memory over {counts[-1]:,} requests':34}{'flat':>10}{'':22}{told:>22}")
    print(f"# slope over the second half: {slope(counts, megabytes):.3f} MB for each 1,000 requests")


def serving(place: str) -> AbstractContextManager[Server]:
    """The service over the store at `place`, as the command starts it."""
    return _started("luocdo", "serve", "--store", place, "--port", "0")


def floor(place: str) -> AbstractContextManager[Server]:
    """The bare endpoint over the same file."""
    return _started("bench._floor", place)


@contextmanager
def _started(module: str, *arguments: str) -> Iterator[Server]:
    """A process that serves, once it answers at the address that it tells on stderr; ended afterwards."""
    with tempfile.NamedTemporaryFile("r", encoding="utf8") as told:
        process = subprocess.Popen([sys.executable, "-m", module, *arguments], stderr=told.fileno(), cwd=ROOT)
        try:
            yield Server(process, _port(process, Path(told.name)))
        finally:
            process.terminate()
            process.wait()


def _port(process: subprocess.Popen[bytes], told: Path) -> int:
    """Where the process listens; raises RuntimeError with what it said where it ended or does not answer within a minute."""
    for _ in range(600):
        found = re.search(r"http://[^/]*:(\d+)/", told.read_text("utf8"))
        if found:
            with suppress(OSError):
                Connection(int(found[1])).close()
                return int(found[1])
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"it does not serve: {told.read_text('utf8')}")


if __name__ == "__main__":
    run(*map(int, sys.argv[1:]))
