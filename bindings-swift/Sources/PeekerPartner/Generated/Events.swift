// Generated from core by scripts/generate.sh; changes made here are lost.

extension Event {
    /// The event's id: the same for each delivery of one event.
    public var id: String {
        switch self {
        case .orderInProgress(let id, _, _, _): id
        case .orderCompleted(let id, _, _, _): id
        case .orderFailed(let id, _, _, _): id
        case .orderActionRequired(let id, _, _, _): id
        case .orderCancelScheduled(let id, _, _, _): id
        case .orderCancelled(let id, _, _, _): id
        case .domainConnected(let id, _, _, _): id
        case .domainActionRequired(let id, _, _, _): id
        case .domainForwardingUpdated(let id, _, _, _): id
        case .domainForwardingFailed(let id, _, _, _): id
        case .domainImportCompleted(let id, _, _, _): id
        case .domainImportFailed(let id, _, _, _): id
        case .domainImportActionRequired(let id, _, _, _): id
        case .swapCreated(let id, _, _, _): id
        case .swapInProgress(let id, _, _, _): id
        case .swapCompleted(let id, _, _, _): id
        case .swapFailed(let id, _, _, _): id
        case .swapActionRequired(let id, _, _, _): id
        case .unknown(let id, _, _, _, _): id
        }
    }

    /// When it happened.
    public var createdAt: Timestamp? {
        switch self {
        case .orderInProgress(_, let createdAt, _, _): createdAt
        case .orderCompleted(_, let createdAt, _, _): createdAt
        case .orderFailed(_, let createdAt, _, _): createdAt
        case .orderActionRequired(_, let createdAt, _, _): createdAt
        case .orderCancelScheduled(_, let createdAt, _, _): createdAt
        case .orderCancelled(_, let createdAt, _, _): createdAt
        case .domainConnected(_, let createdAt, _, _): createdAt
        case .domainActionRequired(_, let createdAt, _, _): createdAt
        case .domainForwardingUpdated(_, let createdAt, _, _): createdAt
        case .domainForwardingFailed(_, let createdAt, _, _): createdAt
        case .domainImportCompleted(_, let createdAt, _, _): createdAt
        case .domainImportFailed(_, let createdAt, _, _): createdAt
        case .domainImportActionRequired(_, let createdAt, _, _): createdAt
        case .swapCreated(_, let createdAt, _, _): createdAt
        case .swapInProgress(_, let createdAt, _, _): createdAt
        case .swapCompleted(_, let createdAt, _, _): createdAt
        case .swapFailed(_, let createdAt, _, _): createdAt
        case .swapActionRequired(_, let createdAt, _, _): createdAt
        case .unknown(_, _, let createdAt, _, _): createdAt
        }
    }

    /// What kind of event it is, in the API's own word, also where it is unknown.
    public var type: EventType {
        switch self {
        case .orderInProgress: .orderInProgress
        case .orderCompleted: .orderCompleted
        case .orderFailed: .orderFailed
        case .orderActionRequired: .orderActionRequired
        case .orderCancelScheduled: .orderCancelScheduled
        case .orderCancelled: .orderCancelled
        case .domainConnected: .domainConnected
        case .domainActionRequired: .domainActionRequired
        case .domainForwardingUpdated: .domainForwardingUpdated
        case .domainForwardingFailed: .domainForwardingFailed
        case .domainImportCompleted: .domainImportCompleted
        case .domainImportFailed: .domainImportFailed
        case .domainImportActionRequired: .domainImportActionRequired
        case .swapCreated: .swapCreated
        case .swapInProgress: .swapInProgress
        case .swapCompleted: .swapCompleted
        case .swapFailed: .swapFailed
        case .swapActionRequired: .swapActionRequired
        case .unknown(_, let type, _, _, _): EventType(rawValue: type)
        }
    }
}
