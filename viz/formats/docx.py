"""The briefing as a Word document."""

from __future__ import annotations

from graph.ontology import Label
from viz.briefing import briefing
from viz.content import Format

FORMAT = Format(
    "docx",
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Label("Bản tóm tắt Word", "Word briefing"),
    briefing,
)
