"""Structure never fails and loses nothing: whatever a reader gives, each block stands once in what is kept or in what was dropped.

Guards against paragraphs read twice or not at all, rows of tables in two tasks, and rules that stumble over odd tables.
"""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from loaders.layout import CELL, HEADING, PARAGRAPH, Block, Layout, LayoutBuilder
from loaders.pipeline import extract
from loaders.readers import html, markdown, plain
from loaders.reading import begin
from loaders.structure import furniture
from loaders.structure.tables import TableFinder
from tests.extraction import official
from tests.test_extraction_properties import SAMPLES, texts

CELLS = [
    "TT", "STT", "Nhiệm vụ", "Nội dung", "Cơ quan chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Cấp trình", "Chỉ tiêu", "Đơn vị tính",
    "Năm 2026", "2030", "Kế hoạch năm 2026", "Thực hiện", "Ghi chú", "I", "II.", "1", "1.1", "a)", "-", "x", "nt", "Như trên", '"', "(1)",
    "Bộ Y tế", "Bộ Công an chủ trì, phối hợp với Bộ Nội vụ", "Chủ trì: Bộ Y tế; phối hợp: Bộ Công an", "6/2026", "Quý III/2026",
    "99/99/9999", "31/2/2026", "Xây dựng kho dữ liệu thuốc", "và người dân", "≥ 80%", "1.250,5", "0", "80-100", "Đến năm 2030",
    "BỘ CÔNG AN", "\u0301", "😀",
]  # fmt: skip
cells = st.tuples(st.sampled_from(CELLS), st.integers(0, 6), st.integers(1, 4))
grids = st.lists(st.lists(cells, min_size=1, max_size=7), min_size=1, max_size=8)
HEAD = official("Điều 1. Ban hành danh mục.", "decision").split("\n\n")


def layout_of(parts: list[list[list[tuple[str, int, int]]] | str], headed: bool) -> Layout:
    """Paragraphs and tables, below the head of a decision or not."""
    builder = LayoutBuilder()
    for line in HEAD if headed else ():
        builder.add(line)
    for number, part in enumerate(parts):
        if isinstance(part, str):
            builder.add(part, HEADING if part.isupper() else PARAGRAPH)
            continue
        for row, inside in enumerate(part):
            for text, column, down in inside:
                builder.add(text, CELL, table=number, row=row, column=column, span_rows=down)
    return builder.build()


def in_one_place(layout: Layout) -> None:
    """Every block of the layout is in the head, a passage, or among what furniture dropped, once and in order."""
    reading = begin(layout)
    proper, official_ = furniture.document_proper(reading.form, layout.blocks)
    head = proper[: reading.head.blocks]
    kept = [*head, *(passage.block for passage in reading.passages)]
    assert kept == proper
    dropped = [block for block in layout.blocks if block not in set(proper)]
    assert sorted([*kept, *dropped], key=start) == sorted(layout.blocks, key=start)
    assert not official_ or [layout.blocks.index(block) for block in kept] == sorted(layout.blocks.index(block) for block in kept)
    outside = list(layout.text)
    for block in layout.blocks:
        assert outside[block.start : block.end] == list(layout.text[block.start : block.end])
        outside[block.start : block.end] = [""] * (block.end - block.start)
    assert not "".join(outside).strip()


def start(block: Block) -> int:
    return block.start


@given(text=texts, headed=st.booleans(), reader=st.sampled_from([markdown.read, html.read, plain.read]))
def test_each_block_in_one_place(text, headed, reader) -> None:
    """Any words in any order, from three readers."""
    data = (official(text, "decision") if headed else text).encode()
    in_one_place(reader(data, "case") if text.strip() else plain.read(b"x", "case"))


@given(
    parts=st.lists(st.one_of(grids, st.sampled_from(["PHỤ LỤC", "12", "Bộ Y tế:", "Nơi nhận:", "I. Bộ Công an"])), max_size=5),
    headed=st.booleans(),
)
def test_any_tables(parts, headed) -> None:
    """Tables of any cells in any columns, overlapping and merged, one after the other: read to the end, each cell once."""
    layout = layout_of(parts, headed)
    in_one_place(layout)
    reading = begin(layout)
    seen = [
        passage.index
        for table in TableFinder(reading.text, reading.form).tables(reading.passages)
        for row in table.rows
        for parts_ in row.cells.values()
        for passage in parts_
    ]
    assert len(seen) == len(set(seen))
    extract(layout, "case", "case")


@given(seed=st.integers(0, 10**9), sample=st.sampled_from([path for path in SAMPLES if path.suffix in (".md", ".txt", ".html")]))
def test_documents_with_their_lines_mixed(seed, sample) -> None:
    """Real forms with lines lost, doubled, moved and cut: extraction comes to its end."""
    r = random.Random(seed)
    lines = sample.read_text("utf8").split("\n")
    for _ in range(r.randrange(1, 12)):
        at = r.randrange(len(lines))
        match r.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[r.randrange(len(lines))])
            case 2:
                lines[at] = lines[at][: r.randrange(len(lines[at]) + 1)]
            case 3:
                other = r.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                lines[at] = lines[at].upper() if r.random() < 0.5 else lines[at].replace(" ", "  ").replace(".", "")
        lines = lines or ["x"]
    reader = {".md": markdown.read, ".txt": plain.read, ".html": html.read}[sample.suffix]
    layout = reader("\n".join([*lines, "x"]).encode(), "case")
    if layout.blocks:
        in_one_place(layout)
    extract(layout, "case", "case")
