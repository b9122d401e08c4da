"""The questions: a catalogue written once over the store's primitives, and the parser of questions in words."""
