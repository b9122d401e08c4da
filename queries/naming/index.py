"""The index of names, built once for each state of a store."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar
from weakref import WeakKeyDictionary

from graph.model import Node
from graph.registry import registry
from graph.store import Store
from queries.lexicon import Word, is_spelled, key, lexicon, normal, spelling
from queries.lexicon.normal import is_syllable
from queries.lexicon.words import Phrase
from queries.naming.numbers import NumberSpan, number_key
from queries.views import View

TYPES = ("Platform", "Database", "Programme", "Document", "Agency")
"""The types whose names are indexed, the more likely meaning of a name first."""


_PLACE = re.compile(r"(?<= )(?:thành phố|tỉnh|TP\.?) (?=\w)")

_MOST_BEGUN = 40
"""More things than these whose names begin with some words are a kind of thing ('Ủy ban nhân dân'), not the meanings of a name."""
_MOST_COMPARED = 4000
_SHORT = 3
"""Names of up to so many words are told from common words by their accents."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a name; `mentions` counts the loaded texts that name it."""

    id: str
    type: str
    name: str
    mentions: int
    number: str = ""
    kind: str = ""
    issued_on: str = ""

    @property
    def rank(self) -> tuple[int, bool, int, int, str]:
        """What comes first is the likelier meaning of a name: by type, named in a text at all, the latest issued, the most named."""
        issued = int(self.issued_on.replace("-", "") or 0)
        return (TYPES.index(self.type), not self.mentions, -issued, -self.mentions, self.id)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by their keys. `lengths` tells for a first word how long the names are that begin with it, longest first.

    `exact` holds names that are also common words ('MOST', 'Đảng'), which count only as they are written.
    `by_distinct` finds names by the words that tell them from others of their type, in any order. `ordered` holds the names
    without figures in order, for those that are only begun; `words` every word of a name; `spelled` how short names are written,
    whose words without accents may be others ('Điện Biên', 'diễn biến').
    """

    things: Mapping[str, Named]
    names: Mapping[Phrase, tuple[str, ...]]
    lengths: Mapping[str, tuple[int, ...]]
    exact: Mapping[Phrase, frozenset[str]]
    numbers: Mapping[str, tuple[str, ...]]
    by_kind: Mapping[tuple[str, str], tuple[str, ...]]
    by_distinct: Mapping[tuple[str, frozenset[str]], tuple[str, ...]]
    ordered: Sequence[Phrase]
    words: frozenset[str]
    spelled: Mapping[Phrase, frozenset[Phrase]]

    def called(self, name: str) -> list[Named]:
        """The things of exactly that name, alias or number, the likeliest first."""
        ids = self.names.get(key(name), ()) or self.numbers.get(number_key(name), ())
        return sorted((self.things[id_] for id_ in ids), key=lambda named: named.rank)

    def numbered(self, span: NumberSpan) -> list[Named]:
        """The documents of that number: all of it where it is whole, of that kind where it is short; of its year if one is said."""
        if span.whole:
            written = f"{span.number}/{span.year}/{span.tail}", f"{span.number}/{span.tail}"
            ids = [id_ for text in written for id_ in self.numbers.get(number_key(text), ())]
        else:
            ids = list(self.by_kind.get((span.kind, span.number.lstrip("0")), ()))
        found = sorted((self.things[id_] for id_ in dict.fromkeys(ids)), key=lambda named: named.rank)
        of_year = [named for named in found if span.year and span.year in re.split(r"[-/]", named.id)]
        return of_year or found

    def at(self, words: list[Word], start: int, text: str) -> tuple[int, list[Named]]:
        """The longest name that begins with word `start` of `words` in `text`: the place after it and what it means."""
        connectors = lexicon().connectors
        for length in self.lengths.get(words[start].text, ()):
            taken: list[str] = []
            place = start
            while place < len(words) and len(taken) < length:
                if words[place].text not in connectors or not taken:
                    taken.append(words[place].text)
                place += 1
            ids = self.names.get(tuple(taken), ()) if len(taken) == length else ()
            written = text[words[start].start : words[place - 1].end]
            if ids and self._as_written(tuple(taken), written) and self._spelled_so(tuple(taken), written):
                return place, sorted((self.things[id_] for id_ in ids), key=lambda named: named.rank)
        return start, []

    def begun_at(self, words: Sequence[Word], start: int, text: str) -> tuple[int, list[Named]]:
        """What names may mean of which word `start` and those after it are only the beginning: 'Bộ Nông nghiệp'.

        Gives the place after the longest beginning; nothing where it says too little, too many names begin so or no text has them.
        """
        taken: list[str] = []
        found: tuple[int, list[Named]] = (start, [])
        for place in range(start, len(words)):
            if words[place].text in lexicon().connectors and taken:
                continue
            taken.append(words[place].text)
            names = self.beginning(tuple(taken))
            if not names:
                break
            things = [self.things[id_] for id_ in dict.fromkeys(id_ for name in names for id_ in self.names[name])]
            known = (thing for thing in things if thing.type == "Agency" or (thing.mentions and thing.kind in {"", "None", "law"}))
            said = spelling(text[words[start].start : words[place].end])
            alike = (thing for thing in known if all(map(str.isascii, said)) or is_spelled(said, spelling(thing.name)[: len(said)]))
            telling = [thing for thing in alike if not _says_nothing(tuple(taken), _group(thing.type))]
            if len(taken) > 1 and 0 < len(telling) <= _MOST_BEGUN:
                found = (place + 1, sorted(telling, key=lambda named: named.rank))
        return found

    def with_begun(self, words: Sequence[Word], start: int, end: int, things: list[Named]) -> list[Named]:
        """`things`, and where the words from `start` to `end` are none's own name, those of their type whose names begin with them."""
        taken = tuple(word.text for word in words[start:end] if word.text not in lexicon().connectors)
        if len(taken) < 2 or any(key(thing.name) == taken for thing in things):
            return things
        ids = dict.fromkeys(id_ for name in self.beginning(taken) for id_ in self.names[name])
        alike = (self.things[id_] for id_ in ids if id_ not in {thing.id for thing in things})
        begun = [thing for thing in alike if thing.type == things[0].type and thing.mentions and key(thing.name)[: len(taken)] == taken]
        return things + begun if len(begun) <= _MOST_BEGUN else things

    def beginning(self, words: Phrase) -> Sequence[Phrase]:
        """The names without figures that begin with those words; nothing where they are very many."""
        low = bisect_left(self.ordered, words)
        high = bisect_left(self.ordered, (*words[:-1], words[-1] + " "), low)
        return self.ordered[low:high] if high - low <= _MOST_COMPARED else ()

    def _spelled_so(self, name: Phrase, written: str) -> bool:
        said = spelling(written)
        return name not in self.spelled or any(is_spelled(said, accented) for accented in self.spelled[name])

    def _as_written(self, name: Phrase, written: str) -> bool:
        return name not in self.exact or written in self.exact[name]


_KEPT: WeakKeyDictionary[Store, tuple[int, NameIndex]] = WeakKeyDictionary()


def index_of(store: Store) -> NameIndex:
    """The index of a store's names, built again only when the store has changed."""
    store = store.named if isinstance(store, View) else store
    version = store.version
    kept = _KEPT.get(store)
    if kept is None or kept[0] != version:
        nodes = (node for type_ in TYPES for node in store.find_outlines(type_))
        kept = (version, build(nodes, store.mentioned(), _known_names()))
        _KEPT[store] = kept
    return kept[1]


def build(nodes: Iterable[Node], mentioned: Mapping[str, int], also: Mapping[str, Iterable[str]] = MappingProxyType({})) -> NameIndex:
    """The index of the names of some nodes; `mentioned` tells in how many texts each is, `also` gives further names by id.

    Those further names count where nothing else has them.
    """
    things: dict[str, Named] = {}
    names, weak = defaultdict[Phrase, set[str]](set), defaultdict[Phrase, set[str]](set)
    exact: dict[Phrase, set[str]] = defaultdict(set)
    spelled: dict[Phrase, set[Phrase]] = defaultdict(set)
    numbers: dict[str, set[str]] = defaultdict(set)
    by_kind: dict[tuple[str, str], set[str]] = defaultdict(set)
    distinct: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for node in nodes:
        told = (str(node.get(name)) for name in ("number", "kind", "issued_on"))
        named = Named(node.id, node.type, node.name, mentioned.get(node.id, 0), *told)
        things[node.id] = named
        for surface in filter(None, (node.name, node.name_en, *node.aliases, named.number)):
            _add_name(surface, node, names, exact, spelled)
            distinct[_group(node.type), distinct_words(normal(surface), _group(node.type))].add(node.id)
        for surface in (*also.get(node.id, ()), *_shorter(node)):
            _add_name(surface, node, weak, exact, spelled)
        if named.number:
            numbers[number_key(named.number)].add(node.id)
            by_kind[named.kind, re.split(r"[/-]", named.number)[0].lstrip("0")].add(node.id)
    every = {**weak, **names}
    written = {name: frozenset(surfaces) for name, surfaces in exact.items()}
    ordered = sorted(name for name in every if not any(map(str.isdigit, name)))
    words = frozenset(word for name in every for word in name)
    spellings = {name: frozenset(found) for name, found in spelled.items()}
    known = _fixed(every), _lengths(every), written, _fixed(numbers), _fixed(by_kind), _fixed(distinct)
    return NameIndex(things, *known, ordered, words, spellings)


def _add_name(
    surface: str, node: Node, names: dict[Phrase, set[str]], exact: dict[Phrase, set[str]], spelled: dict[Phrase, set[Phrase]]
) -> None:
    name = key(surface)
    if name and not _says_nothing(name, _group(node.type)):
        names[name].add(node.id)
        if len(name) <= _SHORT:
            spelled[name].add(spelling(surface))
        if _is_common(name):
            exact[name].add(surface)


def _shorter(node: Node) -> Iterator[str]:
    """How a provincial body is called for short: 'Sở KH&CN Hà Nội' for 'Sở Khoa học và Công nghệ thành phố Hà Nội'."""
    if node.type != "Agency" or not _PLACE.search(node.name):
        return
    for department in registry().departments:
        if node.name.startswith(department.name):
            yield from (_PLACE.sub("", surface + node.name[len(department.name) :]) for surface in department.surfaces)
            yield from _in_english(department.name, _PLACE.sub("", node.name[len(department.name) :]).strip())
    yield _PLACE.sub("", node.name)


def _in_english(department: str, place: str) -> Iterator[str]:
    """A provincial department after the ministry of the same field: 'Department of Justice of Hai Phong'."""
    known = registry()
    ministry = next((e.node.name_en for e in known.entries.values() if e.node.name == department.replace("Sở ", "Bộ ", 1)), "")
    field = ministry.removeprefix("Ministry of ")
    for name in next((province.surfaces for province in known.provinces if place in province.surfaces), ()) if field else ():
        yield from (f"Department of {field} of {name}", f"{name} Department of {field}", f"Department of {field} in {name}")


def _known_names() -> dict[str, tuple[str, ...]]:
    """Names of the registry that are too loose for running text but clear in a question: abbreviations, and places for their committees."""
    known = registry()
    names = {id_: (*entry.surfaces, *entry.weak_surfaces) for id_, entry in known.entries.items()}
    for id_, entry in known.entries.items():
        short = _initials(entry.node.name.removeprefix("Bộ ")) if entry.node.name.startswith("Bộ ") else ""
        if short and short.lower() not in lexicon().abbreviations:
            names[id_] = (*names[id_], f"Bộ {short}")
    for province in known.provinces:
        in_english = (f"{surface} {kind}" for surface in province.surfaces for kind in ("City", "Province"))
        names[province.agency] = (*names.get(province.agency, ()), *province.surfaces, *in_english)
    return names


def _initials(name: str) -> str:
    """The first letters of the words of a name: 'TC' of 'Tài chính'."""
    return "".join(word[0].upper() for word in re.findall(r"\w+", name) if word != "và")


def distinct_words(words: Iterable[str], group: str) -> frozenset[str]:
    """The words of a name that tell it from others of its group: neither connectors nor words that many names share."""
    known = lexicon()
    return frozenset(word for word in words if word not in known.connectors and word not in known.generic[group])


def _group(type_: str) -> str:
    return "system" if type_ in {"Database", "Platform"} else type_.lower()


def _says_nothing(name: Phrase, group: str) -> bool:
    """Whether a name is only a noun of the ontology or words that many names of its group share ('cơ sở dữ liệu quốc gia')."""
    return name in lexicon().nouns or all(word in lexicon().generic[group] for word in name)


def _is_common(name: Phrase) -> bool:
    """Whether a name of one word is also a common word, so that it counts only as it is written."""
    return len(name) == 1 and (is_syllable(name[0]) or (name in lexicon().fillers) or len(name[0]) < 3)


def _lengths(names: Iterable[Phrase]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _fixed(found: Mapping[K, set[str]]) -> dict[K, tuple[str, ...]]:
    return {name: tuple(sorted(ids)) for name, ids in found.items()}
