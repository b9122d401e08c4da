"""A bare FastAPI endpoint over the file of a store: one SELECT and JSON, no relations, no proof. `python -m bench._floor PLACE`
tells on stderr where it listens."""

from __future__ import annotations

import json
import socket
import sqlite3
import sys
import threading

import uvicorn
from fastapi import FastAPI, Response


def app_of(place: str) -> FastAPI:
    """The app over the store file at `place`."""
    app, local = FastAPI(), threading.local()

    @app.get("/node/{id}")
    def node(id: str) -> Response:
        """What a node is called."""
        if not hasattr(local, "connection"):
            local.connection = sqlite3.connect(place)
        row = local.connection.execute("SELECT id, type, name, properties FROM node WHERE id = ?", (id,)).fetchone()
        return Response(json.dumps(row, ensure_ascii=False), media_type="application/json")

    return app


if __name__ == "__main__":
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
    uvicorn.Server(uvicorn.Config(app_of(sys.argv[1]), log_level="warning", access_log=False)).run(sockets=[listener])
