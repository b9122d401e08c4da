"""Office files are zip archives; these are packed so that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip archive can name."""

_MOMENT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def repacked(archive: bytes, day: date) -> bytes:
    """`archive` with no trace of when and where it was packed; its core properties say it was made on `day`."""
    out = io.BytesIO()
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>" + moment, data)
            kept = zipfile.ZipInfo(entry.filename, _EARLIEST)
            kept.compress_type, kept.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(kept, data)
    return out.getvalue()
