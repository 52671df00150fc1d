"""The methods of the API, in its own order."""

# A method's body is its docstring: `operation` makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peeker_partner._inputs import ForwardedDomain, NewPersona, Smartlead
from peeker_partner._native import Import, Me, Order
from peeker_partner._operation import Call, Mode, Resource, operation


class Imports(Resource[Mode]):
    """Domains that the customer already owns."""

    @operation("imports.create")
    def create(
        self,
        domains: Sequence[str],
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Import:
        """Import up to 25 root domains. The answer names the nameservers to set.

        The same domains give the same job.
        """


class Orders(Resource[Mode]):
    """Orders of inboxes."""

    @operation("orders.create")
    def create(
        self,
        *,
        user: str,
        sequencer: Smartlead | Mapping[str, Any],
        domains: Sequence[str | ForwardedDomain],
        personas: Sequence[NewPersona],
        bundle_id: str | None = None,
        google_licenses: int | None = None,
        microsoft_licenses: int | None = None,
        google_inboxes_per_domain: int | None = None,
        forwarding_url: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Order:
        """Place an order: a bundle, or licences of its own. The same order within 24 hours is the first one again.

        ``user`` is an id or an email address, which makes or reuses the customer. Charges the account.
        """

    @operation("orders.retrieve")
    def retrieve(
        self,
        id: str,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Order:
        """Get an order with its domains, personas and line items."""


class Api(Resource[Mode]):
    """Everything that the API does."""

    imports: Imports[Mode]
    orders: Orders[Mode]

    def __init__(self, perform: Callable[[Call], Any]) -> None:
        super().__init__(perform)
        self.imports = Imports(perform)
        self.orders = Orders(perform)

    @operation("me")
    def me(
        self,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Me:
        """Get the account and what the key may do. Good to check a key with."""
