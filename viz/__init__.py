"""The views: the interactive network and every export format."""
