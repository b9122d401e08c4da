"""The words of questions and names: normal forms, abbreviations, nouns of the ontology, and an English-Vietnamese glossary."""

from queries.lexicon.normal import Word, is_spelled, is_vietnamese, key, normal, spelling, split_words
from queries.lexicon.words import Lexicon, lexicon

__all__ = ["Lexicon", "Word", "is_spelled", "is_vietnamese", "key", "lexicon", "normal", "spelling", "split_words"]
