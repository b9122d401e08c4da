"""Measurements of speed: one module a subject, each with `run() -> None` that prints a table; `python -m bench` runs all."""
