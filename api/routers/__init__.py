"""The HTTP endpoints, one file a subject; each module's `router` is found by discovery."""
