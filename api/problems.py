"""Errors over HTTP: RFC 9457 problem details for programs, a page for people."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.conditional import NotModifiedError
from api.explain import explain, for_machines
from api.keeping import KeptError
from api.state import words_of
from api.words import Words
from graph.errors import (
    AmbiguousError,
    InputError,
    LimitError,
    LuocdoError,
    ModelError,
    NotFoundError,
    QuestionError,
    StoreError,
    TimeLimitError,
    UnavailableError,
)

RETRY_AFTER = "5"
"""Seconds after which to ask again while the server of the store does not answer, or all places are taken."""
MEDIA_TYPE = "application/problem+json"


class UnknownWordsError(QuestionError):
    """A question, or the words of a parameter, that mean nothing the program knows."""


@contextmanager
def words_understood() -> Iterator[None]:
    """For what has no form that could be checked before: raises UnknownWordsError where words are not understood."""
    try:
        yield
    except QuestionError as error:
        raise UnknownWordsError(str(error), error.suggestions) from error


class ContradictoryError(QuestionError):
    """Parameters that exclude one another: which of them is meant cannot be told."""


class BusyError(LuocdoError):
    """As much as may run at a time is running."""


STATUSES: Mapping[type[LuocdoError], int] = {
    NotFoundError: 404,
    UnknownWordsError: 404,
    ContradictoryError: 409,
    AmbiguousError: 409,
    QuestionError: 400,
    InputError: 422,
    ModelError: 422,
    LimitError: 403,
    StoreError: 503,
    TimeLimitError: 503,
    BusyError: 503,
}
_KINDS: Mapping[type[LuocdoError], str] = {
    UnknownWordsError: "words",
    ContradictoryError: "parameters",
    LimitError: "limit",
    TimeLimitError: "time",
    BusyError: "busy",
}
"""Errors that have a type and title of their own beside others of their status."""
_MACHINE_PATHS = re.compile(r"/+(api/|healthz|readyz|metrics|openapi\.json|static/)")
_LOG = logging.getLogger("luocdo")


class Problem(JSONResponse):
    """A problem details document; `title` and the words of `detail` are in the language of the request."""

    media_type = MEDIA_TYPE


def problem(request: Request, status: int, detail: str = "", kind: str = "", **more: Any) -> Problem:
    """A problem of `status`, with the usual words where `detail` is empty; `more` are members such as `suggestions` or `choices`."""
    words = words_of(request)
    name = kind or str(status)
    body = {
        "type": f"urn:luocdo:problem:{name}",
        "title": _title(name, words),
        "status": status,
        "detail": detail or words(f"problem.{name}_detail"),
        "instance": request.scope.get("raw_path", b"").decode("ascii", "replace"),
        "request_id": request.scope.get("state", {}).get("request_id", ""),
    }
    return Problem(body | more, status)


def _title(name: str, words: Words) -> str:
    key = f"problem.{name}"
    return words(key if key in words else "problem.400")


def status_of(error: LuocdoError) -> int:
    """The HTTP status that says what kind of error it is."""
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 400)


def extensions(error: LuocdoError, words: Words) -> dict[str, Any]:
    """What could be done instead, as extension members."""
    said = explain(error, words)
    out: dict[str, Any] = {"suggestions": list(said.suggestions)} if said.suggestions else {}
    return out | ({"choices": for_machines(said.choices)} if said.choices else {})


def install(app: FastAPI) -> None:
    """Answer every error of `app` with a problem, or with a page where a person asked for one."""
    app.add_exception_handler(LuocdoError, _own)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(NotModifiedError, _unchanged)
    app.add_exception_handler(KeptError, _kept)


def wants_page(request: Request) -> bool:
    """Whether the path is one of the pages and the caller is a browser."""
    return not _MACHINE_PATHS.match(request.scope["path"]) and "text/html" in request.headers.get("accept", "")


def busy(request: Request) -> Response:
    """The answer where as much as may run at a time is running."""
    return _own(request, BusyError())


def broken(request: Request, error: Exception) -> Response:
    """The answer where the program itself failed: what and where is logged under the id of the request, and told to nobody else."""
    request_id = request.scope["state"]["request_id"]
    place = traceback.extract_tb(error.__traceback__)[-1]
    _LOG.error("%s %s: %s: %s (%s:%s)", request_id, request.scope["path"], type(error).__name__, error, place.filename, place.lineno)
    _LOG.debug("%s", request_id, exc_info=error)
    return _respond(request, 500)


def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, LuocdoError)
    words = words_of(request)
    kind = next((name for known, name in _KINDS.items() if isinstance(error, known)), "")
    told = "" if isinstance(error, BusyError) else explain(error, words).text
    response = _respond(request, status_of(error), told, kind, extensions(error, words))
    if isinstance(error, UnavailableError | BusyError):
        response.headers["Retry-After"] = RETRY_AFTER
    return response


async def _kept(_: Request, error: Exception) -> Response:
    """The answer that was sent before, byte for byte."""
    assert isinstance(error, KeptError)
    response = Response(error.answer.body)
    response.raw_headers = list(error.answer.headers)
    return response


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = f"problem.{error.status_code}_detail" in words_of(request)
    response = _respond(request, error.status_code, "" if known else words_of(request)("problem.400_detail"))
    response.headers.update(error.headers or {})
    if error.status_code == 405:
        response.headers["Allow"] = ", ".join(_methods(request))
    return response


def _methods(request: Request) -> list[str]:
    """What can be called at the address: a route alone names only its own method."""
    asked = ({**request.scope, "method": method} for method in ("DELETE", "GET", "PATCH", "POST", "PUT"))
    taken = [scope["method"] for scope in asked if any(route.matches(scope)[0] == Match.FULL for route in request.app.routes)]
    return taken + (["HEAD"] if "GET" in taken else [])


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    words = words_of(request)
    wrong = [{"name": ".".join(map(str, item["loc"][1:])), "reason": _reason(item, words)} for item in error.errors()]
    detail = words("problem.422_parameters", names=", ".join(dict.fromkeys(item["name"] for item in wrong)))
    return _respond(request, 422, detail, more={"invalid": wrong})


def _reason(item: Mapping[str, Any], words: Words) -> str:
    """What is wrong with a parameter, in the language of the request where the kind of fault is a known one."""
    key = f"invalid.{item['type']}"
    return words(key, **item.get("ctx", {})) if key in words else str(item["msg"])


def _unchanged(request: Request, error: Exception) -> Response:
    return Response(status_code=304)


_NOTHING: Mapping[str, Sequence[Any]] = {}


def _respond(request: Request, status: int, detail: str = "", kind: str = "", more: Mapping[str, Any] = _NOTHING) -> Response:
    if wants_page(request):
        from api.pages import render

        words, name = words_of(request), kind or str(status)
        values = {"status": status, "title": _title(name, words), "detail": detail or words(f"problem.{name}_detail"), "problem": more}
        return render(request, "problem.html", values, status)
    return problem(request, status, detail, kind, **more)
