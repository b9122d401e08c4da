"""The catalogue of queries and how one is run."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from graph.errors import QuestionError
from graph.store import Store
from queries.as_of import Sight
from queries.model import Answer, Query, Request
from queries.parameters import as_given, read_parameters
from queries.showing import shown
from queries.written import written

# Imported here and not when first asked for: the name of the package would take the place of the function in `queries`.
_PACKAGE = importlib.import_module("queries.catalogue")


@cache
def catalogue() -> Mapping[str, Query]:
    """Every query, by name: each module of the catalogue names one as QUERY."""
    names = sorted(module.name for module in pkgutil.iter_modules(_PACKAGE.__path__))
    found = (importlib.import_module(f"queries.catalogue.{name}").QUERY for name in names)
    return MappingProxyType({query.name: query for query in found})


def run(store: Store, name: str, parameters: Mapping[str, str], as_of: date) -> Answer:
    """The answer of the query `name` to parameters given in words, as things stand on `as_of` (or on its own `as_of` parameter).

    Raises QuestionError for an unknown query or parameter, NotFoundError and AmbiguousError for a name.
    """
    query = catalogue().get(name)
    if query is None:
        near = get_close_matches(name, catalogue(), n=3, cutoff=0.5)
        raise QuestionError(f"Không có truy vấn '{name}'. Các truy vấn: {', '.join(catalogue())}.", near)
    values = read_parameters(store, query, parameters, as_of)
    day = values.get("as_of") or as_of
    sight = Sight(store, day, written(name).get("sees", "known"))
    with sight.looking() as seen:
        answer = query.run(Request(seen, sight.values(values), day))
    given = as_given(values, query)
    return replace(answer, parameters=given, shown=shown(values, query, given), notes=(*answer.notes, *sight.notes()))
