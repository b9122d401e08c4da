"""Rows as a data frame of pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.errors import MissingLibraryError
from queries.model import Answer
from viz.values import day

if TYPE_CHECKING:
    import pandas


def data_frame(answer: Answer, headings: Mapping[str, str]) -> pandas.DataFrame:
    """The columns of an answer and the ids of what they name; `headings` are other names for some columns."""
    library = _library()
    rows = tuple(answer.rows)
    names = [column.name for column in answer.columns]
    names += [key for column in answer.columns if (key := column.id_key) and key not in names]
    columns = {headings.get(name, name): _column(library, [row.get(name) for row in rows]) for name in names}
    frame: pandas.DataFrame = library.DataFrame(columns, columns=list(columns))
    return frame


def _column(library: Any, values: Sequence[Any]) -> Any:
    """The values as they are; where all that are given are days, as days, whatever the year."""
    given = [value for value in values if value not in (None, "")]
    if not given or not all(day(value) for value in given):
        return library.Series(list(values), dtype=None if given else object)
    return library.Series([value or None for value in values]).astype("datetime64[s]")


def _library() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise MissingLibraryError("pandas", "pandas") from error
    return pandas
