"""Numbers cited without their year in a store: kept under the only document of that number that the text can mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.identity.citing import could_be, meant, undated
from graph.model import Bundle
from graph.store.ledger import Ledger, Told

_OFFICIAL = "document:"


def dated_ids(ledger: Ledger, bundles: Mapping[str, Bundle | None]) -> list[str]:
    """The dated official documents that documents named so far, and those that they name in their bundles."""
    named = {id_ for document in bundles for id_ in ledger.named_documents(document)}
    named |= {node.id for bundle in bundles.values() if bundle for node in bundle.nodes if node.type == "Document"}
    return sorted(id_ for id_ in named if undated(id_))


def known(ledger: Ledger, ids: Iterable[str], without: str = "") -> dict[str, str]:
    """Those of the documents that some text names with their year, and the day of issue ('' where nobody says it)."""
    wanted = sorted(ids)
    return ledger.known(wanted, without) if wanted else {}


def resolve(ledger: Ledger, bundles: Sequence[Bundle], without: str = "") -> set[str]:
    """Settle what the undated numbers of told documents mean; gives the documents for which that changed.

    What stands in the claims of the document `without` is about to be replaced, and counts for nothing.
    """
    if not bundles:
        return set()
    days = {bundle.document: _day(bundle) for bundle in bundles}
    told = {bundle.document: {node.id for node in bundle.nodes if node.type == "Document"} for bundle in bundles}
    choices = {choice for id_, named in told.items() for cited in named for choice in could_be(cited, days[id_])}
    there = {**_named(bundles, choices), **known(ledger, choices, without)} if choices else {}
    now: dict[Told, str] = {}
    for id_, named in told.items():
        for cited in named:
            node = meant(cited, days[id_], there)
            if node and node not in named:
                now[id_, cited] = node
    before = {key: node for key, node in ledger.same(days).items() if key[1].startswith(_OFFICIAL)}
    changed = {key: now.get(key, "") for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    if changed:
        ledger.set_same(changed)
    return {document for document, _ in changed}


def _named(bundles: Sequence[Bundle], wanted: Collection[str]) -> dict[str, str]:
    """Those of the documents that bundles, which are said together, name by these very ids, with a day of issue that one of them gives."""
    found: dict[str, str] = {}
    for bundle in bundles if len(bundles) > 1 else ():
        for node in bundle.nodes:
            if node.id in wanted:
                found[node.id] = found.get(node.id) or str(node.get("issued_on"))
    return found


def _day(bundle: Bundle) -> str:
    own = next((node for node in bundle.nodes if node.id == bundle.document), None)
    return str(own.get("issued_on")) if own else ""
