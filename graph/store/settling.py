"""Identity across documents in a store: what each document says is kept under the nodes that its tasks are shown as.

Every write settles anew exactly the groups of tasks that it touches; documents whose tasks are thereby shown under another node
are said again. What a document told, under its own ids, can always be read back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from graph.identity import SHARED, Telling, clusters, in_order, judge, keys, tellings
from graph.identity.citing import undated
from graph.model import REGISTRY, Bundle, Edge
from graph.store.base import Alike
from graph.store.citations import dated_ids, known, resolve
from graph.store.codec import Claims, read_claims, renamed
from graph.store.ledger import Ledger, Like, Told, key_of


def say(ledger: Ledger, bundles: Mapping[str, Bundle | None], claims: Mapping[str, Claims]) -> None:
    """Keep these bundles as all that their documents say (None: nothing), and merge their tasks with those of others that are the same.

    Call with the rows of the documents in place. `claims` are those of the bundles, as they are told. Of several documents none may
    be loaded yet; what is kept then is what saying them one after the other keeps.
    """
    told = {id_: bundle for id_, bundle in bundles.items() if bundle is not None}
    named = dated_ids(ledger, bundles)
    cited = bool(named and _citing(ledger, bundles, named))  # mostly nobody does, and nothing has to be compared
    before = known(ledger, named) if cited else {}
    again = _settle(ledger, bundles, [telling for bundle in told.values() for telling in tellings(bundle)])
    if gone := bundles.keys() - told.keys():
        ledger.set_same(dict.fromkeys(ledger.same(gone), ""))
    resolve(ledger, list(told.values()), without="" if len(bundles) > 1 else next(iter(bundles)))
    ledger.replace_claims({**_claims(ledger, {**again, **told}, claims), **dict.fromkeys(gone)})
    after = known(ledger, named) if cited else {}
    if dated := {id_ for id_ in named if before.get(id_) != after.get(id_)}:
        _cite_anew(ledger, bundles, dated)


def told_bundles(ledger: Ledger, documents: Collection[str]) -> dict[str, Bundle]:
    """All that loaded documents say, as it was written, under their own ids."""
    if not documents:
        return {}
    told = {(document, node): id_ for (document, id_), node in ledger.same(documents).items()}
    found = {}
    for document, kept in sorted(ledger.kept(documents).items()):
        names = {node: id_ for (teller, node), id_ in told.items() if teller == document}
        nodes = tuple(replace(node, id=names.get(node.id, node.id)) for node in kept.nodes)
        ids = {node.id for node in nodes}
        edges = (_renamed(edge, names) for edge in kept.edges)
        stated = tuple(edge for edge in edges if edge.source in ids and edge.target in ids)
        found[document] = Bundle(document, kept.text, nodes, stated, kept.unresolved, kept.source)
    return found


def alike(rows: Iterable[tuple[Telling, Telling, str, str, str]]) -> list[Alike]:
    """Pairs of tasks that are alike in one way, from (telling, other, node of the one, of the other, reasons); see `Store.alike`."""
    found: dict[tuple[str, str], Alike] = {}
    for one, two, node, other, reasons in rows:
        earlier, later = in_order(one, two)
        ends = (node, other) if earlier == one else (other, node)
        pair = Alike(*ends, tuple(reasons.split()), later.since or later.day, earlier.document, later.document)
        if pair.first != pair.later:
            found[ends] = min(found.get(ends, pair), pair)
    return [found[ends] for ends in sorted(found)]


def _citing(ledger: Ledger, said: Mapping[str, Bundle | None], dated: Collection[str]) -> set[str]:
    """The documents whose undated numbers may mean one of the dated ones; a document that is said by itself has that settled."""
    numbers = {undated(id_) for id_ in dated}
    others = set(ledger.citing(sorted(numbers))) - said.keys()
    if len(said) > 1:
        others |= {id_ for id_, bundle in said.items() if bundle and any(node.id in numbers for node in bundle.nodes)}
    return others - {REGISTRY}


def _cite_anew(ledger: Ledger, said: Mapping[str, Bundle | None], dated: set[str]) -> None:
    """Say again the documents whose undated numbers mean something else, now that those just `said` have changed what is known."""
    others = _citing(ledger, said, dated)
    told = told_bundles(ledger, others - said.keys()) | {id_: bundle for id_, bundle in said.items() if bundle and id_ in others}
    if changed := resolve(ledger, list(told.values())):
        ledger.replace_claims(_claims(ledger, {id_: told[id_] for id_ in sorted(changed)}, {}))


def _claims(ledger: Ledger, bundles: Mapping[str, Bundle], told: Mapping[str, Claims]) -> dict[str, Claims | None]:
    """What documents told, under the nodes that their things are shown as, with edges to the tasks that theirs amend.

    `told` has the claims of some of them as they were told.
    """
    shown = ledger.same(bundles) if bundles else {}
    links = _amendments(ledger, bundles, shown)
    return {id_: _shown_claims(bundle, shown, links.get(id_, []), told.get(id_)) for id_, bundle in bundles.items()}


def _shown_claims(bundle: Bundle, shown: Mapping[Told, str], links: list[Edge], told: Claims | None) -> Claims:
    names = {id_: node for (document, id_), node in shown.items() if document == bundle.document}
    if told is not None and not links:
        return renamed(bundle, told, names)
    nodes = tuple(replace(node, id=names.get(node.id, node.id)) for node in bundle.nodes)
    edges = tuple(_renamed(edge, names) for edge in bundle.edges)
    claims = read_claims(replace(bundle, nodes=nodes, edges=edges))
    if not links:
        return claims
    ends = {end for link in links for end in (link.source, link.target)} - {node.id for node in nodes}
    stand_ins = tuple(replace(bundle.nodes[0], id=end, type="Task", properties={}, mentions=()) for end in sorted(ends))
    return replace(claims, edges=read_claims(replace(bundle, nodes=(*nodes, *stand_ins), edges=(*edges, *links))).edges)


def _renamed(edge: Edge, names: Mapping[str, str]) -> Edge:
    if edge.source not in names and edge.target not in names:
        return edge
    return replace(edge, source=names.get(edge.source, edge.source), target=names.get(edge.target, edge.target))


def _settle(ledger: Ledger, documents: Collection[str], fresh: list[Telling]) -> dict[str, Bundle]:
    """Bring tellings and likenesses up to date and group anew the tasks that this touches; gives what other documents say anew."""
    old = ledger.tellings_of(documents)
    if sorted(old) == sorted(fresh):
        return {}
    tasks = {t.task for t in (*old, *fresh)}
    if old:
        tasks |= {task for like in ledger.likenesses([key_of(t) for t in old]) for _, task in (like.first, like.second)}
        ledger.remove_tellings({key_of(t): keys(t) for t in old})
    if fresh:
        _add(ledger, {key_of(t): t for t in fresh})
    group, likes = _group(ledger, tasks)
    shown = clusters(group.values(), _pairs(group, likes))
    others = {told for like in likes if like.kind == "amends" for told in (like.first, like.second)} - group.keys()
    beside = _tellings(ledger, others)
    return _remember(ledger, documents, group, shown, {t.document for t in (*group.values(), *beside.values()) if t.amends})


def _add(ledger: Ledger, fresh: Mapping[Told, Telling]) -> None:
    """Keep tellings, and what they are to those that share keys with them, kept before or now."""
    sought = {told: keys(telling) for told, telling in fresh.items()}
    pairs = [(other, fresh[told]) for told, others in ledger.near(sought, SHARED).items() for other in others]
    pairs += [(fresh[one], fresh[other]) for one, other in _near(sought)]
    found = []
    for one, other in pairs:
        if likeness := judge(other, one):
            earlier, later = map(key_of, in_order(one, other))
            found.append(Like(earlier, later, likeness.kind, likeness.score, " ".join(likeness.reasons)))
    ledger.add_tellings(list(fresh.values()), sought)
    if found:
        ledger.add_likenesses(found)


def _near(sought: Mapping[Told, Collection[int]]) -> list[tuple[Told, Told]]:
    """The pairs of tellings of different documents that share keys, as `Ledger.near` gives them for those that are kept."""
    if len({document for document, _ in sought}) < 2:
        return []
    first: dict[int, Told] = {}
    holders: dict[int, list[Told]] = {}  # only of keys that several have
    for told, found in sought.items():
        for key in found:
            if (one := first.setdefault(key, told)) is not told:
                holders.setdefault(key, [one]).append(told)
    pairs = (pair for held in holders.values() for pair in combinations(sorted(held), 2))
    shared = Counter(pair for pair in pairs if pair[0][0] != pair[1][0])
    return sorted(pair for pair, count in shared.items() if count >= SHARED)


def _group(ledger: Ledger, tasks: set[str]) -> tuple[dict[Told, Telling], set[Like]]:
    """All tellings of the tasks and of those that are the same as one of them, through any number of others; and their likenesses."""
    group: dict[Told, Telling] = {}
    likes: set[Like] = set()
    waiting, seen = set(tasks), set[str]()
    while waiting:
        seen |= waiting
        found = {key_of(t): t for t in ledger.tellings_of_tasks(waiting)}
        group |= found
        near = ledger.likenesses(found) if found else []
        likes.update(near)
        waiting = {task for like in near if like.kind == "same" for _, task in (like.first, like.second)} - seen
    return group, likes


def _pairs(group: Mapping[Told, Telling], likes: Iterable[Like]) -> dict[tuple[str, str], float]:
    """The pairs of tasks in a group that are the same, with the best score of their tellings."""
    found: dict[tuple[str, str], float] = {}
    for like in likes:
        if like.kind == "same":
            one, other = sorted((group[like.first].task, group[like.second].task))
            found[one, other] = max(like.score, found.get((one, other), 0.0))
    return found


def _remember(
    ledger: Ledger, documents: Collection[str], group: Mapping[Told, Telling], shown: Mapping[str, str], amending: set[str]
) -> dict[str, Bundle]:
    """Write down under which nodes tasks are shown; gives the other documents for which anything changed, as they told.

    The edges by which the `amending` documents lead to tasks may have changed too.
    """
    before = ledger.same({*documents, *(teller for teller, _ in group)})
    now = {told: shown[told[1]] if shown[told[1]] != told[1] else "" for told in group}
    # What the documents told before and tell no longer is shown nowhere; what their numbers mean is settled elsewhere.
    gone = {told: "" for told in before if told[0] in documents and told not in now and not told[1].startswith("document:")}
    moved = {told: node for told, node in {**now, **gone}.items() if node != before.get(told, "")}
    bundles = told_bundles(ledger, ({teller for teller, _ in moved} | amending).difference(documents))
    if moved:
        ledger.set_same(moved)
    return bundles


def _tellings(ledger: Ledger, wanted: Collection[Told]) -> dict[Told, Telling]:
    found = ledger.tellings_of_tasks({task for _, task in wanted}) if wanted else []
    return {key_of(t): t for t in found if key_of(t) in wanted}


def _amendments(ledger: Ledger, bundles: Mapping[str, Bundle], shown: Mapping[Told, str]) -> dict[str, list[Edge]]:
    """The edges from the tasks of amending documents to those that they amend, proved by the new text."""
    amending = [id_ for id_, told in bundles.items() if any(edge.type == "AMENDS" and edge.source == id_ for edge in told.edges)]
    mine = {key_of(t): t for t in ledger.tellings_of(amending)} if amending else {}
    pairs = _amended(ledger, mine)
    others = _tellings(ledger, {other for _, other in pairs})
    shown = {**shown, **(ledger.same({document for document, _ in others}) if others else {})}
    links: dict[str, list[Edge]] = {}
    for document in amending:
        said = {node.id: node.mentions for node in bundles[document].nodes}
        own = {shown.get((document, id_), id_) for id_ in said}
        edges: dict[Told, Edge] = {}
        for one, other in pairs:
            node, old = shown.get(one, one[1]), shown.get(other, other[1])
            after = in_order(mine[one], others[other]) == (others[other], mine[one])
            if one[0] == document and after and node != old and old not in own and said.get(one[1]):
                edges[node, old] = Edge(node, old, "DEPENDS_ON", said[one[1]], {"how": "amends"})
        links[document] = [edge for _, edge in sorted(edges.items())]
    return links


def _amended(ledger: Ledger, mine: Mapping[Told, Telling]) -> list[tuple[Told, Told]]:
    """Pairs of one of these tellings and one that it amends or that amends it."""
    likes = [like for like in ledger.likenesses(mine) if like.kind == "amends"] if mine else []
    ends = ((like.first, like.second) for like in likes)
    return sorted({pair for one, other in ends for pair in ((one, other), (other, one)) if pair[0] in mine})
