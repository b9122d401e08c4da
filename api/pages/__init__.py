"""The pages for people: templates, their own scripts and styles, and the graph library of pyvis, all served from here."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fastapi_offline
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.settings import LANGUAGES
from api.state import LANGUAGE_COOKIE, language_of
from api.words import Words
from graph.errors import LuocdoError
from graph.ontology import ontology
from viz.sources import spot
from viz.tables import capital
from viz.values import shown

HERE = Path(__file__).parent
_NOTHING: Mapping[str, Any] = {}
_YEAR = 365 * 24 * 3600


@cache
def templates() -> Environment:
    """The templates; everything put into them is escaped."""
    loader = FileSystemLoader(HERE / "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters["capital"] = capital
    made.globals["spot"] = spot
    return made


def render(request: Request, template: str, values: Mapping[str, Any] = _NOTHING, status: int = 200) -> Response:
    """A page in the language of the request; a language given in the address is remembered in a cookie."""
    language = language_of(request)
    words = Words(language)
    other = next(code for code in LANGUAGES if code != language)
    page = (
        templates()
        .get_template(template)
        .render(
            {
                **values,
                "t": words,
                "language": language,
                "other_language": f"{request.url.path}?{request.url.include_query_params(lang=other).query}",
                "path": request.url.path,
                "kinds": ontology().nodes,
                "relations": ontology().relations,
                "shown": lambda value: shown(value, language),
            }
        )
    )
    response = HTMLResponse(page, status)
    response.headers["Vary"] = "Cookie, Accept"
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def type_styles() -> str:
    """A style sheet that gives each node type the colour of the ontology, as `--type`."""
    return "".join(f".type-{name}{{--type:{kind.colour}}}\n" for name, kind in ontology().nodes.items())


def mount_static(app: FastAPI) -> None:
    """Serve the scripts and styles of the pages, of the drawing and of the API's documentation."""
    app.mount("/static/vis", StaticFiles(directory=_drawing_library()), name="vis")
    app.mount("/static/docs", StaticFiles(directory=Path(fastapi_offline.__file__).parent / "static"), name="docs")
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")


def _drawing_library() -> Path:
    """The folder of vis-network inside pyvis, found without importing pyvis, which would take a second."""
    spec = importlib.util.find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise LuocdoError("Thiếu thư viện pyvis: hãy cài lại luocdo.")
    return Path(spec.submodule_search_locations[0]) / "templates" / "lib" / "vis-9.1.2"
