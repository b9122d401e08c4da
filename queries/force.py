"""Whether a document is in force on a day, as far as the graph tells: by its own dates, and by what other documents did to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from graph.model import Edge, Node
from graph.ontology import Label, ontology
from queries.model import Row
from queries.proof import Proof
from queries.written import label, shared

ACTS = ("AMENDS", "REPLACES", "REPEALS", "SUSPENDS", "CORRECTS", "CONSOLIDATES")
"""What a document can do to another, the relations with a scope and a day."""

_ENDS, _TOUCHES = ("REPLACES", "REPEALS"), ("AMENDS", "REPLACES", "REPEALS", "SUSPENDS")
_IN_PART = ("AMENDS", "CORRECTS")


@dataclass(frozen=True, slots=True)
class Act:
    """What `actor` did to `target` by one or several relations of one kind.

    It works from `since` ('' where no day is known), which is `told` of the act itself ('stated'), is the day its document takes
    effect ('document'), or that of issue where no other is told ('issued'); see `days_told()`.
    """

    edges: tuple[Edge, ...]
    since: str
    told: str
    whole: bool

    @property
    def actor(self) -> str:
        """The id of the document that acts."""
        return self.edges[0].source

    @property
    def target(self) -> str:
        """The id of the document or programme that is acted on."""
        return self.edges[0].target

    @property
    def relation(self) -> str:
        """The type of the relation."""
        return self.edges[0].type

    @property
    def provision(self) -> str:
        """The provisions that the act names."""
        return "; ".join(dict.fromkeys(text for edge in self.edges if (text := str(edge.get("provision")))))

    @property
    def scope(self) -> str:
        """Whether it touches the whole document or a part: one of `SCOPES`."""
        return "whole" if self.whole else "part"

    def works(self, day: str) -> bool:
        """Whether it has taken effect by a day."""
        return bool(self.since) and self.since <= day


SCOPES = {"whole": Label("toàn bộ", "whole"), "part": Label("một phần", "part")}
"""What of a document an act touches: codes and what they are called."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands on a day: `code` is one of `forces()`; `because` are the acts that decide it, if any do."""

    code: str
    reason: Label
    because: tuple[Act, ...] = ()


@cache
def forces() -> Mapping[str, Label]:
    """How a document can stand on a day: codes and what they are called."""
    return {code: label(entry) for code, entry in shared()["forces"].items()}


def acts(proof: Proof, edges: Iterable[Edge]) -> list[Act]:
    """The acts that some relations tell, those of one document on another with one kind, day and scope as one; in time order."""
    found: dict[tuple[str, str, bool, str, str, str], list[Edge]] = {}
    for edge in edges:
        found.setdefault((*_since(proof, edge), _whole(edge), edge.source, edge.target, edge.type), []).append(edge)
    made = (Act(tuple(together), since, told, whole) for (since, told, whole, *_), together in found.items())
    return sorted(made, key=_order)


def same_in_law(proof: Proof, node: Node) -> list[str]:
    """The ids that an act on a document may name: its own, that of a programme it adopts, or of what adopts the programme."""
    inwards = node.type == "Document"
    edges = proof.store.edges(node.id, "in" if inwards else "out", ("ADOPTED_BY",))
    return [node.id, *(edge.source if inwards else edge.target for edge in edges)]


def force_of(proof: Proof, node: Node, day: date, loaded: Collection[str]) -> Standing:
    """How a document or programme stands on a day; `loaded` are the documents whose texts were read."""
    ids = same_in_law(proof, node)
    found = proof.store.edges_many(ids, "in", ACTS)
    touching = acts(proof, (edge for edges in found.values() for edge in edges if edge.source not in ids))
    proof.know(ids)
    dated = [known for id_ in ids if (known := proof.node(id_)) and known.type == "Document" and known.get("issued_on")]
    told_by = node if node.type == "Document" or not dated else dated[0]
    return standing(proof, told_by, touching, day, loaded=told_by.id in loaded)


def force_cells(stands: Standing) -> Row:
    """How a document stands, as cells of a row."""
    return {"force": forces()[stands.code].vi, "force_code": stands.code, "reason": stands.reason.vi}


def _order(act: Act) -> tuple[str, int, str, str, bool]:
    return (act.since or "9999", ACTS.index(act.relation), act.actor, act.target, act.whole)


def _since(proof: Proof, edge: Edge) -> tuple[str, str]:
    """The day from which an act works, and where that is told."""
    if edge.get("effective_on"):
        return str(edge.get("effective_on")), "stated"
    actor = proof.node(edge.source)
    for name, told in (("effective_on", "document"), ("issued_on", "issued")):
        if actor and actor.get(name):
            return str(actor.get(name)), told
    return "", "none"


def _whole(edge: Edge) -> bool:
    """Whether an act touches the whole document; the registry, which tells no scope, lists whole replacements and repeals."""
    return edge.type not in _IN_PART and edge.get("scope", "whole") == "whole"


def standing(proof: Proof, document: Node, touching: Sequence[Act], day: date, *, loaded: bool) -> Standing:
    """How a document stands on a day, by what the graph tells and nothing else.

    `touching` are the acts on it; `loaded` tells whether its text was read, without which nothing is known of its taking effect.
    """
    on = day.isoformat()
    decided = _ended(document, touching, on, proof) or _not_yet(document, on) or _touched(touching, on, proof)
    return decided or _untouched(document, touching, on, proof, loaded=loaded)


def _ended(document: Node, touching: Sequence[Act], on: str, proof: Proof) -> Standing | None:
    ending = [act for act in touching if act.relation in _ENDS and act.whole]
    working = [act for act in ending if act.works(on)]
    expires = str(document.get("expires_on"))
    if expires and expires <= on:
        by = tuple(act for act in ending if act.works(on) or not act.since)
        listed = _by(proof, by) if by else Label("", "")
        return Standing("expired", Label(f"hết hiệu lực từ ngày {_vi(expires)}{listed.vi}", f"expired on {expires}{listed.en}"), by)
    if working:
        first = working[:1]
        since, said, listed = first[0].since, days_told()[first[0].told], _by(proof, first)
        vi, en = f"hết hiệu lực từ ngày {_vi(since)} ({said.vi})", f"expired on {since} ({said.en})"
        return Standing("expired", Label(f"{vi}{listed.vi}", f"{en}{listed.en}"), tuple(first))
    undated = tuple(act for act in ending if not act.since)
    if undated:
        listed = _by(proof, undated)
        return Standing("unknown", Label(f"không rõ từ ngày nào{listed.vi}", f"no day is told{listed.en}"), undated)
    return None


def _not_yet(document: Node, on: str) -> Standing | None:
    issued, effective = str(document.get("issued_on")), str(document.get("effective_on"))
    if issued and issued > on:
        return Standing("not_yet", Label(f"đến ngày {_vi(issued)} mới được ban hành", f"issued only on {issued}"))
    if effective and effective > on:
        return Standing("not_yet", Label(f"đến ngày {_vi(effective)} mới có hiệu lực", f"takes effect only on {effective}"))
    return None


def _touched(touching: Sequence[Act], on: str, proof: Proof) -> Standing | None:
    working = [act for act in touching if act.relation in _TOUCHES and act.works(on)]
    stopped = tuple(act for act in working if act.relation == "SUSPENDS" and act.whole)
    if stopped:
        since, listed = stopped[0].since, _by(proof, stopped)
        return Standing(
            "suspended", Label(f"ngưng hiệu lực từ ngày {_vi(since)}{listed.vi}", f"suspended since {since}{listed.en}"), stopped
        )
    if working:
        listed = _by(proof, working)
        return Standing("partly", Label(f"một phần không còn như khi ban hành{listed.vi}", f"changed in part{listed.en}"), tuple(working))
    return None


def _untouched(document: Node, touching: Sequence[Act], on: str, proof: Proof, *, loaded: bool) -> Standing:
    issued, effective = str(document.get("issued_on")), str(document.get("effective_on"))
    waiting, until = _waiting(touching, proof), _until(document, touching)
    if effective:
        vi, en, code = f"có hiệu lực từ ngày {_vi(effective)}", f"in effect since {effective}", "in_force"
    elif until and _issued_by(document) <= on:
        vi, en, code = f"đến ngày {_vi(until)} mới hết hiệu lực", f"expires only on {until}", "in_force"
    elif issued and loaded:
        vi, en = f"ban hành ngày {_vi(issued)}, không nêu ngày hiệu lực nào khác", f"issued on {issued}, no other day of effect told"
        code = "in_force"
    elif issued:
        vi, en = f"chỉ biết ban hành ngày {_vi(issued)}, chưa nạp văn bản", f"only known to be issued on {issued}, not loaded"
        code = "unknown"
    else:
        vi, en = "đồ thị không có ngày ban hành hay ngày hiệu lực", "the graph has neither a day of issue nor one of effect"
        code = "unknown"
    return Standing(code, Label(f"{vi}{waiting.vi}", f"{en}{waiting.en}"))


def _until(document: Node, touching: Sequence[Act]) -> str:
    """The first day on which a document no longer is in force, where one is told; '' elsewhere. Call where none has passed."""
    days = [act.since for act in touching if act.relation in _ENDS and act.whole]
    return min(filter(None, (str(document.get("expires_on")), *days)), default="")


def _issued_by(document: Node) -> str:
    """The day by which a document was issued: its own, or the last of the year in its number; one that never comes if unknown."""
    year = re.search(r"/((?:19|20)\d\d)/", str(document.get("number")))
    return str(document.get("issued_on")) or (f"{year[1]}-12-31" if year else "9999")


def _waiting(touching: Sequence[Act], proof: Proof) -> Label:
    """What is known of acts that have not worked yet, as the end of a reason."""
    acting = [act for act in touching if act.relation in _TOUCHES]
    if not acting:
        return Label("; không văn bản nào trong đồ thị chấm dứt hay sửa đổi", "; no document of the graph ends or changes it")
    listed = _by(proof, acting)
    return Label(f"; chưa đến ngày hoặc không rõ ngày{listed.vi}", f"; not yet, or on a day that is not told{listed.en}")


def _by(proof: Proof, acting: Sequence[Act]) -> Label:
    """Who acted, by kind of act: '; bị thay thế bởi A; được sửa đổi, bổ sung bởi B, C'."""
    vi, en = "", ""
    for relation in dict.fromkeys(act.relation for act in acting):
        inverse = ontology().relation(relation).inverse
        names = ", ".join(dict.fromkeys(proof.name(act.actor) for act in acting if act.relation == relation))
        vi, en = f"{vi}; {inverse.vi} {names}", f"{en}; {inverse.en} {names}"
    return Label(vi, en)


@cache
def days_told() -> Mapping[str, Label]:
    """Where the day of an act can be told: codes and what they are called."""
    return {code: label(entry) for code, entry in shared()["days_told"].items()}


def _vi(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"
