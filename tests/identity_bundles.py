"""Small documents that tell tasks, for tests of identity across documents."""

from __future__ import annotations

from typing import Any

from graph.model import Bundle, Edge, Evidence, Node

BCA, BKHCN, BTTTT, BTC = "agency:bca", "agency:bkhcn", "agency:btttt", "agency:btc"
TYPES = {name.lower(): name for name in ("Agency", "Task", "Database", "Platform", "Programme", "Document")}


def told(document: str, day: str, *tasks: dict[str, Any], amends: str = "", kind: str = "notice") -> Bundle:
    """A document that tells `tasks`: text, and if given id, by, lead, due, makes, needs, recurring, status."""
    text = "\n".join(task["text"] for task in tasks) + f"\n{document}"
    nodes: dict[str, Node] = {document: Node(document, "Document", document, properties={"kind": kind, "issued_on": day})}
    edges: list[Edge] = []

    def end(id_: str) -> str:
        nodes.setdefault(id_, Node(id_, TYPES[id_.split(":")[0]], id_))
        return id_

    at = 0
    for i, task in enumerate(tasks):
        proof = (Evidence(document, at, at + len(task["text"]), task["text"]),)
        at += len(task["text"]) + 1
        id_ = task.get("id") or f"task:{document.split(':')[1]}-{i}"
        properties = {"text": task["text"], "due_on": task.get("due", ""), "recurring": task.get("recurring", "")}
        properties |= {"status": task["status"]} if "status" in task else {}
        nodes[id_] = Node(id_, "Task", task["text"], mentions=proof, properties=properties)
        edges.append(Edge(end(task.get("by", document)), id_, "ASSIGNS", proof))
        for name, relation in (("lead", "LED_BY"), ("makes", "PRODUCES"), ("needs", "DEPENDS_ON")):
            if task.get(name):
                edges.append(Edge(id_, end(task[name]), relation, proof))
    if amends:
        last = (Evidence(document, len(text) - len(document), len(text), document),)
        edges.append(Edge(document, end(amends), "AMENDS", last, {"scope": "part"}))
    return Bundle(document, text, tuple(nodes.values()), tuple(edges), (), f"{document}.txt")
