"""Bundles: saved order sizes."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from peeker_partner._enums import BundleStatus
from peeker_partner._inputs import OMIT, Omit
from peeker_partner._native import Bundle, Deletion
from peeker_partner._operation import Mode, Resource, listing, operation


class Bundles(Resource[Mode]):
    """Saved order sizes: a monthly volume, resolved into licences and domains."""

    @operation("bundles.create")
    def create(
        self,
        *,
        name: str,
        monthly_sending_volume: int,
        google_percent: int | None = None,
        microsoft_percent: int | None = None,
        send_on_weekends: bool | None = None,
        google_inboxes_per_domain: int | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Bundle:
        """Save an order size. Nothing is charged. Not replay-safe: see `OutcomeUnknownError`.

        :param name: The label.
        :param monthly_sending_volume: Emails per month.
        :param google_percent: Set both percents, adding up to 100, or neither for the recommended split.
        :param send_on_weekends: Spread volume over 30 days instead of 22 weekdays.
        :param google_inboxes_per_domain: 2 or 3. The API takes 2 when it is absent.

        The answer's ``required_domains`` says how many domains an order of it must bring::

            bundle = client.bundles.create(name="Starter", monthly_sending_volume=25_000)
            print(bundle.required_domains.total)
        """

    @operation("bundles.retrieve")
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
    ) -> Bundle:
        """Get a bundle. Raises `NotFoundError` if there is none by that id."""

    @listing("bundles.list")
    def list(
        self,
        *,
        status: BundleStatus | None = None,
        per_page: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Bundle:
        """List bundles, newest first.

        :param status: ``active`` or ``archived``.
        :param per_page: Rows per request, 1 to 100; 25.
        :param page_token: Where to go on: the ``next_page_token`` of a page.
        """

    @operation("bundles.update")
    def update(
        self,
        id: str,
        *,
        name: str | Omit = OMIT,
        monthly_sending_volume: int | Omit = OMIT,
        google_percent: int | Omit | None = OMIT,
        microsoft_percent: int | Omit | None = OMIT,
        send_on_weekends: bool | Omit = OMIT,
        google_inboxes_per_domain: int | Omit = OMIT,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Bundle:
        """Change a bundle. What is left out stays as it is; both percents ``None`` go back to the recommended
        split.
        """

    @operation("bundles.delete")
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
        """Remove a bundle that was never ordered; archive one that was."""
