"""Word documents and templates: paragraphs and tables in order, numbering as text, merged cells, text boxes, footnotes at the end."""

from __future__ import annotations

from graph.errors import InputError
from loaders.layout import Layout
from loaders.readers._archives import BROKEN, DAMAGED, check_tags, open_archive, usual

SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")


def read(data: bytes, source: str) -> Layout:
    """Read a Word document; raises InputError where it is damaged, locked or too large."""
    from loaders.readers._docx.document import layout  # takes 50 ms to load, which most runs do not need

    with open_archive(data, source) as archive:
        try:
            check_tags(archive, source)
            data = usual(data, archive)
        except BROKEN as error:
            raise InputError(source, DAMAGED) from error
    return layout(data, source)
