"""Writes the pages of docs/ that derive from the code: the ontology, the queries, the recipes and the formats.

`docs.py` writes them; `docs.py --check` changes nothing and fails where a page is not what the code says.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from graph.ontology import Label, NodeType, Ontology, RelationType, ontology
from graph.registry.source import read
from loaders.readers import readers
from queries import catalogue
from queries.model import Parameter, Query
from viz.formats import formats

DOCS = Path(__file__).resolve().parents[1] / "docs"
NOTE = "<!-- Written by scripts/docs.py: change the source it names, then run `make docs`. -->"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", NOTE, *parts]) + "\n"


def _node_section(node: NodeType) -> str:
    head = f"### {node.name}: {node.label.vi}\n\n{node.label.en}. Drawn as {node.shape}, `{node.colour}`."
    rows = [(f"`{p.name}`", p.type, p.label.vi, p.label.en) for p in node.properties.values()]
    return f"{head}\n\n{table(('property', 'type', 'Vietnamese', 'English'), rows)}" if rows else head


def _ends(relation: RelationType, graph: Ontology) -> str:
    order = list(graph.nodes)
    pairs = sorted(relation.pairs, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
    sources = list(dict.fromkeys(source for source, _ in pairs))
    by_targets: dict[tuple[str, ...], list[str]] = {}
    for source in sources:
        by_targets.setdefault(tuple(target for start, target in pairs if start == source), []).append(source)
    return "; ".join(f"{'/'.join(starts)} → {'/'.join(targets)}" for targets, starts in by_targets.items())


def _relation_row(relation: RelationType, graph: Ontology) -> tuple[str, ...]:
    properties = ", ".join(f"`{name}`" for name in relation.properties)
    both_ways = " (both ways)" if relation.symmetric else ""
    return (
        f"`{relation.name}`",
        _ends(relation, graph) + both_ways,
        f"{relation.label.vi} / {relation.inverse.vi}",
        f"{relation.label.en} / {relation.inverse.en}",
        properties,
    )


def _vocabulary(title: str, values: Mapping[str, Label]) -> str:
    return f"## {title}\n\n{table(('value', 'Vietnamese', 'English'), ((f'`{k}`', v.vi, v.en) for k, v in values.items()))}"


def ontology_page() -> str:
    """docs/ontology.md, from graph/ontology.yaml."""
    graph = ontology()
    return _page(
        "Ontology",
        "Declared once in `graph/ontology.yaml`; checks, labels, colours, legends and this page derive from it.\n"
        "Every node also has `id` (computed from what the thing is), `type`, `name`, `name_en`, `aliases` and `mentions`.\n"
        "Dates are ISO 8601. A date that the text does not give stays empty.",
        "## Node types",
        *(_node_section(node) for node in graph.nodes.values()),
        "## Relation types\n\nRead forwards as *source* label *target*, and backwards with the second label.",
        table(
            ("type", "from → to", "Vietnamese", "English", "properties"),
            (_relation_row(relation, graph) for relation in graph.relations.values()),
        ),
        _vocabulary("Values of `DEPENDS_ON.how`", graph.dependency_kinds),
        _vocabulary("Values of `Document.kind`", graph.document_kinds),
    )


def _parameter_row(parameter: Parameter) -> tuple[str, ...]:
    kind: str = parameter.kind
    if parameter.choices:
        kind += ": " + ", ".join(f"`{code}`" for code in parameter.choices)
    need = "yes" if parameter.required else f"no; `{parameter.default}`" if parameter.default else "no"
    return (f"`{parameter.name}`", kind, parameter.label.vi, parameter.label.en, need, f"`{parameter.example}`")


def _query_section(query: Query) -> str:
    head = f"## {query.name}\n\n**{query.title.vi}.** {query.description.vi}\n\n**{query.title.en}.** {query.description.en}"
    rows = [_parameter_row(parameter) for parameter in query.parameters]
    parameters = table(("parameter", "kind", "Vietnamese", "English", "required", "example"), rows)
    examples = "\n".join(f"- {example}" for example in query.examples)
    return f"{head}\n\n{parameters}\n\nAsked in words, for example:\n\n{examples}"


def queries_page() -> str:
    """docs/queries.md, from the catalogue of queries."""
    return _page(
        "Queries",
        "From the modules of `queries/catalogue/`. Each runs as `luocdo query NAME key=value`, as `/api/v1/queries/NAME?key=value`,\n"
        "and from a question in words by `luocdo ask`. An `entity`, `document` or `agency` is given by name or id;\n"
        "a `period` in words (`quý III/2025`) or as two dates joined by `..`.",
        *(_query_section(query) for query in catalogue().values()),
    )


def _readers() -> list[tuple[str, str]]:
    """Each reader: its suffixes, and the first line of what its module says of itself."""
    suffixes: dict[str, list[str]] = {}
    for suffix, reader in readers().items():
        suffixes.setdefault(reader.__module__, []).append(f"`{suffix}`")
    return [(", ".join(known), (sys.modules[module].__doc__ or "").split("\n")[0]) for module, known in sorted(suffixes.items())]


def formats_page() -> str:
    """docs/formats.md, from the readers and the export formats."""
    return _page(
        "Formats",
        "## What is read\n\nFrom the modules of `loaders/readers/`.",
        table(("files", "read as"), _readers()),
        "## What is written\n\n"
        "From the modules of `viz/formats/`. Each is a `--format` of `luocdo export`, `ask` and `query`, and an `/api/v1/export.FORMAT`.\n"
        "The same content gives the same bytes, on every run and machine.",
        table(
            ("format", "file", "Vietnamese", "English", "media type"),
            ((f"`{f.name}`", f"`.{f.extension}`", f.label.vi, f.label.en, f"`{f.media_type}`") for f in formats().values()),
        ),
    )


_READ_ACTS = """## In the text

What stands between two citations says what they have to do with one another; a citation with nothing of the kind is `CITES`.

- The document at hand acts in its title, in its enacting words ("ban hành Nghị định sửa đổi …"), in its articles ("Bãi bỏ …", \
"Quyết định này thay thế …", "… hết hiệu lực kể từ ngày …") and in the lists below a heading that does \
("Bãi bỏ các văn bản sau đây:"). Work to be done (plans, directives, tasks), proposals, conditions, transitional rules and \
quoted new text are no acts.
- Documents that are cited act as their citation tells: "Nghị định A sửa đổi Nghị định B", \
"Nghị định B được sửa đổi, bổ sung bởi Nghị định A".
- "hết hiệu lực" is `REPLACES` for a whole document and `REPEALS` for a part. A phrase that is replaced or removed is `AMENDS`.
- An earlier document acts on no later one; among several that can be meant by "được sửa đổi bởi", it is the one of the same kind and \
issuer (Luật 64/2025/QH15, Điều 8).
- `scope` and `provision` say what part is acted on, `effective_on` from when, where the text tells it.
- A consolidated text repeats its base: "Nghị định này thay thế …" in it is an act of the base."""


def _label_rows() -> Iterable[tuple[str, ...]]:
    who = {"own": "this document → listed", "listed": "listed → this document", "date": "the later → the earlier"}
    for row in read("relation_labels"):
        relation = f"`{row['relation']}`" if row["relation"] else "none"
        yield "; ".join(row["labels"]), relation, who[row["acts"]] if row["relation"] else "", row.get("scope", "")


def relations_page() -> str:
    """docs/relations.md, from the labels in graph/registry/data/relation_labels.yaml."""
    return _page(
        "Relations between documents",
        _READ_ACTS,
        "## In the *lược đồ* of a saved page\n\n"
        "Legal databases list, under fixed labels, what a document has to do with others. Such lists are read where they are plainly\n"
        "about the document on the page (or the one it names as shown); a label tells the part of the *listed* document.\n"
        "From `graph/registry/data/relation_labels.yaml`.",
        table(("labels", "relation", "direction", "scope"), _label_rows()),
    )


_USING_RECIPES = """\
Each file of `queries/cypher/` is one query of the catalogue in plain Cypher, for people who work on the server itself: no plugin, only
reading.
It gives the rows of the query in the same order. Where the query puts several names in one cell, a recipe gives a list; labels are
codes; the proof is on the relationships (`document`, `start`, `end`, `quote`).
It looks at all that is loaded. The program, asked for a day, also leaves out what was issued after it and the work of documents that had
ended by then; a recipe takes the day only for how things stand (overdue, in force, which row of an amended document counts).

## In Neo4j Browser

1. Open Browser: with `docker compose up`, on port 7474 of this machine; elsewhere where the server's keeper says. Sign in with the user
   and password of the server. `make neo4j` starts a server without Browser: connect a Browser of your own, or `cypher-shell`, to the
   address that it prints.
2. Open a recipe. Paste its `:param` lines, without `//`, each into the command line, with values of your own; `null` asks nothing.
   Every parameter must be set once.
3. Paste the whole file and run it. Comments may stay.
4. The column `graph`, where there is one, is what Browser draws: choose the graph view.

The graph view of any result draws what it returns: `MATCH (t:Task {id: "…"})-[r]-(x:Entity) RETURN t, r, x` shows one task with all
around it.

## In Bloom, notebooks and programs

Bloom takes a recipe as the Cypher of a search phrase, with the same parameters; it shows nodes and relationships, so take one with
`graph` and return only that.
A program runs the file as it is:

```
from importlib.resources import files

recipe = files("queries").joinpath("cypher", "managed.cypher").read_text("utf8")
rows = driver.execute_query(recipe, entity="Bộ Công an", types=None, as_of="2024-08-01").records
```

The tests run every recipe over Bolt on real servers and compare its rows with those of the query; Browser and Bloom themselves are not
part of the tests.

## What stands in the database

A thing is `(:Entity:<Type> {id, name, name_en, aliases, …})` with the types and properties of the [ontology](ontology.md). A relation
is one relationship **for each document that says it**, so count with `DISTINCT`; the registry's have the document `registry` and a
`basis`. `(:Reading {document, text})-[:SAYS]->(thing)` tells which text names a thing. `(:Telling)-[:LIKE {kind}]->(:Telling)` leads
from what an earlier document tells of a task to what a later one tells of the same work: `amends`, `moved`, `same` or `apart`;
`(:Same {document, told, node})` says under which id a told task is shown. What the program keeps there
is its own: write with `luocdo load`, not by hand."""


def _recipe_row(query: Query) -> tuple[str, ...]:
    path = Path("queries", "cypher", f"{query.name}.cypher")
    lines = (DOCS.parent / path).read_text("utf8").splitlines()
    said = {key: next(line.removeprefix(key) for line in lines if line.startswith(key)) for key in ("// Rows: ", "// Left out: ")}
    needed = ", ".join(f"`{parameter.name}`" for parameter in query.parameters if parameter.required)
    return (f"[{query.name}](../{path.as_posix()})", query.title.vi, query.title.en, needed, *said.values())


def cypher_page() -> str:
    """docs/cypher.md, from the headers of the recipes in queries/cypher/."""
    head = ("recipe", "Vietnamese", "English", "required", "rows", "left out")
    return _page("Recipes in Cypher", _USING_RECIPES, "## The recipes", table(head, map(_recipe_row, catalogue().values())))


PAGES: Mapping[str, Callable[[], str]] = {
    "ontology.md": ontology_page,
    "queries.md": queries_page,
    "formats.md": formats_page,
    "relations.md": relations_page,
    "cypher.md": cypher_page,
}


def stale() -> list[str]:
    """The generated pages that are missing or not what the code says, by file name."""
    return [name for name, page in PAGES.items() if not (DOCS / name).is_file() or (DOCS / name).read_text("utf8") != page()]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which are stale."""
    if arguments == ["--check"]:
        old = stale()
        for name in old:
            print(f"docs/{name} is not current: run `make docs`", file=sys.stderr)
        return 1 if old else 0
    if arguments:
        print("usage: docs.py [--check]", file=sys.stderr)
        return 2
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
