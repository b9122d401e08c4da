"""What assistants are offered over MCP: the catalogue and a few ways into it, each a tool that only reads.

`offered` says what tools there are, `calling` runs them, `serving` speaks the protocol; only the last needs its library.
"""
