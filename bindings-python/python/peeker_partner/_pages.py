"""Lists, read page by page: each page is asked for when its first row is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from peeker_partner import _native
from peeker_partner.errors import PeekerError

if TYPE_CHECKING:
    from peeker_partner._host import Host
    from peeker_partner._native import Meta, PageInfo
    from peeker_partner._options import Call

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Page(Generic[T_co]):
    """One page of a list. It can be iterated, counted and indexed like its rows."""

    data: tuple[T_co, ...]
    """The rows."""
    info: PageInfo
    """What the page says besides its rows."""
    meta: Meta
    """What is known of the call that gave it: request id, attempts."""
    next_page_token: str | None = field(default=None)
    """Where the list goes on: the ``page_token`` of a later list. ``None`` on the last page."""

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, index: int) -> T_co:
        return self.data[index]

    def __repr__(self) -> str:
        more = "more" if self.next_page_token else "the last"
        return f"Page({len(self.data)} rows, {more}, request_id={self.meta.request_id!r})"


class _Listing(Generic[T_co]):
    def __init__(self, host: Host, call: Call) -> None:
        call.begin(host._native)  # What is wrong with a filter is said here and now. Nothing is sent by this.
        self._host = host
        self._call = call

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._call.operation!r})"


class Listing(_Listing[T_co]):
    """A list. Iterating it gives the rows of all pages, from the beginning each time::

    for order in client.orders.list(status="in_progress"):
        print(order.id)
    """

    def __iter__(self) -> Iterator[T_co]:
        for page in self.pages():
            yield from page.data

    def pages(self) -> Iterator[Page[T_co]]:
        """Give the pages instead of the rows. Each has the meta of its call."""
        walk = _Walk(self._call)
        while walk.goes_on():
            yield self._host._perform(walk.call, walk.page)


class AsyncListing(_Listing[T_co]):
    """A list. Iterating it gives the rows of all pages, from the beginning each time::

    async for order in client.orders.list(status="in_progress"):
        print(order.id)
    """

    async def __aiter__(self) -> AsyncIterator[T_co]:
        async for page in self.pages():
            for row in page.data:
                yield row

    async def pages(self) -> AsyncIterator[Page[T_co]]:
        """Give the pages instead of the rows. Each has the meta of its call."""
        walk = _Walk(self._call)
        while walk.goes_on():
            yield await self._host._perform(walk.call, walk.page)


class _Walk:
    """One way through a list: the call that is next."""

    def __init__(self, first: Call) -> None:
        self.call = first
        self._pager = _native.Pager(first.operation)
        self._page: Page[Any] | None = None
        self._broken: Exception | None = None

    def goes_on(self) -> bool:
        """Say whether there is a next page. A list that cannot go on says so here, after the rows that there were."""
        if self._broken is not None:
            raise self._broken
        if self._page is None:
            return True
        token = self._page.next_page_token
        if token is None:
            return False
        import json

        fields = json.loads(self.call.input) | {"page_token": token}
        self.call = replace(self.call, input=json.dumps(fields))
        return True

    def page(self, result: Any) -> Page[Any]:
        """Take what the call gave."""
        (rows, info), meta = result.data, result.meta
        try:
            token = self._pager.next(info, meta)
        except PeekerError as error:
            self._broken, token = error, None
        self._page = Page(rows, info, meta, token)
        return self._page
