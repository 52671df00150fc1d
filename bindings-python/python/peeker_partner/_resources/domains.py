"""Domains: owned, and to be had."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peeker_partner._enums import DomainCategory, DomainStatus, Provider
from peeker_partner._native import Availability, Domain
from peeker_partner._operation import Mode, Resource, batch, listing


class Domains(Resource[Mode]):
    """Domains: owned, and to be had."""

    @listing("domains.list")
    def list(
        self,
        *,
        category: DomainCategory | None = None,
        user_id: str | None = None,
        user_email: str | None = None,
        usable_for: Provider | None = None,
        status: DomainStatus | None = None,
        per_page: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Domain:
        """List the account's domains.

        :param category: ``inventory`` (waiting for an order) or ``connected`` (on one).
        :param usable_for: ``google`` or ``microsoft``.
        :param per_page: Rows per request, 1 to 100; 25.
        :param page_token: Where to go on: the ``next_page_token`` of a page.
        """

    @batch("domains.check_availability")
    def check_availability(
        self,
        domains: Sequence[str],
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Availability:
        """Say which names can be had, for how much, and for which provider. Any number of them: each call checks 50.

        ::

            batch = client.domains.check_availability(["acme-mail.com", "get-acme.com"])
            for row in batch.rows:
                print(row.domain, row.available, row.price_cents, row.usable_for)
        """
