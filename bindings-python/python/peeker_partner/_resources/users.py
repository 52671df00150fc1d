"""Users: a partner's customers."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peeker_partner._enums import UserStatus
from peeker_partner._inputs import OMIT, Omit, Smartlead
from peeker_partner._native import Deletion, User
from peeker_partner._operation import Mode, Resource, listing, operation


class Users(Resource[Mode]):
    """Your customers."""

    @operation("users.create")
    def create(
        self,
        *,
        email: str,
        sequencer: Smartlead | Mapping[str, Any],
        first_name: str | None = None,
        last_name: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> User:
        """Add a customer. An order by email address does it too. Not replay-safe: see `OutcomeUnknownError`.

        :param email: Unique within your account.
        :param sequencer: Where the inboxes of the customer's orders go.
        """

    @operation("users.retrieve")
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
    ) -> User:
        """Get a customer. Raises `NotFoundError` if there is none by that id."""

    @listing("users.list")
    def list(
        self,
        *,
        email: str | None = None,
        status: UserStatus | None = None,
        per_page: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> User:
        """List customers.

        :param email: Exactly this address.
        :param status: ``active`` or ``deleted``.
        :param per_page: Rows per request, 1 to 100; 25.
        :param page_token: Where to go on: the ``next_page_token`` of a page.
        """

    @operation("users.update")
    def update(
        self,
        id: str,
        *,
        email: str | Omit = OMIT,
        first_name: str | Omit = OMIT,
        last_name: str | Omit = OMIT,
        sequencer: Smartlead | Mapping[str, Any] | Omit = OMIT,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> User:
        """Change what is given of a customer. New routing holds for future orders only."""

    @operation("users.delete")
    def delete(
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
    ) -> Deletion:
        """Delete a customer softly: orders, domains and swaps stay linked."""
