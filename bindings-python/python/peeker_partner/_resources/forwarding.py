"""Forwarding: where web traffic of domains goes."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peeker_partner._native import Forwarding as ForwardingJob
from peeker_partner._native import Progress
from peeker_partner._operation import Mode, Resource, batch, operation


class Forwarding(Resource[Mode]):
    """Where web traffic of domains goes."""

    @batch("forwarding.set")
    def set(
        self,
        domains: Sequence[str],
        *,
        forwarding_url: str,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> ForwardingJob:
        """Forward domains, by their ids or names, to an http or https address. Any number of them: each job has 25.

        Not replay-safe: the first job whose outcome is unknown ends the batch, and what comes after it is not sent.
        """

    @operation("forwarding.retrieve")
    def retrieve(
        self,
        id: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> ForwardingJob:
        """Get a forwarding job. Raises `NotFoundError` if there is none by that id."""

    @operation("forwarding.wait")
    def wait(
        self,
        id: str,
        *,
        timeout: float | None = None,
        poll: float | None = None,
        stop_on_action: bool = True,
        raise_on_failure: bool = False,
        on_progress: Callable[[Progress], object] | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> ForwardingJob:
        """Wait until a forwarding job has come to an end, also if only a part of it was done (``partial_success``).

        :param timeout: Seconds for all of the wait; an hour.
        :param poll: Seconds from an answer to the next poll; 60 with a live key, 1 in the sandbox.
        :param stop_on_action: Whether ``action_required`` is an end.
        :param raise_on_failure: Raise `WaitFailedError` for ``failed``.
        :param on_progress: Is told of each poll. What it raises ends the wait. `AsyncClient` takes a coroutine
            function too.
        :param deadline: Seconds for one poll with its retries; 90.
        """
