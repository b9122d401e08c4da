"""Tasks against annotated ones, and their fields: who leads, who takes part, by when, what is made and what it needs."""

from __future__ import annotations

from collections.abc import Sequence

from graph.model import Node
from loaders.evaluation.forms import choices, form
from loaders.evaluation.gold import ROLES, TaskGold, Wanted
from loaders.evaluation.said import Said
from loaders.evaluation.tally import Tally, counted

_STRICT = {"lead": "LED_BY", "with": "COORDINATED_WITH"}
"""The fields in which what nobody annotated is wrong, with their relation."""


class TaskComparison:
    """The tasks of one document beside the annotated ones; each node stands for one annotated task at most."""

    def __init__(self, gold: Sequence[TaskGold], said: Said) -> None:
        self._gold, self._said = gold, said
        self._demanded = [item for item in gold if not item.optional]
        self._pool = said.of("Task")
        self._used: set[str] = set()

    def score(self) -> tuple[Tally, Tally]:
        """The counts of tasks and of their fields."""
        missed, fields = [], Tally()
        for item in self._gold:
            hits = self._hits(item)
            if item.optional:
                self._used |= {node.id for node in hits if not self._is_any(node, self._demanded)}
                continue
            if not hits:
                missed.append(item.id)
                fields += counted(0, [_place(item, field) for field in item.fields], ())
                continue
            # The same words may stand in a heading and in a table row: meant is the node that tells most of the fields.
            node = max(hits, key=lambda node: sum(self._holds(node, field) for field in item.fields))
            self._used.add(node.id)
            fields += self._fields(item, node)
        optional = [item for item in self._gold if item.optional]
        left = [node for node in self._pool if node.id not in self._used and not self._is_any(node, optional)]
        return counted(len(self._demanded) - len(missed), missed, [_text(node) for node in left]), fields

    def _hits(self, item: TaskGold) -> list[Node]:
        """The nodes still free that hold an anchor, the shortest first."""
        free = (node for node in self._pool if node.id not in self._used)
        return sorted((node for node in free if self._said.anchored(node, item.anchors)), key=lambda node: len(_text(node)))

    def _is_any(self, node: Node, items: Sequence[TaskGold]) -> bool:
        return any(self._said.anchored(node, item.anchors) for item in items)

    def _fields(self, item: TaskGold, node: Node) -> Tally:
        missed = [_place(item, field) for field in item.fields if not self._holds(node, field)]
        extra = [f"{item.id}.{kind}={self._said.nodes[id_].name}" for kind in _STRICT for id_ in self._unwanted(item, node, kind)]
        due = str(node.get("due_on"))
        if due and not item.wanted("due") and form(due)[:10] not in item.fair["due"]:
            extra.append(f"{item.id}.due={due}")
        return counted(len(item.fields) - len(missed), missed, extra)

    def _unwanted(self, item: TaskGold, node: Node, kind: str) -> list[str]:
        """The bodies in a role that the annotation neither gives nor allows; groups of bodies are never annotated."""
        fair = item.fair[kind].union(*map(choices, item.wanted(kind)))
        linked = self._said.linked(node.id, _STRICT[kind])
        return [id_ for id_ in linked if not self._said.is_group(id_) and not fair & self._said.names(id_)]

    def _holds(self, node: Node, field: Wanted) -> bool:
        """Whether the node says what stands in a field; of what is needed, a part of its name is enough."""
        if field.kind == "due":
            return str(node.get("due_on"))[:10] == field.value
        names = [self._said.names(id_) for relation in ROLES[field.kind] for id_ in self._said.linked(node.id, relation)]
        if any(choices(field.value) & called for called in names):
            return True
        return field.kind == "needs" and any(form(field.value) in name for called in names for name in called)


def _text(node: Node) -> str:
    return str(node.get("text") or node.name)


def _place(item: TaskGold, field: Wanted) -> str:
    return f"{item.id}.{field.kind}={field.value}"
