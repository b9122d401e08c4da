"""Questions in words, in Vietnamese with or without accents and in English, read without a language model."""

from queries.ask.asking import ask

__all__ = ["ask"]
