"""The shapes of the HTTP answers, for the OpenAPI description and the clients made from it.

Answers are written as the program makes them, without passing through these models: that they fit is tested, not paid for by
every request. Members beyond those named stand only where the ontology or a query says what else there is.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Cell = str | int | float | bool | None
"""A value in a row; text that is shown is Vietnamese or English as asked for, codes and ids are the same in both."""
_SENTENCE = "Bộ Công an chủ trì xây dựng Trung tâm dữ liệu quốc gia"


class EvidenceOut(BaseModel):
    """The sentence that says it: `quote` is the kept text of `document` from `start` to `end`.

    `page` counts from 1, `table` and `row` from 0; `cell` is the address in a spreadsheet. Each only where the source has it.
    """

    document: str = Field(examples=["document:tb-vpcp-2024-344"])
    start: int = Field(ge=0, examples=[1024])
    end: int = Field(ge=0, examples=[1078])
    quote: str = Field(examples=[_SENTENCE])
    page: int | None = Field(default=None, ge=1, examples=[3])
    table: int | None = Field(default=None, ge=0, examples=[0])
    row: int | None = Field(default=None, ge=0, examples=[6])
    cell: str | None = Field(default=None, examples=["Nhiệm vụ!C7"])


class SaidOut(EvidenceOut):
    """A proving sentence in a row of an answer, with its document and the day it was issued ('' where unknown)."""

    document_name: str = Field(examples=["344/TB-VPCP"])
    document_date: str = Field(examples=["2024-07-23"])


class BasisOut(BaseModel):
    """What proves a fact of the built-in registry: the legal text or list it rests on, and the day from which it holds."""

    model_config = ConfigDict(extra="forbid")
    basis: str = Field(examples=["Nghị quyết số 176/2025/QH15"])
    on: str | None = Field(default=None, examples=["2025-03-01"])


class HopOut(BaseModel):
    """One relation that proves a row, as it stands in the graph; `target` is empty where the hop leads to a value."""

    source: str = Field(examples=["task:bo-cong-an-xay-dung-trung-tam"])
    source_name: str = Field(examples=["xây dựng Trung tâm dữ liệu quốc gia"])
    relation: str = Field(examples=["LED_BY"])
    label: str = Field(examples=["do cơ quan chủ trì"])
    label_en: str = Field(examples=["led by"])
    target: str = Field(examples=["agency:bo-cong-an"])
    target_name: str = Field(examples=["Bộ Công an"])
    evidence: list[SaidOut | BasisOut] = Field(min_length=1)


class NodeOut(BaseModel):
    """One thing of the graph; the properties of its type, as the ontology lists them, stand beside these members."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Cell]
    id: str = Field(examples=["agency:bo-cong-an"])
    type: str = Field(examples=["Agency"])
    name: str = Field(examples=["Bộ Công an"])
    name_en: str | None = Field(default=None, examples=["Ministry of Public Security"])
    aliases: list[str] = Field(examples=[["BCA"]])
    mentions: list[EvidenceOut]


class EdgeOut(BaseModel):
    """One relation, with the sentences that say it or the registry's `basis`; its other properties stand beside these members."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Cell]
    source: str = Field(examples=["document:tb-vpcp-2024-344"])
    target: str = Field(examples=["agency:van-phong-chinh-phu"])
    type: str = Field(examples=["ISSUED_BY"])
    evidence: list[EvidenceOut]


class GraphOut(BaseModel):
    """Nodes and the edges between them, as in the JSON export."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]


class Paged(BaseModel):
    """`total` things exist, `returned` of them are here; `next` is the address of the page after, if there is one."""

    total: int = Field(ge=0, examples=[214])
    returned: int = Field(ge=0, examples=[100])
    next: str | None = Field(default=None, examples=["/api/v1/queries/tasks?limit=100&offset=100"])


class NamedOut(BaseModel):
    """An entity named in passing."""

    id: str = Field(examples=["database:dat-dai"])
    type: str = Field(examples=["Database"])
    name: str = Field(examples=["Cơ sở dữ liệu quốc gia về đất đai"])


class HitOut(NamedOut):
    """One entity found by search; a higher score is a better match."""

    type_label: str = Field(examples=["Cơ sở dữ liệu"])
    score: float = Field(examples=[1.0])


class SearchOut(BaseModel):
    """What a search found, best first. How many there would be in all is not counted; `next` says whether there are more."""

    query: str = Field(examples=["dat dai"])
    returned: int = Field(ge=0, examples=[1])
    next: str | None = Field(default=None, examples=["/api/v1/search?q=dat+dai&limit=20&offset=20"])
    results: list[HitOut]


class LinkOut(BaseModel):
    """One relation of an entity, read from it: `label` says how it stands to `other`."""

    type: str = Field(examples=["LED_BY"])
    label: str = Field(examples=["chủ trì"])
    other: NamedOut
    edge: EdgeOut


class EntityOut(Paged):
    """An entity with one page of its relations, of which there are `total`, and of its `mentions`, of which there are `mentions_total`."""

    entity: NodeOut
    mentions_total: int = Field(ge=0, examples=[57])
    relations: list[LinkOut]


class ColumnOut(BaseModel):
    """One column of an answer."""

    name: str = Field(examples=["task"])
    label: str = Field(examples=["nhiệm vụ"])


class RowOut(BaseModel):
    """One row: a value for each column by its name, ids and codes beside them, and what proves it.

    `evidence` are the sentences; `because` the relations that lead to the row, in reading order, each with its own.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Cell]
    evidence: list[SaidOut | BasisOut]
    because: list[HopOut] = Field(min_length=1)


class ShownOut(BaseModel):
    """A parameter as people read it."""

    label: str = Field(examples=["đối tượng"])
    value: str = Field(examples=["Trung tâm dữ liệu quốc gia"])


class AlternativeOut(BaseModel):
    """What else a question may mean: `query` with `parameters` answers it."""

    query: str = Field(examples=["impact"])
    parameters: dict[str, str] = Field(examples=[{"entity": "platform:trung-tam-du-lieu-quoc-gia"}])
    meaning: str = Field(examples=["Ảnh hưởng khi ngừng hoạt động (đối tượng: Trung tâm dữ liệu quốc gia)"])


class AnswerBase(Paged):
    """How a question was understood, and what the columns of its answer are."""

    query: str = Field(examples=["dependents"])
    understood: str = Field(examples=["Những gì phụ thuộc vào Trung tâm dữ liệu quốc gia"])
    parameters: dict[str, str] = Field(examples=[{"entity": "platform:trung-tam-du-lieu-quoc-gia"}])
    parameters_shown: dict[str, ShownOut]
    columns: list[ColumnOut]
    notes: list[str] = Field(examples=[[]])
    alternatives: list[AlternativeOut]
    graph: GraphOut | None = Field(default=None, description="Đồ thị chứng minh, khi có graph=true | The proving graph, where graph=true")


class AnswerOut(AnswerBase):
    """The answer to a question, whichever query of the catalogue gave it."""

    rows: list[RowOut]


class ParameterOut(BaseModel):
    """One input of a query. `choices` gives the codes it takes, with what they mean."""

    name: str = Field(examples=["entity"])
    kind: Literal["entity", "document", "agency", "text", "date", "period", "int", "choice"] = Field(examples=["entity"])
    label: str = Field(examples=["đối tượng"])
    example: str = Field(examples=["Trung tâm dữ liệu quốc gia"])
    required: bool = Field(examples=[True])
    default: str = Field(examples=[""])
    choices: dict[str, str] = Field(examples=[{"lead": "chủ trì"}])


class QueryOut(BaseModel):
    """One question of the catalogue."""

    name: str = Field(examples=["dependents"])
    title: str = Field(examples=["Phụ thuộc vào"])
    description: str = Field(examples=["Những gì phụ thuộc vào một mục, trực tiếp hoặc qua các mục khác."])
    parameters: list[ParameterOut]
    examples: list[str] = Field(examples=[["Nhiệm vụ nào phụ thuộc vào Trung tâm dữ liệu quốc gia?"]])


class QueriesOut(BaseModel):
    """The catalogue of questions."""

    queries: list[QueryOut]


class DocumentOut(BaseModel):
    """A document whose text is kept. `characters` is the length of the text, `digest` the SHA-256 of it."""

    id: str = Field(examples=["document:tb-vpcp-2024-344"])
    name: str = Field(examples=["Thông báo số 344/TB-VPCP"])
    source: str = Field(examples=["tb-344.html"])
    characters: int = Field(ge=0, examples=[15360])
    digest: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])


class DocumentsOut(Paged):
    """One page of the loaded documents, by id."""

    documents: list[DocumentOut]


class FactOut(BaseModel):
    """One fact that a passage proves: `label` says how `source` stands to `target`."""

    start: int = Field(ge=0, examples=[1024])
    end: int = Field(ge=0, examples=[1078])
    relation: str = Field(examples=["ASSIGNS"])
    label: str = Field(examples=["giao nhiệm vụ"])
    source: NamedOut
    target: NamedOut


class TextOut(BaseModel):
    """The kept text of a document and the facts read from it, each with where it stands."""

    document: DocumentOut
    text: str = Field(examples=[_SENTENCE])
    facts: list[FactOut]


class LoadedOut(BaseModel):
    """What became of an uploaded file. `facts` and `relations` count by type; `notes` tell what its reader had to decide."""

    source: str = Field(examples=["quyet-dinh.html"])
    outcome: Literal["added", "unchanged", "replaced", "superseded"] = Field(examples=["added"])
    document: str = Field(examples=["document:qd-ttg-2025-2597"])
    name: str = Field(examples=["Quyết định số 2597/QĐ-TTg"])
    facts: dict[str, int] = Field(examples=[{"Task": 12}])
    relations: dict[str, int] = Field(examples=[{"ASSIGNS": 12}])
    unresolved: int = Field(ge=0, examples=[0])
    error: str = Field(examples=[""])
    notes: list[str] = Field(examples=[[]])


class InvalidOut(BaseModel):
    """A parameter that is missing or wrong, and why."""

    name: str = Field(examples=["depth"])
    reason: str = Field(examples=["phải là số nguyên"])


class ChoiceOut(BaseModel):
    """One thing that a name may mean, with `count` relations; `query` with `parameters` goes on with it."""

    id: str = Field(examples=["agency:bnnmt"])
    type: str = Field(examples=["Agency"])
    name: str = Field(examples=["Bộ Nông nghiệp và Môi trường"])
    count: int = Field(ge=0, examples=[57])
    query: str = Field(examples=["tasks"])
    parameters: dict[str, str] = Field(examples=[{"agency": "agency:bnnmt"}])


class ProblemOut(BaseModel):
    """Problem details (RFC 9457). `suggestions` can be asked instead, `choices` are what a name may mean, `invalid` names what is
    wrong with parameters; `request_id` finds the request in the log."""

    type: str = Field(examples=["urn:luocdo:problem:404"])
    title: str = Field(examples=["Không tìm thấy"])
    status: int = Field(ge=400, le=599, examples=[404])
    detail: str = Field(examples=["Không tìm thấy 'Bộ X' trong đồ thị."])
    instance: str = Field(examples=["/api/v1/entities/agency:bo-x"])
    request_id: str = Field(examples=["5f0c6f2f9b0b4c1e"])
    suggestions: list[str] | None = Field(default=None, examples=[["Bộ Y tế"]])
    choices: list[ChoiceOut] | None = Field(default=None)
    invalid: list[InvalidOut] | None = Field(default=None)


class StatusOut(BaseModel):
    """The process lives."""

    status: Literal["ok"] = Field(examples=["ok"])


class ReadyOut(StatusOut):
    """The store answers; `version` grows with every change of it."""

    version: int = Field(ge=0, examples=[42])
