"""Pages of long answers: which part was asked for, and the address of the part after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

from fastapi import Depends, Query, Request, Response

from queries.model import Answer, Graph

USUAL, LARGEST = 20, 1000
"""Items on a page where nothing is said, and at most."""
FARTHEST = 10**9
_IN_PATHS = "/:@!$&'()*+,;=~"
"""What stands in a path as it is; the path of a request is told with all else unpacked, and a header takes no Đ."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """The part of an answer that one request asks for."""

    request: Request
    limit: int
    offset: int

    def cut(self, items: Sequence[T]) -> Sequence[T]:
        """The items of this page."""
        return items[self.offset : self.offset + self.limit]

    def following(self, total: int) -> str | None:
        """The address of the page after this one, relative to the host; None on the last."""
        after = self.offset + self.limit
        if after >= total:
            return None
        url = self.request.url.include_query_params(limit=self.limit, offset=after)
        return f"{quote(self.request.scope['path'], safe=_IN_PATHS)}?{url.query}"

    def fields(self, total: int, returned: int, response: Response, beside: int = 0) -> dict[str, Any]:
        """`total`, `returned` and `next` of the answer; sets the Link header too. Another list of `beside` items has the same pages."""
        following = self.following(max(total, beside))
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return {"total": total, "returned": returned, "next": following}


def paged(answer: Answer, language: str, page: Page, response: Response, graph: bool) -> dict[str, Any]:
    """One page of an answer, with the graph that proves all of it where that is wanted."""
    out = answer.as_dict(language, page.limit, page.offset)
    out |= page.fields(answer.total, out["returned"], response)
    return out | ({"graph": as_graph(answer.graph)} if graph else {})


def as_graph(graph: Graph) -> dict[str, Any]:
    """A graph in the form of the JSON export."""
    return {"nodes": [node.as_dict() for node in graph.nodes], "edges": [edge.as_dict() for edge in graph.edges]}


async def _page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=LARGEST, description="Số mục trong một trang | Items on a page", examples=[50])] = USUAL,
    offset: Annotated[int, Query(ge=0, le=FARTHEST, description="Bỏ qua bao nhiêu mục | Items to skip", examples=[0])] = 0,
) -> Page:
    return Page(request, limit, offset)


PageNeeded = Annotated[Page, Depends(_page)]
