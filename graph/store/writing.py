"""The rules of loading: which text of a document is kept, and what becomes of a file that changed.

The state depends on what every source file gave last, not on the order of loading: each document keeps the text that
prevails among its sources' (the longest); the others wait as spares, unseen, and take over when that one goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model import Bundle
from graph.store.base import Written
from graph.store.codec import Claims, bundle_from_json, bundle_to_json, read_claims, text_digest
from graph.store.ledger import Ledger, Spare
from graph.store.settling import say, told_bundles


def write_bundle(ledger: Ledger, bundle: Bundle) -> Written:
    """Keep what `bundle` says; see `Store.write`."""
    moved = _leave_other_documents(ledger, bundle)
    written = _settle(ledger, bundle)
    return Written.REPLACED if moved else written


def write_bundles(ledger: Ledger, bundles: Iterable[Bundle]) -> list[Written]:
    """Keep what bundles say, as writing them one after the other does; new documents that follow one another are said together."""
    written = []
    new: dict[str, Bundle] = {}
    sources = set[str]()
    for bundle in bundles:
        if bundle.document in new or bundle.source in sources or not _is_new(ledger, bundle):
            _keep_new(ledger, new)
            new, sources = {}, set()
            written.append(write_bundle(ledger, bundle))
            continue
        if bundle.source:
            ledger.drop_spares_elsewhere(bundle.source, bundle.document)
            sources.add(bundle.source)
        new[bundle.document] = bundle
        written.append(Written.ADDED)
    _keep_new(ledger, new)
    return written


def withdraw_document(ledger: Ledger, document: str) -> bool:
    """Forget a document with its spares; see `Store.withdraw`."""
    if ledger.held(document) is None:
        return False
    ledger.drop_spares(document)
    _forget(ledger, document)
    return True


def _settle(ledger: Ledger, bundle: Bundle) -> Written:
    """Let the bundle and what is already there of its document compete, and keep the one that prevails."""
    document, digest, claims = bundle.document, text_digest(bundle.text), read_claims(bundle)
    held = ledger.held(document)
    if held is None:
        _keep(ledger, bundle, digest, claims)
        return Written.ADDED
    same = (held.digest, held.facts) == (digest, claims.digest)
    if same and held.source == bundle.source:
        return Written.UNCHANGED
    ledger.drop_spares(document, bundle.source)
    offered = Spare(bundle.source, digest, len(bundle.text))
    rivals = ledger.spares(document)
    if held.source != bundle.source:
        rivals.append(Spare(held.source, held.digest, held.characters))
    if rivals and _rank(min(rivals, key=_rank)) < _rank(offered):
        ledger.add_spare(document, offered, bundle_to_json(bundle))
        if held.source == bundle.source:
            _forget(ledger, document)
            _promote_spare(ledger, document)
        return Written.UNCHANGED if same else Written.SUPERSEDED
    if held.source != bundle.source:
        told = told_bundles(ledger, [document])[document]
        ledger.add_spare(document, Spare(held.source, held.digest, held.characters), bundle_to_json(told))
    if same:
        ledger.rename_source(document, bundle.source)
        return Written.UNCHANGED
    _keep(ledger, bundle, digest, claims)
    return Written.REPLACED


def _rank(text: Spare) -> tuple[int, str, str]:
    """Which of two texts of a document prevails: the longer, then the smaller digest, then the smaller source."""
    return -text.characters, text.digest, text.source


def _leave_other_documents(ledger: Ledger, bundle: Bundle) -> bool:
    """The file was another document before: it says nothing of that one any longer. True if that changed the graph."""
    if not bundle.source:
        return False
    ledger.drop_spares_elsewhere(bundle.source, bundle.document)
    left = [document for document in ledger.from_source(bundle.source) if document != bundle.document]
    for document in left:
        _forget(ledger, document)
        _promote_spare(ledger, document)
    return bool(left)


def _keep(ledger: Ledger, bundle: Bundle, digest: str, claims: Claims) -> None:
    ledger.keep(bundle, digest, claims.digest)
    say(ledger, {bundle.document: bundle}, {bundle.document: claims})


def _keep_new(ledger: Ledger, bundles: Mapping[str, Bundle]) -> None:
    """Keep documents of which nothing is there yet."""
    if not bundles:
        return
    claims = {document: read_claims(bundle) for document, bundle in bundles.items()}
    for document, bundle in bundles.items():
        ledger.keep(bundle, text_digest(bundle.text), claims[document].digest)
    say(ledger, bundles, claims)


def _is_new(ledger: Ledger, bundle: Bundle) -> bool:
    """Whether nothing is there yet of the document of a bundle, and nothing from its source file."""
    return ledger.held(bundle.document) is None and not (bundle.source and ledger.from_source(bundle.source))


def _forget(ledger: Ledger, document: str) -> None:
    say(ledger, {document: None}, {})
    ledger.drop(document)


def _promote_spare(ledger: Ledger, document: str) -> None:
    """Keep the best spare of a document that was just forgotten, if it has one."""
    best = min(ledger.spares(document), key=_rank, default=None)
    if best is not None:
        bundle = bundle_from_json(document, best.source, ledger.spare_text(document, best.source))
        ledger.drop_spares(document, best.source)
        _keep(ledger, bundle, best.digest, read_claims(bundle))
