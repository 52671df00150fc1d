"""Orders of inboxes."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from peeker_partner._enums import OrderStatus, PendingActionStatus
from peeker_partner._inputs import NewPersona, OrderedDomain, Row, Smartlead, order
from peeker_partner._native import Bundle, Cancellation, Order, OrderReport, PendingAction, Persona, Progress
from peeker_partner._operation import Mode, Resource, listing, operation, report


class Orders(Resource[Mode]):
    """Orders of inboxes."""

    @report("orders.preflight", order)
    def preflight(
        self,
        *,
        user: str,
        sequencer: Smartlead | Mapping[str, Any],
        domains: Sequence[OrderedDomain],
        personas: Sequence[NewPersona | Persona],
        bundle_id: str | None = None,
        bundle: Bundle | Mapping[str, Any] | str | None = None,
        google_licenses: int | None = None,
        microsoft_licenses: int | None = None,
        google_inboxes_per_domain: int | None = None,
        forwarding_url: str | None = None,
        known_domains: Iterable[Row] = (),
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> OrderReport:
        """Say everything that can be said of an order before it is placed. Nothing is placed.

        It asks for the bundle, and for what is not known of the domains; the arguments are those of `create`. What
        speaks against the order is in the report, and raises nothing::

            report = client.orders.preflight(
                user="alex@acme.com", sequencer=route, bundle=bundle, domains=names, personas=people
            )
            for violation in report.violations:
                print(violation.path, violation.message, violation.suggestion)
        """

    @operation("orders.create", order)
    def create(
        self,
        *,
        user: str,
        sequencer: Smartlead | Mapping[str, Any],
        domains: Sequence[OrderedDomain],
        personas: Sequence[NewPersona | Persona],
        bundle_id: str | None = None,
        bundle: Bundle | Mapping[str, Any] | str | None = None,
        google_licenses: int | None = None,
        microsoft_licenses: int | None = None,
        google_inboxes_per_domain: int | None = None,
        forwarding_url: str | None = None,
        known_domains: Iterable[Row] = (),
        preflight: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Order:
        """Place an order: a bundle, or licences of its own. Charges the account.

        The same order again within 24 hours is the first one: that is how to repeat one whose outcome is unknown. It
        is checked before it is sent, and everything that is wrong with it is one `ValidationError`.

        :param user: The customer: an id, or an email address, which makes or reuses the customer and overwrites the
            routing saved for later orders.
        :param sequencer: Where the inboxes go, with the login that Peeker uses there.
        :param domains: Names, in your order; or rows of `domains.check_availability` or `domains.list`, so that the
            order is checked against what they say.
        :param personas: 1 to 10 people to name the inboxes after.
        :param bundle_id: The bundle, ``bun_…``. Excludes the licences.
        :param bundle: The bundle as the API gave it, so that the order is checked against what it requires; or its
            id.
        :param google_licenses: Custom order: one Google inbox each.
        :param microsoft_licenses: Custom order: one Microsoft domain each.
        :param google_inboxes_per_domain: Custom order: 2 or 3.
        :param forwarding_url: Where the web traffic of every domain goes that has no target of its own.
        :param known_domains: Rows of domains to check the order against, in any number and order.
        :param preflight: Ask the API first for what is not known, and check the order against all of it.
        :param waive: Codes of inferred rules that you answer for, such as ``unknown_suffix``.
        :param validate: With ``False`` nothing is checked but what cannot be sent at all.

        ::

            order = client.orders.create(
                user="alex@acme.com",
                bundle=bundle,
                sequencer=Smartlead(client_id=366_903, login_email="peeker@acme.com", login_password=password),
                domains=names,
                personas=[{"first_name": "Alex", "last_name": "Rivera"}],
                preflight=True,
            )
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
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Order:
        """Get an order with its domains, personas and line items."""

    @listing("orders.list")
    def list(
        self,
        *,
        user_id: str | None = None,
        user_email: str | None = None,
        bundle_id: str | None = None,
        status: OrderStatus | None = None,
        per_page: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Order:
        """List orders, newest first, in their lean form.

        :param status: As in ``in_progress``.
        :param per_page: Rows per request, 1 to 100; 25.
        :param page_token: Where to go on: the ``next_page_token`` of a page.

        ::

            for order in client.orders.list(status="in_progress"):
                print(order.id, order.email)
        """

    @operation("orders.cancel")
    def cancel(
        self,
        id: str,
        *,
        domains: Sequence[str] | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Cancellation:
        """Cancel an order, or some of its domains by their ids or names. Not replay-safe: see
        `OutcomeUnknownError`.
        """

    @listing("orders.pending_actions")
    def pending_actions(
        self,
        *,
        order_id: str | None = None,
        user: str | None = None,
        domain_id: str | None = None,
        status: PendingActionStatus | None = None,
        per_page: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> PendingAction:
        """List what orders wait for. The rows do not say which order: filter by it.

        :param user: ``usr_…`` or an email address.
        :param status: ``open`` or ``resolved``. The API takes ``open`` when it is absent.
        :param per_page: Rows per request, 1 to 100; 25.
        :param page_token: Where to go on: the ``next_page_token`` of a page.
        """

    @operation("orders.wait")
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
    ) -> Order:
        """Wait until an order has come to an end, or needs you: look at its ``status`` for which.

        :param timeout: Seconds for all of the wait; 48 hours.
        :param poll: Seconds from an answer to the next poll; 60 with a live key, 1 in the sandbox.
        :param stop_on_action: Whether ``action_required`` is an end. If not, the wait goes on until somebody has
            acted.
        :param raise_on_failure: Raise `WaitFailedError` for ``failed`` and ``cancelled``.
        :param on_progress: Is told of each poll. What it raises ends the wait. `AsyncClient` takes a coroutine
            function too.
        :param deadline: Seconds for one poll with its retries; 90.

        ::

            order = client.orders.wait(order.id, on_progress=print)
        """
