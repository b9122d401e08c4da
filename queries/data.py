"""The data files of the questions: what is written down rather than programmed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


def read(*place: str) -> Any:
    """The content of a YAML file of this package, given by the parts of its path."""
    with HERE.joinpath(*place).open("rb") as stream:
        return yaml.load(stream, Loader=yaml.CSafeLoader)
