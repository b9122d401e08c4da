"""The shapes of the HTTP answers, for validation and for the OpenAPI description."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


def _unknown(value: object) -> bool:
    return value is None


class EvidenceOut(BaseModel):
    """The sentence that says it: `quote` is the kept text of `document` from `start` to `end`.

    `page` counts from 1, `table` and `row` from 0; `cell` is the address in a spreadsheet. Each only where the source has it.
    """

    model_config = ConfigDict(extra="allow")
    document: str = Field(examples=["document:tb-vpcp-2024-344"])
    start: int = Field(ge=0, examples=[1024])
    end: int = Field(ge=0, examples=[1187])
    quote: str = Field(examples=["Bộ Công an chủ trì xây dựng Trung tâm dữ liệu quốc gia"])
    page: int | None = Field(default=None, ge=1, examples=[3], exclude_if=_unknown)
    table: int | None = Field(default=None, ge=0, examples=[0], exclude_if=_unknown)
    row: int | None = Field(default=None, ge=0, examples=[6], exclude_if=_unknown)
    cell: str | None = Field(default=None, examples=["Nhiệm vụ!C7"], exclude_if=_unknown)


class NodeOut(BaseModel):
    """One thing of the graph; the properties of its type stand beside these members."""

    model_config = ConfigDict(extra="allow")
    id: str = Field(examples=["agency:bo-cong-an"])
    type: str = Field(examples=["Agency"])
    name: str = Field(examples=["Bộ Công an"])
    aliases: list[str] = Field(default_factory=list, examples=[["BCA"]])
    mentions: list[EvidenceOut] = Field(default_factory=list)


class EdgeOut(BaseModel):
    """One relation, with the sentences that say it or the registry's `basis`."""

    model_config = ConfigDict(extra="allow")
    source: str = Field(examples=["document:tb-vpcp-2024-344"])
    target: str = Field(examples=["agency:van-phong-chinh-phu"])
    type: str = Field(examples=["ISSUED_BY"])
    evidence: list[EvidenceOut] = Field(default_factory=list)


class GraphOut(BaseModel):
    """Nodes and the edges between them, as in the JSON export."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]


class Paged(BaseModel):
    """`total` things exist, `returned` of them are here; `next` is the address of the page after, if there is one."""

    total: int = Field(examples=[1])
    returned: int = Field(examples=[1])
    next: str | None = Field(default=None, examples=[None])


class HitOut(BaseModel):
    """One entity found by search; a higher score is a better match."""

    id: str = Field(examples=["agency:bo-cong-an"])
    type: str = Field(examples=["Agency"])
    type_label: str = Field(examples=["Cơ quan"])
    name: str = Field(examples=["Bộ Công an"])
    score: float = Field(examples=[1.0])


class SearchOut(BaseModel):
    """What a search found, best first."""

    query: str = Field(examples=["bo cong an"])
    returned: int = Field(examples=[1])
    results: list[HitOut]


class NamedOut(BaseModel):
    """An entity named in passing."""

    id: str = Field(examples=["database:dat-dai"])
    type: str = Field(examples=["Database"])
    name: str = Field(examples=["Cơ sở dữ liệu quốc gia về đất đai"])


class LinkOut(BaseModel):
    """One relation of an entity, read from it: `label` says how it stands to `other`."""

    type: str = Field(examples=["LED_BY"])
    label: str = Field(examples=["chủ trì"])
    other: NamedOut
    edge: EdgeOut


class EntityOut(Paged):
    """An entity with its relations."""

    entity: NodeOut
    total: int
    relations: list[LinkOut]


class ColumnOut(BaseModel):
    """One column of an answer."""

    name: str = Field(examples=["task"])
    label: str = Field(examples=["Nhiệm vụ"])


class SaidOut(EvidenceOut):
    """A sentence that proves a row, with the name of its document and the day it was issued ('' where unknown)."""

    document_name: str = Field(examples=["344/TB-VPCP"])
    document_date: str = Field(examples=["2024-07-26"])


class BasisOut(BaseModel):
    """The legal basis of a fact of the built-in registry, and the day of the fact where it has one."""

    model_config = ConfigDict(extra="forbid")
    basis: str = Field(examples=["176/2025/QH15"])
    on: str | None = Field(default=None, examples=["2025-03-01"], exclude_if=_unknown)


class HopOut(BaseModel):
    """One relation that proves a row, as it stands in the graph, with its evidence.

    Where a hop tells a value and not a relation, `target` is empty and `target_name` the value.
    """

    source: str = Field(examples=["document:tb-vpcp-2024-344"])
    source_name: str = Field(examples=["344/TB-VPCP"])
    relation: str = Field(examples=["ASSIGNS"])
    label: str = Field(examples=["giao nhiệm vụ"])
    label_en: str = Field(examples=["assigns"])
    target: str = Field(examples=["task:tb-vpcp-2024-344-1"])
    target_name: str = Field(examples=["xây dựng Trung tâm dữ liệu quốc gia"])
    evidence: list[SaidOut | BasisOut] = Field(min_length=1)


class RowOut(BaseModel):
    """One row: the columns of the answer and the ids beside them, and what proves it: `evidence` flat, `because` hop by hop."""

    model_config = ConfigDict(extra="allow")
    evidence: list[SaidOut | BasisOut]
    because: list[HopOut] = Field(min_length=1)


class ShownOut(BaseModel):
    """A parameter as people read it."""

    label: str = Field(examples=["đối tượng"])
    value: str = Field(examples=["Trung tâm dữ liệu quốc gia"])


class AlternativeOut(BaseModel):
    """What else a question may mean: `query` with `parameters` answers it."""

    query: str = Field(examples=["impact"])
    parameters: dict[str, str]
    meaning: str = Field(examples=["Ảnh hưởng khi ngừng hoạt động (đối tượng: Trung tâm dữ liệu quốc gia)"])


class AnswerOut(Paged):
    """The answer to a question: how it was understood, and its rows, each with what proves it."""

    query: str = Field(examples=["dependents"])
    understood: str = Field(examples=["Nhiệm vụ phụ thuộc vào Trung tâm dữ liệu quốc gia"])
    parameters: dict[str, str]
    parameters_shown: dict[str, ShownOut]
    columns: list[ColumnOut]
    rows: list[RowOut]
    notes: list[str]
    alternatives: list[AlternativeOut]
    graph: GraphOut | None = Field(default=None, description="Đồ thị chứng minh, khi có graph=true | The proving graph, where graph=true")


class ParameterOut(BaseModel):
    """One input of a query."""

    name: str = Field(examples=["entity"])
    kind: str = Field(examples=["entity"])
    label: str = Field(examples=["Đối tượng"])
    example: str = Field(examples=["Trung tâm dữ liệu quốc gia"])
    required: bool
    default: str
    choices: dict[str, str]


class QueryOut(BaseModel):
    """One question of the catalogue."""

    name: str = Field(examples=["dependents"])
    title: str
    description: str
    parameters: list[ParameterOut]
    examples: list[str]


class QueriesOut(BaseModel):
    """The catalogue of questions."""

    queries: list[QueryOut]


class DocumentOut(BaseModel):
    """A document whose text is kept. `characters` is the length of the text."""

    id: str = Field(examples=["document:tb-vpcp-2024-344"])
    name: str = Field(examples=["Thông báo số 344/TB-VPCP"])
    source: str = Field(examples=["tb-344.html"])
    characters: int = Field(examples=[15360])
    digest: str


class DocumentsOut(Paged):
    """The loaded documents, by id."""

    documents: list[DocumentOut]


class FactOut(BaseModel):
    """One fact that a passage proves."""

    start: int
    end: int
    relation: str = Field(examples=["ASSIGNS"])
    label: str = Field(examples=["giao nhiệm vụ"])
    source: NamedOut
    target: NamedOut


class TextOut(BaseModel):
    """The kept text of a document and the facts read from it, each with where it stands."""

    document: DocumentOut
    text: str
    facts: list[FactOut]


class LoadedOut(BaseModel):
    """What became of an uploaded file. `facts` and `relations` count by type."""

    source: str = Field(examples=["quyet-dinh.html"])
    outcome: str = Field(examples=["added"])
    document: str = Field(examples=["document:qd-ttg-2025-2597"])
    name: str = Field(examples=["Quyết định số 2597/QĐ-TTg"])
    facts: dict[str, int]
    relations: dict[str, int]
    unresolved: int
    error: str


class ChoiceOut(BaseModel):
    """One thing that a name may mean, with `count` relations; `query` with `parameters` goes on with it."""

    id: str = Field(examples=["agency:bnnmt"])
    type: str = Field(examples=["Agency"])
    name: str = Field(examples=["Bộ Nông nghiệp và Môi trường"])
    count: int = Field(ge=0, examples=[57])
    query: str = Field(examples=["tasks"])
    parameters: dict[str, str]


class ProblemOut(BaseModel):
    """Problem details (RFC 9457). `suggestions` can be asked instead; `choices` are what a name may mean."""

    model_config = ConfigDict(extra="allow")
    type: str = Field(examples=["urn:luocdo:problem:404"])
    title: str = Field(examples=["Không tìm thấy"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Không tìm thấy 'Bộ X' trong đồ thị."])
    instance: str = Field(default="", examples=["/api/v1/entities/agency:bo-x"])
    suggestions: list[str] = Field(default_factory=list)
    choices: list[ChoiceOut] = Field(default_factory=list)


class StatusOut(BaseModel):
    """The process lives."""

    status: str = Field(examples=["ok"])


class ReadyOut(StatusOut):
    """The store answers; `version` grows with every change of it."""

    version: int = Field(examples=[42])
