"""A small HTTP client for measuring: GET over connections that stay open, each address written once and its answer only counted.

`python -m bench._client PORT CONNECTIONS SECONDS REQUESTS < addresses` asks the addresses turn by turn and prints JSON. In a process
of its own, so that what it costs is not taken for what the service costs.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


def written(address: str) -> bytes:
    """The request for an address."""
    return f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: identity\r\n\r\n".encode("ascii")


class Connection:
    """One connection that asks one thing after the other."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def status(self, address: str) -> tuple[int, bytes]:
        """The status and body of the answer."""
        self._socket.sendall(written(address))
        told = b""
        while (end := told.find(b"\r\n\r\n")) < 0:
            told += self._received()
        found = _LENGTH.search(told[: end + 2])
        body = [told[end + 4 :]]
        missing = (int(found[1]) if found else 0) - len(body[0])
        while missing > 0:
            body.append(self._received())
            missing -= len(body[-1])
        return int(told[9:12]), b"".join(body)

    def milliseconds(self, addresses: Sequence[str]) -> list[float]:
        """How long each answer takes; raises RuntimeError for one that is not 200."""
        times = []
        for address in addresses:
            began = time.perf_counter()
            status, body = self.status(address)
            times.append((time.perf_counter() - began) * 1000)
            if status != 200:
                raise RuntimeError(f"{address}: {status} {body[:200]!r}")
        return times

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _received(self) -> bytes:
        part = self._socket.recv(1 << 18)
        if not part:
            raise RuntimeError("the service hung up")
        return part


async def asked(port: int, connections: int, seconds: float, requests: int, addresses: Sequence[str]) -> dict[str, Any]:
    """Ask for so many seconds or requests, whichever comes first; how many answers came, how many were not 200, and in what time."""
    turn, end, counts = cycle(map(written, addresses)), time.perf_counter() + seconds, {"answers": 0, "wrong": 0}
    began = time.perf_counter()
    await asyncio.gather(*(_ask(port, turn, end, requests, counts) for _ in range(connections)))
    return {**counts, "seconds": time.perf_counter() - began}


async def _ask(port: int, turn: Iterator[bytes], end: float, requests: int, counts: dict[str, int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    while time.perf_counter() < end and counts["answers"] < requests:
        counts["answers"] += 1
        writer.write(next(turn))
        head = await reader.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(head)
        await reader.readexactly(int(found[1]) if found else 0)
        counts["wrong"] += head[9:12] != b"200"
    writer.close()


if __name__ == "__main__":
    port, connections, seconds, requests = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    print(json.dumps(asyncio.run(asked(port, connections, seconds, requests, sys.stdin.read().split()))))
