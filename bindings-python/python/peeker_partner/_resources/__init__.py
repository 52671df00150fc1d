"""The methods of the API, a file per resource."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from peeker_partner._native import Me
from peeker_partner._operation import Mode, Resource, operation
from peeker_partner._resources.bundles import Bundles
from peeker_partner._resources.domains import Domains
from peeker_partner._resources.forwarding import Forwarding
from peeker_partner._resources.imports import Imports
from peeker_partner._resources.orders import Orders
from peeker_partner._resources.swaps import Swaps
from peeker_partner._resources.users import Users

if TYPE_CHECKING:
    from peeker_partner._host import Host


class Api(Resource[Mode]):
    """Everything that the API does.

    Every method takes, besides its input:

    - ``timeout``, ``deadline`` (seconds), ``max_retries`` and ``headers``: in place of the client's, for this call;
    - ``extra_body`` and ``extra_query``: what the API takes and this version does not know;
    - ``waive`` and ``validate``, where input is checked: codes of inferred rules that you answer for, such as
      ``unknown_suffix``, and whether more is checked than what cannot be sent at all.
    """

    bundles: Bundles[Mode]
    users: Users[Mode]
    domains: Domains[Mode]
    imports: Imports[Mode]
    forwarding: Forwarding[Mode]
    orders: Orders[Mode]
    swaps: Swaps[Mode]

    def __init__(self, host: Host, with_meta: bool) -> None:
        super().__init__(host, with_meta)
        self.bundles = Bundles(host, with_meta)
        self.users = Users(host, with_meta)
        self.domains = Domains(host, with_meta)
        self.imports = Imports(host, with_meta)
        self.forwarding = Forwarding(host, with_meta)
        self.orders = Orders(host, with_meta)
        self.swaps = Swaps(host, with_meta)

    @operation("me")
    def me(
        self,
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
    ) -> Me:
        """Get the account and what the key may do. Good to check a key with."""

    @operation("request")
    def request(
        self,
        method: Literal["GET", "POST", "PATCH", "DELETE"],
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        idempotent: bool = False,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Any:
        """Make a request to an endpoint that this version does not know: retried, limited in time and scrubbed like
        every other.

        It gives the whole JSON body, and ``None`` where the answer has none.

        :param path: Appended to the base URL: it begins with ``/``, and names neither host nor query.
        :param query: Lists are joined by commas.
        :param body: The JSON of a POST or PATCH.
        :param idempotent: Whether a POST may be sent again although it may have reached the server.

        ::

            quote = client.request("POST", "/quotes", body={"domains": 4})
        """
