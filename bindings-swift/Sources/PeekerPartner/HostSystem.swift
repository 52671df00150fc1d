import Foundation

/// What the `User-Agent` says of the program's surroundings.
enum HostSystem {
    #if swift(>=6.2)
        static let language = "swift 6.2"
    #elseif swift(>=6.1)
        static let language = "swift 6.1"
    #else
        static let language = "swift 6.0"
    #endif

    #if os(iOS)
        private static let name = "iOS"
    #elseif os(macOS)
        private static let name = "macOS"
    #elseif os(Linux)
        private static let name = "Linux"
    #else
        private static let name = "other"
    #endif

    static var version: String {
        let system = ProcessInfo.processInfo.operatingSystemVersion
        return "\(name) \(system.majorVersion).\(system.minorVersion).\(system.patchVersion)"
    }
}
