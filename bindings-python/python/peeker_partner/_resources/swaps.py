"""Swaps: another domain, or other names, on an order."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peeker_partner._enums import SwapStatus, SwapType
from peeker_partner._inputs import NewPersona
from peeker_partner._native import Persona, Progress, Swap, SwapBatch
from peeker_partner._operation import Mode, Resource, listing, operation


class Swaps(Resource[Mode]):
    """Another domain, or other names, on an order."""

    @operation("swaps.create")
    def create(
        self,
        *,
        type: SwapType,
        domain_id: str,
        replacement_domain: str,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Swap:
        """Replace a domain. Not replay-safe: see `OutcomeUnknownError`.

        :param type: ``standard`` or ``premium``. Premium is for Microsoft domains, within the plan's quota, once in
            30 days per domain.
        :param domain_id: The domain to retire, ``dom_…``.
        :param replacement_domain: A root domain that can be bought, or that was imported.
        """

    @operation("swaps.retrieve")
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
    ) -> Swap:
        """Get a swap. Raises `NotFoundError` if there is none by that id."""

    @listing("swaps.list")
    def list(
        self,
        *,
        user_id: str | None = None,
        order_id: str | None = None,
        domain_id: str | None = None,
        status: SwapStatus | None = None,
        per_page: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Swap:
        """List swaps.

        :param domain_id: The domain, retired or new.
        :param per_page: Rows per request, 1 to 100; 25.
        :param page_token: Where to go on: the ``next_page_token`` of a page.
        """

    @operation("swaps.rename_users")
    def rename_users(
        self,
        *,
        domain_id: str,
        personas: Sequence[NewPersona | Persona],
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> SwapBatch:
        """Give the inboxes of a domain other names: one swap per inbox. Not replay-safe: see `OutcomeUnknownError`.

        :param personas: 1 to 10 people.
        """

    @operation("swaps.wait")
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
    ) -> Swap:
        """Wait until a swap has come to an end, or needs you. The swaps of one renaming end separately.

        :param timeout: Seconds for all of the wait; 48 hours.
        :param poll: Seconds from an answer to the next poll; 60 with a live key, 1 in the sandbox.
        :param stop_on_action: Whether ``action_required`` is an end.
        :param raise_on_failure: Raise `WaitFailedError` for ``failed``.
        :param on_progress: Is told of each poll. What it raises ends the wait. `AsyncClient` takes a coroutine
            function too.
        :param deadline: Seconds for one poll with its retries; 90.
        """
