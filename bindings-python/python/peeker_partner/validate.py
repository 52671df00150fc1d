"""What can be said without asking the API: is it a domain, is the order sound, which domains make up a bundle.

::

    validate.domain(" HTTPS://Acme-Mail.com/pricing ").domain      # "acme-mail.com"
    validate.domains(pasted.split(), use="import").domains         # what to send, each once
    plan = validate.plan(rows, bundle.required_domains)            # the cheapest that will do

Nothing is sent, and no client is needed. What has no answer raises `ValidationError` with every reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from peeker_partner import _native
from peeker_partner._inputs import NewPersona, OrderedDomain, Row, Smartlead
from peeker_partner._inputs import order as shaped_order
from peeker_partner._json import encode
from peeker_partner._native import (
    Bundle,
    Domain,
    DomainAvailability,
    DomainEstimate,
    DomainPlan,
    DomainsReport,
    OrderReport,
    Persona,
    ProviderAssignment,
    RequiredDomains,
    RootDomain,
)

__all__ = ["DomainUse", "assign_providers", "domain", "domains", "estimate_domains", "order", "plan"]

DomainUse: TypeAlias = Literal["import", "import_job", "availability", "forwarding"]
"""What names are for. Each use has its own limit on how many one request takes."""


def domain(text: str) -> RootDomain:
    """Read what people paste as a root domain: scheme, path, capitals, white space and Unicode are fine.

    What is none raises `ValidationError`, whose violation suggests the root that was probably meant.
    """
    if not isinstance(text, str):
        raise TypeError(f"a domain is text, not {type(text).__name__}")
    # Half of a pair of surrogates is no character of a domain, and nothing that can be passed on.
    return _native.validate_domain(text.encode("utf-8", "replace").decode())


def domains(domains: Iterable[str], *, use: DomainUse | None = None) -> DomainsReport:
    """Look at up to 10,000 names at once: a verdict for each, and the set to send.

    :param use: What they are for: the set is held against the limit of that use.
    """
    if isinstance(domains, str):
        raise TypeError("domains is a list of names, not one text")
    query: dict[str, Any] = {"domains": list(domains)}
    if use is not None:
        query["use"] = use
    return _native.validate_domains(encode("domains", query))


def order(
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
) -> OrderReport:
    """Say everything that is wrong with an order, and what could not be looked at.

    The arguments are those of ``orders.create``. With more known, more is checked.

    :param bundle: The bundle of the order, as the API gave it; or its id, of which nothing is known.
    :param domains: Names, or rows of an availability check or of the list of domains.
    :param known_domains: Further rows, of domains that are given by their names.
    """
    given = {
        "user": user,
        "sequencer": sequencer,
        "domains": domains,
        "personas": personas,
        "bundle_id": bundle_id,
        "bundle": bundle,
        "google_licenses": google_licenses,
        "microsoft_licenses": microsoft_licenses,
        "google_inboxes_per_domain": google_inboxes_per_domain,
        "forwarding_url": forwarding_url,
        "known_domains": known_domains,
    }
    fields = shaped_order({name: value for name, value in given.items() if value is not None})
    known = fields.pop("known", {})
    return _native.validate_order(encode("order", fields), encode("order", known))


def assign_providers(
    domains: Iterable[Domain | DomainAvailability | Mapping[str, Any]],
    required_domains: RequiredDomains | Mapping[str, Any],
) -> ProviderAssignment:
    """Give each provider as many domains as a bundle requires, whenever there is a way to.

    :param domains: Rows with ``domain`` and ``usable_for``.
    :param required_domains: As the bundle has it.
    """
    query: dict[str, Any] = {"domains": list(domains), "required_domains": required_domains}
    return _native.assign_providers(encode("assign_providers", query))


def plan(
    domains: Iterable[DomainAvailability | Mapping[str, Any]],
    required_domains: RequiredDomains | Mapping[str, Any],
    *,
    currency: str | None = None,
) -> DomainPlan:
    """Pick the cheapest available domains that make up a bundle.

    :param domains: Rows of an availability check.
    :param required_domains: As the bundle has it.
    :param currency: Needed where the prices are in several: they cannot be compared.
    """
    query: dict[str, Any] = {"domains": list(domains), "required_domains": required_domains}
    if currency is not None:
        query["currency"] = currency
    return _native.plan_domains(encode("plan", query))


def estimate_domains(
    *,
    monthly_sending_volume: int,
    google_percent: int,
    microsoft_percent: int,
    microsoft_sends_per_domain_per_day: int,
    send_on_weekends: bool = False,
    google_inboxes_per_domain: int = 2,
) -> DomainEstimate:
    """Estimate how many domains a volume takes. The bundle's ``required_domains`` are the truth; this is not.

    :param microsoft_sends_per_domain_per_day: Has no default. The documentation states 250, and both of its examples
        contradict that: they fit 143 to 151.
    """
    query = {
        "monthly_sending_volume": monthly_sending_volume,
        "google_percent": google_percent,
        "microsoft_percent": microsoft_percent,
        "microsoft_sends_per_domain_per_day": microsoft_sends_per_domain_per_day,
        "send_on_weekends": send_on_weekends,
        "google_inboxes_per_domain": google_inboxes_per_domain,
    }
    return _native.estimate_domains(encode("estimate_domains", query))
