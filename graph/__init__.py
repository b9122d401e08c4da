"""The graph: what its nodes and edges mean, how they are identified, and where they are kept."""
