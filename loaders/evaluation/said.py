"""What the extraction says of one document, arranged for the comparison with its annotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.model import Edge, Node
from loaders.evaluation.forms import form

_GROUPS = ("các ", "ubnd xã", "ủy ban nhân dân xã", "ubnd cấp", "ủy ban nhân dân cấp")
"""How names of many bodies at once begin: nobody annotates them, so they are never wrong."""


class Said:
    """The nodes and edges of a graph that holds one document and the registry, in the order of an export."""

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        self.nodes = {node.id: node for node in nodes}
        self.edges = tuple(edges)
        self._names: dict[str, frozenset[str]] = {}
        self._words: dict[str, str] = {}
        self._linked: dict[tuple[str, str], list[str]] = defaultdict(list)
        for edge in self.edges:
            self._linked[edge.source, edge.type].append(edge.target)
            self._linked[edge.target, f"^{edge.type}"].append(edge.source)

    def of(self, type: str) -> list[Node]:
        """The nodes of a type that the text mentions."""
        return [node for node in self.nodes.values() if node.type == type and node.mentions]

    def names(self, id: str) -> frozenset[str]:
        """Everything a node is called."""
        if id not in self._names:
            node = self.nodes[id]
            called = (node.name, node.get("number"), node.get("title"), *node.aliases)
            self._names[id] = frozenset(map(form, called)) - {""}
        return self._names[id]

    def linked(self, id: str, relation: str) -> list[str]:
        """The ids at the other end of a relation; '^' before it means the end it comes from."""
        return self._linked.get((id, relation), [])

    def anchored(self, node: Node, anchors: Iterable[str]) -> bool:
        """Whether any of these stretches of text stands in what the node says or in its quotes."""
        if node.id not in self._words:
            said = (node.get("text"), node.name, node.get("indicator"), *(mention.quote for mention in node.mentions))
            self._words[node.id] = " ".join(form(words) for words in said if words)
        return any(anchor in self._words[node.id] for anchor in anchors)

    def is_group(self, id: str) -> bool:
        """Whether a node is many bodies at once ('các bộ, ngành')."""
        return self.nodes[id].get("kind") == "group" or any(name.startswith(_GROUPS) for name in self.names(id))
