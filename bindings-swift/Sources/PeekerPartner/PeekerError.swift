import Foundation

extension PeekerError: LocalizedError, CustomStringConvertible {
    /// What led to it.
    public var cause: PeekerError? { causes.first }

    /// All of it on one line: operation, message, code, status and request id.
    public var errorDescription: String? { description }

    /// What to do now, for the codes that this version knows.
    public var recoverySuggestion: String? { advice }
}
