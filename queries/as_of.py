"""The graph as it was known on a day, and as it was in force: without what was issued later, without what had ended."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Generic, Literal, TypeVar
from weakref import ref

from graph.errors import NotFoundError
from graph.model import Edge, Node, Outline, Unresolved
from graph.ontology import Label
from graph.registry import registry
from graph.store import Alike, AlikeKind, Direction, Hit, Link, LoadedDocument, Reach, Store
from queries.model import Request
from queries.proof import shown
from queries.remembered import remembered
from queries.versions import ended_by, ended_tasks, out_of_force
from queries.views import Some, View

Sees = Literal["known", "in_force", "all"]
"""What a query sees of the graph: what was known on its day, of that only what was in force, or everything."""

_AMENDED = Label("Dòng được sửa đổi chỉ tính bản có hiệu lực vào ngày này.", "Of rows that were amended only those in force count.")
_N = TypeVar("_N", bound=Node)
_T = TypeVar("_T")
_NODES_KEPT, _NAMED = 100_000, 3
_MET: ContextVar[set[str] | None] = ContextVar("met", default=None)


class Known(View):
    """The graph as known on a day: documents issued `later` have said nothing. What no other tells of is not there.

    It is kept for as long as its store is there, and so must not keep that.
    """

    def __init__(self, store: Store, day: date, later: frozenset[str]) -> None:
        super().__init__(store)
        self._store = ref(store)
        self.day, self.later = day, later
        self._seen: dict[str, Node | None] = {}

    def _pass_nodes(self, ids: Sequence[str]) -> dict[str, Node]:
        if missing := [id_ for id_ in ids if id_ not in self._seen]:
            if len(self._seen) > _NODES_KEPT:
                self._seen = {}
                missing = list(ids)
            found = self.store.without(missing, self.later)
            self._seen |= {id_: found.get(id_) for id_ in missing}
        return {id_: node for id_ in sorted(set(ids)) if (node := self._seen[id_])}

    def _pass_edge(self, edge: Edge) -> Edge | None:
        if edge.type == "PART_OF" and str(edge.get("valid_from")) > self.day.isoformat():
            return None
        said = tuple(e for e in edge.evidence if e.document not in self.later)
        if len(said) == len(edge.evidence):
            return edge
        return replace(edge, evidence=said) if said or edge.get("basis") else None

    def documents(self) -> list[LoadedDocument]:
        """See `Store.documents`."""
        return [document for document in self.store.documents() if document.id not in self.later]

    def text(self, document: str) -> str:
        """See `Store.text`."""
        if document in self.later:
            raise NotFoundError(document)
        return self.store.text(document)

    def unresolved(self, document: str | None = None) -> list[Unresolved]:
        """See `Store.unresolved`."""
        return [left for left in self.store.unresolved(document) if left.document not in self.later]

    def alike(self, kind: AlikeKind) -> list[Alike]:
        """See `Store.alike`."""
        return [pair for pair in super().alike(kind) if not {pair.told_first, pair.told_later} & self.later]


class InForce(View):
    """The graph without tasks that do not count on a day.

    It is shared by all who look at the day; those left out on the way of one answer are noted in `_MET`.
    """

    def __init__(self, store: Store, ended: frozenset[str]) -> None:
        super().__init__(store)
        if not isinstance(store, Known):  # which keeps this view for as long as it is there, and so must not be kept by it
            self._store = ref(store)
        self._ended = ended

    @property
    def named(self) -> Store:
        """The store: tasks have no names."""
        return self.store

    def passing(self, nodes: Iterable[_N]) -> list[_N]:
        """Those of some nodes that count."""
        return [node for node in nodes if self._counts(node.id)]

    def _pass_nodes(self, ids: Sequence[str]) -> dict[str, Node]:
        return self.store.get_many([id_ for id_ in ids if self._counts(id_)])

    def _pass_edge(self, edge: Edge) -> Edge | None:
        return edge if self._counts(edge.source) and self._counts(edge.target) else None

    def outlines(self, ids: Sequence[str]) -> dict[str, Outline]:
        """See `Store.outlines`."""
        return self.store.outlines([id_ for id_ in ids if self._counts(id_)])

    def find_outlines(
        self, type: str | None = None, where: Mapping[str, object] | None = None, linked: Sequence[tuple[str, str]] = ()
    ) -> list[Outline]:
        """See `Store.find_outlines`."""
        return self.passing(self.store.find_outlines(type, where, linked)) if self._stand(linked) else []

    def find(
        self, type: str | None = None, where: Mapping[str, object] | None = None, linked: Sequence[tuple[str, str]] = ()
    ) -> list[Node]:
        """See `Store.find`."""
        return self.passing(self.store.find(type, where, linked)) if self._stand(linked) else []

    def mentioned(self) -> dict[str, int]:
        """See `Store.mentioned`."""
        return {id_: count for id_, count in self.store.mentioned().items() if id_ not in self._ended}

    def search(self, text: str, types: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """See `Store.search`."""
        hits = self.store.search(text, types, limit)
        return super().search(text, types, limit) if any(hit.node.id in self._ended for hit in hits) else hits

    def links_many(self, ids: Sequence[str], direction: Direction = "both", types: Sequence[str] = ()) -> dict[str, list[Link]]:
        """See `Store.links_many`."""
        found = self.store.links_many(ids, direction, types)
        return {id_: [link for link in links if self._counts(link.source) and self._counts(link.target)] for id_, links in found.items()}

    def reach(self, id: str, direction: Direction, types: Sequence[str], depth: int = 0) -> Reach:
        """See `Store.reach`: as the store reaches it where no way leads over what is left out."""
        reached = self.store.reach(id, direction, types, depth)
        out = {at for at in reached.ids if at in self._ended}
        if not out and id not in self._ended:
            return reached
        self._note(out)
        onwards = self.store.links_many(sorted(out), direction, types)
        behind = {end for links in onwards.values() for link in links for end in (link.source, link.target)} - out - {id}
        if id in self._ended or behind:
            return super().reach(id, direction, types, depth)
        return Some(reached, [place for place, at in enumerate(reached.ids) if at not in out])

    def _stand(self, linked: Sequence[tuple[str, str]]) -> bool:
        return all(self._counts(id_) for _, id_ in linked)

    def _counts(self, id: str) -> bool:
        if id in self._ended:
            self._note((id,))
            return False
        return True

    def _note(self, ids: Iterable[str]) -> None:
        if (met := _MET.get()) is not None:
            met.update(ids)


def known(store: Store, day: date) -> Store:
    """The graph as known on a day: the store itself where nothing was issued later. Today all that is loaded is known."""
    if day >= date.today():
        return store
    return remembered(store, ("known", day), lambda: _known(store, day)) or store


def _known(store: Store, day: date) -> Known | None:
    after = date.fromordinal(day.toordinal() + 1)
    issued = {node.id for node in store.find_outlines("Document", {"issued_on": (after, None)})}
    later = frozenset(document.id for document in store.documents() if document.id in issued)
    return Known(store, day, later) if later or day.isoformat() < _last_beginning() else None


def seen(store: Store, day: date | None) -> Store:
    """The graph as known and in force on a day; all of it where no day is given."""
    return in_force(store, day) if day else store


def seen_as(store: Store, node: Node) -> Node:
    """A node as it is seen; one that is not known yet has not been mentioned anywhere."""
    return store.get(node.id) or replace(node, mentions=())


class Sight:
    """What one run of a query sees of a store on its day."""

    def __init__(self, store: Store, day: date, sees: Sees) -> None:
        self.day = day
        self._known = store if sees == "all" else known(store, day)
        self.store = in_force(store, day) if sees == "in_force" else self._known
        self._met: set[str] = set()

    @contextmanager
    def looking(self) -> Iterator[Store]:
        """The store while a query looks at it: what it meets and leaves out is noted."""
        token = _MET.set(self._met)
        try:
            yield self.store
        finally:
            _MET.reset(token)

    def values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of a query as they are seen: what is not known yet has not been mentioned anywhere."""
        return {name: self._value(value) for name, value in values.items()} if isinstance(self._known, Known) else dict(values)

    def notes(self) -> tuple[Label, ...]:
        """What is to be said of that which was left out."""
        return (*self._not_known(), *self._not_in_force())

    def _value(self, value: Any) -> Any:
        if isinstance(value, Node):
            return seen_as(self._known, value)
        return tuple(map(self._value, value)) if isinstance(value, tuple) else value

    def _not_known(self) -> tuple[Label, ...]:
        later = len(self._known.later) if isinstance(self._known, Known) else 0
        if not later:
            return ()
        vi = f"{later} văn bản ban hành sau ngày {self.day:%d/%m/%Y} không tính đến."
        en = f"{later} document{'s' if later > 1 else ''} issued after {self.day} {'are' if later > 1 else 'is'} not counted."
        return (Label(vi, en),)

    def _not_in_force(self) -> tuple[Label, ...]:
        if not self._met:
            return ()
        ended = _ended(self._known, self.day)
        documents = sorted({ended[id_] for id_ in self._met if id_ in ended})
        notes = [_ended_note(self._known, documents)] if documents else []
        if self._met - ended.keys():
            notes.append(_AMENDED)
        return tuple(notes)


class _Found(Sized, Generic[_T]):
    """What was worked out over a view, and the nodes that were met and left out meanwhile."""

    def __init__(self, value: _T, met: Set[str]) -> None:
        self.value, self.met = value, met

    def __len__(self) -> int:
        return len(self.value) if isinstance(self.value, Sized) else 1


def worked_out(request: Request, what: Hashable, find: Callable[[], _T]) -> _T:
    """What `find` works out for a question, `what` of its answer, worked out again only where the store has changed since.

    It must not be changed. What was left out on the way is noted each time, also where it is remembered.
    """

    def noting() -> _Found[_T]:
        met = set[str]()
        token = _MET.set(met)
        try:
            return _Found(find(), met)
        finally:
            _MET.reset(token)

    found = remembered(request.store, (what, request.key), noting)
    if (met := _MET.get()) is not None:
        met.update(found.met)
    return found.value


def _ended_note(store: Store, documents: Sequence[str]) -> Label:
    days, nodes = ended_by(store), store.get_many(documents)
    names = [f"{shown(nodes[id_])} ({days[id_]})" for id_ in documents]
    more = len(names) - _NAMED
    listed = ", ".join(names[:_NAMED])
    vi = f"Không tính nhiệm vụ của {len(names)} văn bản đã hết hoặc ngưng hiệu lực: {listed}"
    en = f"Tasks of {len(names)} document{'s' if len(names) > 1 else ''} no longer in force are not counted: {listed}"
    return Label(vi + (f" và {more} văn bản khác." if more > 0 else "."), en + (f" and {more} more." if more > 0 else "."))


def in_force(store: Store, day: date) -> Store:
    """The graph as known on a day without the tasks that do not count then."""
    seen = known(store, day)
    return remembered(store, ("in force", day), lambda: _in_force(seen, day)) or seen


def _in_force(store: Store, day: date) -> InForce | None:
    out = out_of_force(store, day).union(_ended(store, day))
    return InForce(store, out) if out else None


def _ended(store: Store, day: date) -> Mapping[str, str]:
    return remembered(store, ("ended", day), lambda: ended_tasks(store, day))


@cache
def _last_beginning() -> str:
    """The last day on which something that the registry tells began."""
    return max(str(edge.get("valid_from")) for edge in registry().bundle().edges)
