"""What became of a long input, part by part."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

if TYPE_CHECKING:
    from peeker_partner import _native
    from peeker_partner._host import Host
    from peeker_partner._native import (
        Availability,
        BatchResult,
        DomainAvailability,
        Forwarding,
        Import,
        Machine,
        Meta,
    )
    from peeker_partner.errors import PeekerError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class BatchItem(Generic[T_co]):
    """What became of one call of a batch."""

    domains: tuple[str, ...]
    """The domains of this call as they are sent, in the order of the input."""
    outcome: Literal["succeeded", "failed", "unknown"]
    """``failed`` is certainly not done, and what a retry repeats; ``unknown`` may have been done: look first."""
    result: T_co | None
    """What the call gave, if it succeeded."""
    error: PeekerError | None
    """Why it did not succeed. A place that the API names, as ``domains[3]``, counts within this call."""
    meta: Meta | None
    """What is known of the call besides. An error has its own."""


class _Batch(Generic[T_co]):
    """What became of a long input: one item per call, in the order of the input."""

    def __init__(self, host: Host, native: BatchResult) -> None:
        self._host = host
        self._native = native
        self.items: tuple[BatchItem[T_co], ...] = tuple(BatchItem(*item) for item in native.items())

    @property
    def is_complete(self) -> bool:
        """Whether every item succeeded."""
        return all(item.outcome == "succeeded" for item in self.items)

    @property
    def succeeded(self) -> tuple[BatchItem[T_co], ...]:
        """The items that are done."""
        return self._with("succeeded")

    @property
    def failed(self) -> tuple[BatchItem[T_co], ...]:
        """The items that are certainly not done: what a retry repeats."""
        return self._with("failed")

    @property
    def unknown(self) -> tuple[BatchItem[T_co], ...]:
        """The items that may have been done. A retry leaves them alone."""
        return self._with("unknown")

    @property
    def results(self) -> tuple[T_co, ...]:
        """What the items gave that are done, in the order of the input."""
        return tuple(cast("T_co", item.result) for item in self.succeeded)

    @property
    def rows(self: _Batch[Availability]) -> tuple[DomainAvailability, ...]:
        """Of an availability check: every row that there is, in the order of the input."""
        return tuple(row for answer in self.results for row in answer.domains)

    @property
    def jobs(self: _Batch[Job]) -> tuple[Job, ...]:
        """Of imports and forwarding: the jobs that were begun."""
        return self.results

    def raise_for_errors(self) -> None:
        """Raise the error of the first item that did not succeed, if there is one.

        What succeeded is done all the same: look at it first if its ids matter.
        """
        for item in self.items:
            if item.error is not None:
                raise item.error

    def to_dict(self) -> dict[str, Any]:
        """Give all items in built-in types, without secrets."""
        import json

        found: dict[str, Any] = json.loads(self._native.to_json())
        return found

    def _with(self, outcome: str) -> tuple[BatchItem[T_co], ...]:
        return tuple(item for item in self.items if item.outcome == outcome)

    def _again(self) -> Any:
        return self._host._perform(_Retry(self._native), self._host._batch)

    def __repr__(self) -> str:
        counts = {name: len(self._with(name)) for name in ("succeeded", "failed", "unknown")}
        shown = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        return f"{type(self).__name__}({shown or 'nothing'})"

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} is not pickled, because it can be retried; pickle its items")


class Batch(_Batch[T_co]):
    """What became of a long input: one item per call, in the order of the input.

    It never raises for an item::

        batch = client.domains.check_availability(names)
        if not batch.is_complete:
            batch = batch.retry()
        cheapest = min(row.price_cents for row in batch.rows if row.available)
    """

    def retry(self) -> Batch[T_co]:
        """Send what failed or was not sent once more, with the same bytes, and give a new batch.

        What is done or unknown is left alone, and stays in its place.
        """
        again: Batch[T_co] = self._again()
        return again


class AsyncBatch(_Batch[T_co]):
    """What became of a long input: one item per call, in the order of the input. It never raises for an item."""

    def retry(self) -> Coroutine[Any, Any, AsyncBatch[T_co]]:
        """Send what failed or was not sent once more, with the same bytes; await the new batch.

        What is done or unknown is left alone, and stays in its place.
        """
        again: Coroutine[Any, Any, AsyncBatch[T_co]] = self._again()
        return again


Job = TypeVar("Job", "Import", "Forwarding")


@dataclass(frozen=True)
class _Retry:
    batch: BatchResult
    operation: str = "retry"
    on_progress: Callable[[Any], object] | None = None

    def begin(self, native: _native.Client) -> Machine:
        return native.retry(self.batch)
