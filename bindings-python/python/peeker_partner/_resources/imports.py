"""Imports: domains that the customer already owns."""

# A method's body is its docstring: the decorator makes the rest of it.
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from peeker_partner._native import Import, ImportLookup, Progress
from peeker_partner._operation import Mode, Resource, batch, operation


class Imports(Resource[Mode]):
    """Domains that customers already own."""

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
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> Import:
        """Import up to 25 root domains at once. The answer names the nameservers to set; the same domains give the
        same job.

        ::

            job = client.imports.create(["acme-mail.com", "team-acme.com"])
            for group in job.nameserver_groups:
                print(group.nameserver_one, group.nameserver_two, group.domains)
        """

    @operation("imports.retrieve")
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
    ) -> Import:
        """Get an import. Raises `NotFoundError` if there is none by that id."""

    @operation("imports.lookup")
    def lookup(
        self,
        domains: Sequence[str],
        *,
        timeout: float | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        waive: Sequence[str] | None = None,
        validate: bool | None = None,
    ) -> ImportLookup:
        """Find the import jobs that concern these domains. It is no history of imports."""

    @operation("imports.create_job")
    def create_job(
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
    ) -> Import:
        """Import up to 500 root domains in the background. The same domains give the same job."""

    @batch("imports.create_many")
    def create_many(
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
    ) -> Import:
        """Import any number of root domains in the background: as many jobs as it takes, of 500 each.

        Jobs are never refused because the accounts that hold the domains are busy, as `create` may be. The same names
        again give the same jobs; one more name at the end changes the last job alone.
        """

    @operation("imports.retrieve_job")
    def retrieve_job(
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
    ) -> Import:
        """Get an import that runs in the background. Raises `NotFoundError` if there is none by that id."""

    @operation("imports.wait")
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
    ) -> Import:
        """Wait until an import has come to an end.

        One that says ``completed`` does **not** prove that DNS has moved: one that was just made says so while its
        nameservers are still to be set. The event ``domain_import.completed`` follows DNS.

        :param timeout: Seconds for all of the wait; an hour.
        :param poll: Seconds from an answer to the next poll; 60 with a live key, 1 in the sandbox.
        :param stop_on_action: Whether ``action_required`` is an end.
        :param raise_on_failure: Raise `WaitFailedError` for ``failed``.
        :param on_progress: Is told of each poll. What it raises ends the wait. `AsyncClient` takes a coroutine
            function too.
        :param deadline: Seconds for one poll with its retries; 90.
        """
