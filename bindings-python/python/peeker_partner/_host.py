"""Who makes the calls of methods: what a method, a list and a batch need of their client."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from peeker_partner import _native
    from peeker_partner._native import Machine


class Begun(Protocol):
    """Something that can be begun: a `Call`, or the retry of a batch."""

    @property
    def operation(self) -> str:
        """As in ``orders.create``."""

    @property
    def on_progress(self) -> Callable[[Any], object] | None:
        """Who is told how far a wait has come."""

    def begin(self, native: _native.Client) -> Machine:
        """Begin it. Nothing is sent yet."""


class Host(Protocol):
    """A client, as far as its methods know it."""

    _native: _native.Client

    def _perform(self, call: Begun, shape: Callable[[Any], Any]) -> Any:
        """Make the call and give what ``shape`` makes of its `Result`; a coroutine of it, if calls are awaited."""

    def _listing(self, call: Any) -> Any:
        """Give the list that begins with this call."""

    def _batch(self, result: Any) -> Any:
        """Give what became of a batch."""
