import Foundation

extension PeekerError: LocalizedError, CustomStringConvertible {
    /// What led to it.
    public var cause: PeekerError? { causes.first }

    /// One sentence for people. Everything on one line, for logs, is `description`.
    public var errorDescription: String? { message }

    /// What to do now, for the codes that this version knows.
    public var recoverySuggestion: String? { advice }
}
