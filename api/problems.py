"""Errors over HTTP: RFC 9457 problem details for programs, a page for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.explain import explain, for_machines
from api.state import words_of
from api.words import Words
from graph.errors import AmbiguousError, InputError, LuocdoError, ModelError, NotFoundError, QuestionError, StoreError, UnavailableError

RETRY_AFTER = "5"
"""Seconds after which to ask again while the server of the store does not answer."""
MEDIA_TYPE = "application/problem+json"
STATUSES: Mapping[type[LuocdoError], int] = {
    NotFoundError: 404,
    AmbiguousError: 409,
    QuestionError: 400,
    InputError: 422,
    ModelError: 422,
    StoreError: 503,
}
_MACHINE_PATHS = re.compile(r"/(api/|healthz|readyz|metrics|openapi\.json|static/)")


class Problem(JSONResponse):
    """A problem details document; `title` and the words of `detail` are in the language of the request."""

    media_type = MEDIA_TYPE


def problem(status: int, words: Words, detail: str, instance: str = "", **more: Any) -> Problem:
    """A problem of `status`; `more` are extension members such as `suggestions` or `choices`."""
    body = {"type": f"urn:luocdo:problem:{status}", "title": _title(status, words), "status": status, "detail": detail}
    return Problem(body | ({"instance": instance} if instance else {}) | more, status)


def _title(status: int, words: Words) -> str:
    key = f"problem.{status}"
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
    app.add_exception_handler(Exception, _broken)


def wants_page(request: Request) -> bool:
    """Whether the path is one of the pages and the caller is a browser."""
    return not _MACHINE_PATHS.match(request.url.path) and "text/html" in request.headers.get("accept", "")


def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, LuocdoError)
    words = words_of(request)
    status = status_of(error)
    response = _respond(request, status, words, explain(error, words).text, extensions(error, words))
    if isinstance(error, UnavailableError):
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = words_of(request)
    status = error.status_code if f"problem.{error.status_code}_detail" in words else 400
    response = _respond(request, error.status_code, words, words(f"problem.{status}_detail"), {})
    response.headers.update(error.headers or {})
    return response


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    words = words_of(request)
    wrong = [{"name": ".".join(map(str, item["loc"][1:])), "reason": item["msg"]} for item in error.errors()]
    detail = words("problem.422_parameters", names=", ".join(item["name"] for item in wrong))
    return _respond(request, 422, words, detail, {"invalid": wrong})


def _broken(request: Request, error: Exception) -> Response:
    words = words_of(request)
    return _respond(request, 500, words, words("problem.500_detail"), {})


def _respond(request: Request, status: int, words: Words, detail: str, more: dict[str, Any]) -> Response:
    if wants_page(request):
        from api.pages import render

        values = {"status": status, "title": _title(status, words), "detail": detail, "problem": more}
        return render(request, "problem.html", values, status)
    return problem(status, words, detail, request.url.path, **more)
