"""One document against its annotation: each section is compared by the rule that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from graph.model import Edge, Node
from loaders.evaluation.forms import form
from loaders.evaluation.gold import NAMED, VALUES, Gold, RelationGold, ValueGold
from loaders.evaluation.said import Said
from loaders.evaluation.tally import COUNTED, FIELDS, SECTIONS, Tally, counted
from loaders.evaluation.tasks import TaskComparison

_LISTED_WHOLE = {"BASED_ON", "GUIDES", "AMENDS", "REPLACES", "REPEALS", "CORRECTS", "CONSOLIDATES"}
"""The relations between documents, of which an annotation may claim to list all."""


def score(gold: Gold, said: Said) -> dict[str, Tally]:
    """The counts by section; only of the sections that the annotation has."""
    tasks, fields = TaskComparison(gold.tasks, said).score()
    found = {section: _named(gold, section, said) for section in NAMED}
    found |= {"tasks": tasks, FIELDS: fields}
    found |= {section: _values(gold.values[section], said, said.of(type_)) for section, type_ in VALUES.items()}
    found[COUNTED] = _task_count(gold.task_count or (0, 0), len(said.of("Task")))
    found["relations"] = _relations(gold, said)
    for section in gold.partial & found.keys():
        found[section] = replace(found[section], fp=0, extra=())
    kept = gold.sections | ({FIELDS} if "tasks" in gold.sections else set())
    return {section: found[section] for section in SECTIONS if section in kept}


def _named(gold: Gold, section: str, said: Said) -> Tally:
    """Named things. One thing found as several nodes is a failed resolution: each node beyond the first is wrong."""
    pool = [node for node in said.of(NAMED[section]) if node.type != "Document" or node.get("kind") != "article"]
    found, used = 0, set[str]()
    missed, extra = list[str](), list[str]()
    for item in gold.named[section]:
        hits = [node for node in pool if item.names & said.names(node.id)]
        used |= {node.id for node in hits}
        if item.optional:
            continue
        found += bool(hits)
        missed += [] if hits else [item.shown]
        extra += [f"{node.name} [{node.id}] = {hits[0].name} [{hits[0].id}]" for node in hits[1:]]
    fair = gold.soft[section]
    left = (node for node in pool if node.id not in used and node.get("kind") != "group")
    extra += [node.name for node in left if not fair & said.names(node.id)]
    return counted(found, missed, extra)


def _values(wanted: Sequence[ValueGold], said: Said, pool: Sequence[Node]) -> Tally:
    """Targets or measurements: each node stands for one annotated value at most."""
    found, used = 0, set[str]()
    missed = []
    for item in wanted:
        hit = next((node for node in pool if node.id not in used and _is(item, node, said)), None)
        if hit:
            used.add(hit.id)
        if item.optional:
            continue
        found += hit is not None
        missed += [] if hit else [item.shown]
    return counted(found, missed, [_shown(node) for node in pool if node.id not in used])


def _is(item: ValueGold, node: Node, said: Said) -> bool:
    close = isclose(float(node.get("value", "nan")), item.number, rel_tol=0, abs_tol=1e-6 * max(1, abs(item.number)))
    if not close or not said.anchored(node, item.anchors):
        return False
    if item.unit == "%" and form(node.get("unit")) != "%":
        return False
    return not item.due or str(node.get("due_on"))[:10] == item.due


def _shown(node: Node) -> str:
    return f"{node.get('value')} {node.get('unit')} {node.get('indicator') or node.name}"


def _task_count(bounds: tuple[int, int], found: int) -> Tally:
    """How many tasks there are: too few are missed, too many are wrong."""
    low, high = bounds
    return Tally(min(found, high), max(0, found - high), max(0, low - found))


def _relations(gold: Gold, said: Said) -> Tally:
    missed = [item.shown for item in gold.relations if not any(_says(edge, item, said) for edge in said.edges)]
    extra = []
    if gold.relations_complete:
        known = gold.relations + gold.fair_relations
        stated = (edge for edge in said.edges if edge.type in _LISTED_WHOLE and edge.evidence)
        extra = [_triple(edge, said) for edge in stated if not any(_says(edge, item, said) for item in known)]
    return counted(len(gold.relations) - len(missed), missed, extra)


def _says(edge: Edge, item: RelationGold, said: Said) -> bool:
    return edge.type in item.types and bool(item.sources & said.names(edge.source)) and bool(item.targets & said.names(edge.target))


def _triple(edge: Edge, said: Said) -> str:
    return f"{said.nodes[edge.source].name} {edge.type} {said.nodes[edge.target].name}"
