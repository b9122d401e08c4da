"""Evaluation of a folder of texts against a folder of annotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from graph.errors import InputError
from graph.registry import registry
from graph.store import Store, open_store
from loaders.evaluation.gold import Gold
from loaders.evaluation.reading import is_annotation, read_gold
from loaders.evaluation.said import Said
from loaders.evaluation.scoring import score
from loaders.evaluation.tally import Tally, totals
from loaders.pipeline import extracted, sources

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Scored:
    """The counts by section of one document: `name` is that of its annotation, `text` the file that was read."""

    name: str
    text: str
    sections: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scored documents, by name. `failures` are annotations and texts that could not be used, each named."""

    documents: tuple[Scored, ...]
    failures: tuple[InputError, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> dict[str, Tally]:
        """The sums over all documents by section, then over the sections of named things and over all sections."""
        return totals(document.sections for document in self.documents)


def evaluate(gold: Path, texts: Path) -> Evaluation:
    """Compare the texts in a folder (or one text) with the annotations in a folder (or one); what fails stops nothing else.

    Each text is loaded alone beside the registry, as `luocdo load` does into an empty store. A text that cannot be read counts
    as one in which nothing was found; a missing text counts nothing. Raises InputError where there is nothing to compare.
    """
    annotations, notes = _annotations(gold)
    shelf = _Shelf(sources([texts]))
    scored, failures = [], []
    with open_store(":memory:") as store:
        store.write(registry().bundle())
        for path in annotations:
            try:
                wanted = read_gold(path)
                text = shelf.text_of(wanted, path)
            except InputError as error:
                failures.append(error)
                continue
            notes += [f"{path}: {note}" for note in wanted.notes]
            said, failure = _said(store, text)
            failures += [failure] if failure else []
            scored.append(Scored(wanted.name, text.name, score(wanted, said)))
    return Evaluation(tuple(scored), tuple(failures), tuple(notes))


def _annotations(gold: Path) -> tuple[list[Path], list[str]]:
    """The annotation files, and a note for each YAML file of the folder that is something else."""
    if not gold.is_dir():
        if not gold.exists():
            raise InputError(str(gold), "không có tệp hoặc thư mục này")
        return [gold], []
    listed = sorted(path for path in gold.iterdir() if path.suffix in _SUFFIXES and path.is_file())
    found = [path for path in listed if is_annotation(path)]
    if not found:
        raise InputError(str(gold), f"thư mục không có tệp chú giải nào ({', '.join(_SUFFIXES)})")
    return found, [f"{path}: không phải tệp chú giải, bỏ qua" for path in listed if path not in found]


def _said(store: Store, text: Path) -> tuple[Said, InputError | None]:
    """What the store says after loading one text, which is then withdrawn again; nothing and the reason where it fails."""
    found = extracted(text)
    if found.bundle is None:
        return Said((), ()), InputError(str(text), found.error)
    store.write(found.bundle)
    said = Said(store.nodes(), store.all_edges())
    store.withdraw(found.bundle.document)
    return said, None


class _Shelf:
    """The texts to choose from."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._named: dict[str, list[Path]] = defaultdict(list)
        for path in files:
            for name in {path.name, path.stem}:
                self._named[name].append(path)

    def text_of(self, gold: Gold, path: Path) -> Path:
        """The text that an annotation is of: the file that its `source` names, else the one called like the annotation."""
        wanted = PurePosixPath(gold.source)
        for name in (wanted.name, gold.name):
            found = self._named.get(name, []) if name else []
            nearer = [text for text in found if text.parent.name == wanted.parent.name]
            if len(found) == 1 or len(nearer) == 1:
                return found[0] if len(found) == 1 else nearer[0]
            if found:
                raise InputError(str(path), f"có nhiều văn bản hợp với tệp chú giải này: {', '.join(map(str, found))}; hãy ghi source")
        raise InputError(str(path), f"không thấy văn bản {' hoặc '.join(filter(None, (wanted.name, f'{gold.name}.*')))}")
