"""The OpenAPI description: what FastAPI derives from the endpoints, and what holds for all of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from api.problems import MEDIA_TYPE
from api.schemas import ProblemOut

_REF = "#/components/schemas/{model}"
_PROBLEMS = {
    "400": "Yêu cầu không đọc được | The request cannot be read",
    "403": "Vượt mức cho phép, hoặc gửi từ trang khác | More than is given at once, or sent by another site",
    "404": "Không tìm thấy, hoặc không hiểu lời | Not found, or words not understood",
    "409": "Tên chỉ nhiều mục, hoặc tham số loại trừ nhau | A name means several things, or parameters exclude one another",
    "413": "Tệp quá lớn | The file is too large",
    "414": "Địa chỉ quá dài | The address is too long",
    "422": "Tham số hoặc tệp không xử lý được | A parameter or file cannot be processed",
    "500": "Lỗi bên trong | Internal error",
    "503": "Kho chưa sẵn sàng, quá thời gian, hoặc đang bận | The store is away, it takes too long, or too much runs",
}
_TAG = {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}, "example": '"0"'}
_HEADERS: dict[str, Any] = {
    "ETag": {"description": "Tên của câu trả lời này | Names this answer", "schema": {"type": "string"}},
    "Link": {"description": "Trang sau (rel=next) | The page after", "schema": {"type": "string"}},
    "X-Request-Id": {"description": "Mã của yêu cầu trong nhật ký | Finds the request in the log", "schema": {"type": "string"}},
}


def describe(app: FastAPI) -> None:
    """Let `app` describe its errors as problem details, and conditional requests where it answers them."""
    derived = app.openapi
    app.openapi = cache(lambda: _completed(derived()))  # type: ignore[method-assign]


def _completed(description: dict[str, Any]) -> dict[str, Any]:
    schemas = description["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    _, problems = models_json_schema([(ProblemOut, "serialization")], ref_template=_REF)
    schemas |= problems["$defs"]
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            _complete(operation, cached=path.startswith("/api/") and method == "get")
    return description


def _complete(operation: dict[str, Any], cached: bool) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="ProblemOut")}}}
    for status, text in _PROBLEMS.items():
        if status != "413" or "requestBody" in operation:
            operation["responses"][status] = {"description": text, "content": content}
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            answer["headers"] = {name: header for name, header in _HEADERS.items() if cached or name == "X-Request-Id"}
    if cached:
        operation["responses"]["304"] = {"description": "Chưa có gì thay đổi | Nothing has changed"}
        operation.setdefault("parameters", []).append(_TAG)
