// Generated from core by scripts/generate.sh; changes made here are lost.

/// Which kind of key made the call.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct PeekerEnvironment: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A `pk_test_…` key: separate database, no charge, nothing real is provisioned.
    public static let test = Self(rawValue: "test")
    /// A `pk_live_…` key. Inferred: the documentation shows only `test`.
    public static let live = Self(rawValue: "live")

    public static let known: [Self] = [.test, .live]
}

/// What a key may do.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct PermissionPreset: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// All reads and all writes.
    public static let full = Self(rawValue: "full")
    /// All reads; of the writes only domain availability and quote estimates.
    public static let limited = Self(rawValue: "limited")
    /// All reads; every write is answered `403 forbidden`.
    public static let read = Self(rawValue: "read")

    public static let known: [Self] = [.full, .limited, .read]
}

/// Where a bundle stands.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct BundleStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It can be ordered.
    public static let active = Self(rawValue: "active")
    /// It was deleted after having been ordered.
    public static let archived = Self(rawValue: "archived")
    /// Only in the answer to a delete: it had never been ordered and is gone.
    public static let deleted = Self(rawValue: "deleted")

    public static let known: [Self] = [.active, .archived, .deleted]
}

/// What became of an object that was deleted.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct DeletionStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It is gone.
    public static let deleted = Self(rawValue: "deleted")
    /// It had been used and is kept, out of use. Inferred for bundles.
    public static let archived = Self(rawValue: "archived")
    /// One example of a deleted user still says so.
    public static let active = Self(rawValue: "active")

    public static let known: [Self] = [.deleted, .archived, .active]
}

/// Where a user (a partner's customer) stands.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct UserStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// In use.
    public static let active = Self(rawValue: "active")
    /// Deleted softly: orders, domains and swaps stay linked.
    public static let deleted = Self(rawValue: "deleted")

    public static let known: [Self] = [.active, .deleted]
}

/// The tool that sends from the inboxes.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct SequencerProvider: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The only one seen so far.
    public static let smartlead = Self(rawValue: "smartlead")

    public static let known: [Self] = [.smartlead]
}

/// A mail provider, in `provider` and `usable_for`.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct Provider: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Google Workspace.
    public static let google = Self(rawValue: "google")
    /// Microsoft 365.
    public static let microsoft = Self(rawValue: "microsoft")

    public static let known: [Self] = [.google, .microsoft]
}

/// Whether a domain waits for an order or is on one.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct DomainCategory: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Ready, on no order.
    public static let inventory = Self(rawValue: "inventory")
    /// On an order.
    public static let connected = Self(rawValue: "connected")

    public static let known: [Self] = [.inventory, .connected]
}

/// Where a domain stands. The API's full list is not known.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct DomainStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Seen on connected domains.
    public static let active = Self(rawValue: "active")
    /// Seen on inventory domains.
    public static let available = Self(rawValue: "available")

    public static let known: [Self] = [.active, .available]
}

/// Why a domain cannot be had.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct UnavailableReason: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Somebody owns it.
    public static let taken = Self(rawValue: "taken")
    /// A premium name, which the API does not sell.
    public static let premium = Self(rawValue: "premium")
    /// Not a domain that can be registered.
    public static let invalid = Self(rawValue: "invalid")
    /// The registrar did not answer; ask again.
    public static let errored = Self(rawValue: "errored")
    /// The cached answer expired and is being refreshed; ask again. Seen before June only.
    public static let stale = Self(rawValue: "stale")

    public static let known: [Self] = [.taken, .premium, .invalid, .errored, .stale]
}

/// Where an import job stands.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct ImportStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Domains are being imported.
    public static let inProgress = Self(rawValue: "in_progress")
    /// Every domain finished. It does not prove that DNS has moved.
    public static let completed = Self(rawValue: "completed")
    /// Nameservers have not been pointed yet.
    public static let actionRequired = Self(rawValue: "action_required")
    /// The job failed. Inferred from the name of the event.
    public static let failed = Self(rawValue: "failed")

    public static let known: [Self] = [.inProgress, .completed, .actionRequired, .failed]
}

/// Where a forwarding job stands.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct ForwardingStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Changes are being applied.
    public static let inProgress = Self(rawValue: "in_progress")
    /// All domains forward.
    public static let completed = Self(rawValue: "completed")
    /// Some do, some failed.
    public static let partialSuccess = Self(rawValue: "partial_success")
    /// The whole job failed.
    public static let failed = Self(rawValue: "failed")

    public static let known: [Self] = [.inProgress, .completed, .partialSuccess, .failed]
}

/// Why forwarding could not be set on a domain.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct ForwardingFailureReason: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The domain does not resolve: import it again or wait.
    public static let dnsLookupFailed = Self(rawValue: "dns_lookup_failed")
    /// The target answered 5xx when it was checked.
    public static let targetUnreachable = Self(rawValue: "target_unreachable")
    /// The target is malformed or not http(s): send a new job.
    public static let invalidTarget = Self(rawValue: "invalid_target")

    public static let known: [Self] = [.dnsLookupFailed, .targetUnreachable, .invalidTarget]
}

/// Where an order stands.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct OrderStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Accepted; domains are being connected and inboxes made.
    public static let inProgress = Self(rawValue: "in_progress")
    /// All domains and inboxes are live.
    public static let completed = Self(rawValue: "completed")
    /// It ended in an error that nobody can mend.
    public static let failed = Self(rawValue: "failed")
    /// It waits for the partner: read `orders.pending_actions`.
    public static let actionRequired = Self(rawValue: "action_required")
    /// A cancellation was accepted and will take effect later.
    public static let cancelScheduled = Self(rawValue: "cancel_scheduled")
    /// Cancelled; its domains can be used again.
    public static let cancelled = Self(rawValue: "cancelled")

    public static let known: [Self] = [.inProgress, .completed, .failed, .actionRequired, .cancelScheduled, .cancelled]
}

/// What a line of an order's costs is for.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct LineItemType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Google inboxes.
    public static let googleLicense = Self(rawValue: "google_license")
    /// Microsoft domains.
    public static let microsoftLicense = Self(rawValue: "microsoft_license")
    /// Domains bought.
    public static let domainRegistration = Self(rawValue: "domain_registration")

    public static let known: [Self] = [.googleLicense, .microsoftLicense, .domainRegistration]
}

/// What has to be done about an order. Whether the API puts the last two in `type` or in
/// `reason` is not known; both fields read the same.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct PendingActionType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A profile picture must be replaced.
    public static let googleProfilePicture = Self(rawValue: "google_profile_picture")
    /// Nameservers must be pointed to the ones of the import.
    public static let updateNameservers = Self(rawValue: "update_nameservers")
    /// The domain cannot be used and must be replaced.
    public static let replaceDomain = Self(rawValue: "replace_domain")

    public static let known: [Self] = [.googleProfilePicture, .updateNameservers, .replaceDomain]
}

/// Why it has to be done.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct PendingActionReason: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The picture's URL cannot be fetched: give a public one and place a corrected order.
    public static let profilePictureNotAccessible = Self(rawValue: "profile_picture_not_accessible")
    /// The picture's URL is not public. Seen in May only.
    public static let profilePicturePublicLinkRequired = Self(rawValue: "profile_picture_public_link_required")
    /// The picture must be sent again. Seen in May only.
    public static let profilePictureResubmit = Self(rawValue: "profile_picture_resubmit")
    /// The sequencer's credentials are wrong. Seen in May only.
    public static let providerWorkspaceProblem = Self(rawValue: "provider_workspace_problem")
    /// Nameservers must be pointed to the ones of the import.
    public static let updateNameservers = Self(rawValue: "update_nameservers")
    /// The domain cannot be used and must be replaced.
    public static let replaceDomain = Self(rawValue: "replace_domain")

    public static let known: [Self] = [.profilePictureNotAccessible, .profilePicturePublicLinkRequired, .profilePictureResubmit, .providerWorkspaceProblem, .updateNameservers, .replaceDomain]
}

/// Whether a pending action still waits.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct PendingActionStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It waits.
    public static let open = Self(rawValue: "open")
    /// It was done.
    public static let resolved = Self(rawValue: "resolved")

    public static let known: [Self] = [.open, .resolved]
}

/// The kind of a swap.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct SwapType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The old domain is retired at once.
    public static let standard = Self(rawValue: "standard")
    /// The old domain is kept warm for 14 days beside the new one. Microsoft domains only.
    public static let premium = Self(rawValue: "premium")
    /// Inboxes were renamed; only in responses.
    public static let userNames = Self(rawValue: "user_names")

    public static let known: [Self] = [.standard, .premium, .userNames]
}

/// Where a swap stands.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct SwapStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Accepted.
    public static let created = Self(rawValue: "created")
    /// A worker has picked it up.
    public static let inProgress = Self(rawValue: "in_progress")
    /// The new domain is live.
    public static let completed = Self(rawValue: "completed")
    /// It ended in an error that nobody can mend.
    public static let failed = Self(rawValue: "failed")
    /// It waits for the partner, for example because the replacement was not imported.
    public static let actionRequired = Self(rawValue: "action_required")

    public static let known: [Self] = [.created, .inProgress, .completed, .failed, .actionRequired]
}

/// The type of a webhook event.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct EventType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// An order was accepted and provisioning began. There is no `order.created`.
    public static let orderInProgress = Self(rawValue: "order.in_progress")
    /// All domains and inboxes of an order are live.
    public static let orderCompleted = Self(rawValue: "order.completed")
    /// Provisioning ended in an error that nobody can mend.
    public static let orderFailed = Self(rawValue: "order.failed")
    /// The partner must act: read `orders.pending_actions`.
    public static let orderActionRequired = Self(rawValue: "order.action_required")
    /// A cancellation was accepted.
    public static let orderCancelScheduled = Self(rawValue: "order.cancel_scheduled")
    /// A cancellation is done; the domains can be used again.
    public static let orderCancelled = Self(rawValue: "order.cancelled")
    /// One domain is set up with its mail provider.
    public static let domainConnected = Self(rawValue: "domain.connected")
    /// A domain needs the partner, for example because nameservers are unchanged.
    public static let domainActionRequired = Self(rawValue: "domain.action_required")
    /// A forwarding change was applied.
    public static let domainForwardingUpdated = Self(rawValue: "domain.forwarding_updated")
    /// A forwarding change failed.
    public static let domainForwardingFailed = Self(rawValue: "domain.forwarding_failed")
    /// Every domain of an import finished.
    public static let domainImportCompleted = Self(rawValue: "domain_import.completed")
    /// An import failed before any domain connected.
    public static let domainImportFailed = Self(rawValue: "domain_import.failed")
    /// Nameservers are not pointed yet; arrives after about 30 minutes.
    public static let domainImportActionRequired = Self(rawValue: "domain_import.action_required")
    /// A swap was accepted.
    public static let swapCreated = Self(rawValue: "swap.created")
    /// A worker has picked a swap up.
    public static let swapInProgress = Self(rawValue: "swap.in_progress")
    /// A swap's new domain is live.
    public static let swapCompleted = Self(rawValue: "swap.completed")
    /// A swap ended in an error that nobody can mend: read `swaps.retrieve`.
    public static let swapFailed = Self(rawValue: "swap.failed")
    /// A swap waits for the partner.
    public static let swapActionRequired = Self(rawValue: "swap.action_required")

    public static let known: [Self] = [.orderInProgress, .orderCompleted, .orderFailed, .orderActionRequired, .orderCancelScheduled, .orderCancelled, .domainConnected, .domainActionRequired, .domainForwardingUpdated, .domainForwardingFailed, .domainImportCompleted, .domainImportFailed, .domainImportActionRequired, .swapCreated, .swapInProgress, .swapCompleted, .swapFailed, .swapActionRequired]
}

/// What kind of error it is: each has its own class in every language.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct ErrorKind: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The API refused the request (4xx without a kind of its own).
    public static let badRequest = Self(rawValue: "bad_request")
    /// 401: the key is missing, malformed or revoked.
    public static let authentication = Self(rawValue: "authentication")
    /// 403: the key may not do this.
    public static let permission = Self(rawValue: "permission")
    /// 404: nothing by that id in this account.
    public static let notFound = Self(rawValue: "not_found")
    /// 409: the request contradicts the state of things.
    public static let conflict = Self(rawValue: "conflict")
    /// 429, and waiting longer was not allowed.
    public static let rateLimit = Self(rawValue: "rate_limit")
    /// 5xx, on a read.
    public static let server = Self(rawValue: "server")
    /// A redirect, or an answer to a read that is not the documented JSON.
    public static let unexpectedResponse = Self(rawValue: "unexpected_response")
    /// No connection, or it broke; nothing was changed.
    public static let connection = Self(rawValue: "connection")
    /// An attempt took too long; nothing was changed.
    public static let timeout = Self(rawValue: "timeout")
    /// The call's total time was used up; nothing was changed.
    public static let deadline = Self(rawValue: "deadline")
    /// A write may or may not have happened.
    public static let outcomeUnknown = Self(rawValue: "outcome_unknown")
    /// A write happened, and its answer could not be read.
    public static let unreadableSuccess = Self(rawValue: "unreadable_success")
    /// What was waited for did not come to an end in time. `last` has it as it was last seen.
    public static let waitTimeout = Self(rawValue: "wait_timeout")
    /// What is waited for stays in a state that this version does not know.
    public static let unknownState = Self(rawValue: "unknown_state")
    /// What was waited for failed or was cancelled, and the wait was told to raise that.
    public static let waitFailed = Self(rawValue: "wait_failed")
    /// A part of a batch that was left out, with nothing wrong about it; nothing was changed.
    public static let notSent = Self(rawValue: "not_sent")
    /// The input is wrong, and was not sent.
    public static let validation = Self(rawValue: "validation")
    /// The client is set up wrongly; nothing was sent.
    public static let configuration = Self(rawValue: "configuration")
    /// A webhook delivery is forged, stale, malformed or signed with an unknown secret.
    public static let webhook = Self(rawValue: "webhook")
    /// A fault of the SDK itself.
    public static let `internal` = Self(rawValue: "internal")

    public static let known: [Self] = [.badRequest, .authentication, .permission, .notFound, .conflict, .rateLimit, .server, .unexpectedResponse, .connection, .timeout, .deadline, .outcomeUnknown, .unreadableSuccess, .waitTimeout, .unknownState, .waitFailed, .notSent, .validation, .configuration, .webhook, .internal]
}

/// How sure it is that the API would refuse the same thing.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct Certainty: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The documentation states it, or it cannot be sent at all.
    public static let stated = Self(rawValue: "stated")
    /// It is seen in an example.
    public static let exemplified = Self(rawValue: "exemplified")
    /// It follows from what is known, and is written nowhere. Such a rule can be waived.
    public static let inferred = Self(rawValue: "inferred")

    public static let known: [Self] = [.stated, .exemplified, .inferred]
}

/// Who found it.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct ViolationSource: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The SDK, before anything was sent.
    public static let local = Self(rawValue: "local")
    /// The API.
    public static let api = Self(rawValue: "api")

    public static let known: [Self] = [.local, .api]
}

/// What became of one item, as far as it decides what is done next.
///
/// A value newer than this package keeps its text, so give every `switch` a `default`.
public struct BatchOutcome: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It is done.
    public static let succeeded = Self(rawValue: "succeeded")
    /// It was refused, not answered or not sent, and certainly not done: what a retry repeats.
    public static let failed = Self(rawValue: "failed")
    /// It may have been done, or it was and the answer could not be read: look before you repeat it.
    public static let unknown = Self(rawValue: "unknown")

    public static let known: [Self] = [.succeeded, .failed, .unknown]
}
