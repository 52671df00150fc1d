// swift-tools-version: 6.0
import PackageDescription

let package = Package(
    name: "PeekerPartner",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "PeekerPartner", targets: ["PeekerPartner"])],
    targets: [
        // The library itself is built by cargo; where it is, the linker is told with -L.
        .systemLibrary(name: "PeekerFFI", path: "Sources/PeekerFFI"),
        .target(name: "PeekerPartner", dependencies: ["PeekerFFI"], path: "Sources/PeekerPartner"),
        .testTarget(
            name: "PeekerPartnerTests", dependencies: ["PeekerPartner"], path: "Tests/PeekerPartnerTests"),
    ],
    swiftLanguageModes: [.v6]
)
