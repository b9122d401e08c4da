"""A store as lines of JSON: a header, one line a bundle, and a last line by which a file that was cut short is found.

The same content gives the same bytes, whichever store holds it and in whatever order it was loaded: a dump is a backup, a way
from one store to another, and something that can be compared. Every line carries the digest of what it says, so that damage is
found in the line where it is; what the other lines say is safe, as each bundle stands for itself.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from graph.errors import InputError, ModelError
from graph.model import Bundle, Edge, Node, Unresolved
from graph.ontology import ontology
from graph.store.codec import dumps, read_claims, read_proof, text_digest

FORMAT, VERSION = "luocdo-dump", 1
_HEADER_LIMIT = 4096
_FAULTS = (ModelError, ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Damage:
    """A line of a dump that cannot be used, counted from 1, and why."""

    line: int
    reason: str


def dump_lines(bundles: Iterable[Bundle]) -> Iterator[bytes]:
    """The lines of a dump of `bundles`, each with its line end; only one bundle is held at a time."""
    yield _line({"format": FORMAT, "version": VERSION, "ontology": ontology_digest()})
    digests = []
    for bundle in bundles:
        said = dumps(_as_data(canonical(bundle)))
        digests.append(text_digest(said))
        yield f'{{"bundle":{said},"sha256":"{digests[-1]}"}}\n'.encode()
    yield _line({"end": _summed(digests)})


def canonical(bundle: Bundle) -> Bundle:
    """The bundle in the one order and form in which all that say the same are alike."""
    claims = read_claims(bundle)
    nodes = []
    for id_, claim in claims.nodes.items():
        kind, name, name_en, aliases, properties = json.loads(claim.facts)
        nodes.append(Node(id_, kind, name, name_en, tuple(aliases), tuple(read_proof(bundle.document, claim.proof)), properties))
    edges = tuple(
        Edge(source, target, kind, tuple(read_proof(bundle.document, claim.proof)), json.loads(claim.facts))
        for (source, target, kind, _), claim in claims.edges.items()
    )
    return Bundle(bundle.document, bundle.text, tuple(nodes), edges, tuple(sorted(bundle.unresolved)), bundle.source)


def ontology_digest() -> str:
    """A digest of the types, relations and properties that this program knows."""
    nodes = {kind.name: {p.name: p.type for p in kind.properties.values()} for kind in ontology().nodes.values()}
    relations = {r.name: [sorted(r.pairs), r.key, sorted(r.properties), r.symmetric] for r in ontology().relations.values()}
    return text_digest(dumps([nodes, relations]))


class DumpReader:
    """The bundles of a dump, read from `stream` one at a time; `name` is how the file is called in messages.

    Raises InputError at once where this is no dump, or one that only a newer program understands.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name = name
        self._stream, self._number = stream, 1
        self.same_ontology = self._header().get("ontology") == ontology_digest()

    def __iter__(self) -> Iterator[Bundle | Damage]:
        """What each line gives: a bundle, or why it gives none. At the end what the whole file lacks, if nothing else was told."""
        digests, damaged, end = [], False, None
        for line in self._lines():
            found = line if isinstance(line, Damage) else _read(line, self._number)
            if end is not None:
                found = Damage(self._number, "sau dòng cuối của bản sao lưu vẫn còn nội dung")
            if isinstance(found, dict):
                end = found
            elif isinstance(found, Damage):
                damaged = True
                yield found
            else:
                bundle, digest = found
                digests.append(digest)
                yield bundle
        if end is None:
            yield Damage(self._number + 1, "tệp bị cắt cụt: thiếu dòng cuối, những gì ở sau đây không còn")
        elif not damaged and end != _summed(digests):
            yield Damage(self._number, f"thiếu, thừa hoặc đảo dòng: dòng cuối ghi {end.get('bundles')} mục, đọc được {len(digests)}")

    def _header(self) -> dict[str, Any]:
        try:
            header = json.loads(self._stream.readline(_HEADER_LIMIT).decode("utf8"))
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(self.name, f"không đọc được ({_reason(error)})") from error
        except (ValueError, RecursionError):
            header = None
        if not isinstance(header, dict) or header.get("format") != FORMAT or not isinstance(header.get("version"), int):
            raise InputError(self.name, "đây không phải bản sao lưu do luocdo dump viết", "dòng 1")
        if header["version"] > VERSION:
            reason = f"bản sao lưu theo dạng {header['version']} của phiên bản mới hơn; bản này đọc được dạng {VERSION}, hãy nâng cấp"
            raise InputError(self.name, reason, "dòng 1")
        return header

    def _lines(self) -> Iterator[bytes | Damage]:
        """The lines after the header; where the file can be read no further, that is the last of them."""
        try:
            for line in self._stream:
                self._number += 1
                yield line
        except (OSError, EOFError, zlib.error) as error:
            self._number += 1
            yield Damage(self._number, f"không đọc tiếp được ({_reason(error)})")


def _read(line: bytes, number: int) -> tuple[Bundle, str] | dict[str, Any] | Damage:
    """The bundle of a line with its digest, or what the last line says, or why the line says nothing."""
    try:
        data = json.loads(line.decode("utf8"))
        if "end" in data:
            return dict(data["end"])
        digest = text_digest(dumps(data["bundle"]))
        if digest != data["sha256"]:
            return Damage(number, "nội dung không khớp với mã kiểm tra của dòng")
        return _from_data(data["bundle"]), digest
    except json.JSONDecodeError as error:
        return Damage(number, f"không phải JSON trọn vẹn ({error.msg}, ký tự {error.pos})")
    except UnicodeDecodeError:
        return Damage(number, "không phải UTF-8")
    except ModelError as error:
        return Damage(number, f"trái với mô hình dữ liệu: {error}")
    except _FAULTS as error:
        return Damage(number, f"không có dạng của một mục ({type(error).__name__}: {error})")


def _as_data(bundle: Bundle) -> dict[str, Any]:
    return {
        "document": bundle.document,
        "source": bundle.source,
        "text": bundle.text,
        "nodes": [node.as_dict() for node in bundle.nodes],
        "edges": [edge.as_dict() for edge in bundle.edges],
        "unresolved": [[u.document, u.start, u.end, u.kind, u.text, u.reason] for u in bundle.unresolved],
    }


def _from_data(data: dict[str, Any]) -> Bundle:
    nodes, edges = tuple(map(Node.from_dict, data["nodes"])), tuple(map(Edge.from_dict, data["edges"]))
    return Bundle(data["document"], data["text"], nodes, edges, tuple(Unresolved(*u) for u in data["unresolved"]), data["source"])


def _summed(digests: Sequence[str]) -> dict[str, Any]:
    """What the last line says of all bundles."""
    return {"bundles": len(digests), "sha256": text_digest("".join(digests))}


def _line(value: object) -> bytes:
    return (dumps(value) + "\n").encode("utf8")


def _reason(error: Exception) -> str:
    return {EOFError: "tệp nén bị cắt cụt", zlib.error: "tệp nén bị hỏng"}.get(type(error), str(error))
