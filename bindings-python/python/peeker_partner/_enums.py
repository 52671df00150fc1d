"""The open enums: known values, and any other text, since the API may send new ones."""

from typing import Literal, TypeAlias

Environment: TypeAlias = Literal["test", "live"] | str
"""Which kind of key made the call."""

PermissionPreset: TypeAlias = Literal["full", "limited", "read"] | str
"""What a key may do."""

BundleStatus: TypeAlias = Literal["active", "archived", "deleted"] | str
"""Where a bundle stands."""

DeletionStatus: TypeAlias = Literal["deleted", "archived", "active"] | str
"""What became of an object that was deleted."""

UserStatus: TypeAlias = Literal["active", "deleted"] | str
"""Where a user (a partner's customer) stands."""

SequencerProvider: TypeAlias = Literal["smartlead"] | str
"""The tool that sends from the inboxes."""

Provider: TypeAlias = Literal["google", "microsoft"] | str
"""A mail provider, in `provider` and `usable_for`."""

DomainCategory: TypeAlias = Literal["inventory", "connected"] | str
"""Whether a domain waits for an order or is on one."""

DomainStatus: TypeAlias = Literal["active", "available"] | str
"""Where a domain stands. The API's full list is not known."""

UnavailableReason: TypeAlias = Literal["taken", "premium", "invalid", "errored", "stale"] | str
"""Why a domain cannot be had."""

ImportStatus: TypeAlias = Literal["in_progress", "completed", "action_required", "failed"] | str
"""Where an import job stands."""

ForwardingStatus: TypeAlias = Literal["in_progress", "completed", "partial_success", "failed"] | str
"""Where a forwarding job stands."""

ForwardingFailureReason: TypeAlias = Literal["dns_lookup_failed", "target_unreachable", "invalid_target"] | str
"""Why forwarding could not be set on a domain."""

OrderStatus: TypeAlias = (
    Literal["in_progress", "completed", "failed", "action_required", "cancel_scheduled", "cancelled"] | str
)
"""Where an order stands."""

LineItemType: TypeAlias = Literal["google_license", "microsoft_license", "domain_registration"] | str
"""What a line of an order's costs is for."""

PendingActionType: TypeAlias = Literal["google_profile_picture", "update_nameservers", "replace_domain"] | str
"""What has to be done about an order."""

PendingActionReason: TypeAlias = (
    Literal[
        "profile_picture_not_accessible",
        "profile_picture_public_link_required",
        "profile_picture_resubmit",
        "provider_workspace_problem",
        "update_nameservers",
        "replace_domain",
    ]
    | str
)
"""Why it has to be done."""

PendingActionStatus: TypeAlias = Literal["open", "resolved"] | str
"""Whether a pending action still waits."""

SwapType: TypeAlias = Literal["standard", "premium", "user_names"] | str
"""The kind of a swap."""

SwapStatus: TypeAlias = Literal["created", "in_progress", "completed", "failed", "action_required"] | str
"""Where a swap stands."""

EventType: TypeAlias = (
    Literal[
        "order.in_progress",
        "order.completed",
        "order.failed",
        "order.action_required",
        "order.cancel_scheduled",
        "order.cancelled",
        "domain.connected",
        "domain.action_required",
        "domain.forwarding_updated",
        "domain.forwarding_failed",
        "domain_import.completed",
        "domain_import.failed",
        "domain_import.action_required",
        "swap.created",
        "swap.in_progress",
        "swap.completed",
        "swap.failed",
        "swap.action_required",
    ]
    | str
)
"""The type of a webhook event."""
