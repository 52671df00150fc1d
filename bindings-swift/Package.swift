// swift-tools-version: 6.0
import PackageDescription

// Core as a library that is built already. docs/swift-publishing.md tells how it gets there.
#if os(Linux)
    // Its headers are here; where it is, is told by peeker-partner.pc, which scripts/install-linux.sh puts beside it.
    let core = Target.systemLibrary(name: "PeekerFFI", path: "Sources/PeekerFFI", pkgConfig: "peeker-partner")
    let resources: [Resource] = []
    let others = ["PrivacyInfo.xcprivacy"]
#else
    // In a release both are set; without them scripts/build-xcframework.sh has built the framework here.
    let (url, checksum) = ("", "")
    let core =
        url.isEmpty
        ? Target.binaryTarget(name: "PeekerFFI", path: "PeekerFFI.xcframework")
        : Target.binaryTarget(name: "PeekerFFI", url: url, checksum: checksum)
    let resources: [Resource] = [.copy("PrivacyInfo.xcprivacy")]
    let others: [String] = []
#endif

let package = Package(
    name: "PeekerPartner",
    platforms: [.iOS(.v16), .macOS(.v13)],
    products: [.library(name: "PeekerPartner", targets: ["PeekerPartner"])],
    targets: [
        core,
        .target(
            name: "PeekerPartner", dependencies: ["PeekerFFI"], path: "Sources/PeekerPartner", exclude: others,
            resources: resources),
        // `swift run peeker-flow` imports domains and orders, in the sandbox.
        .executableTarget(name: "peeker-flow", dependencies: ["PeekerPartner"], path: "Examples/Flow"),
        // A list of orders with their progress, for SwiftUI.
        .target(name: "OrderList", dependencies: ["PeekerPartner"], path: "Examples/OrderList"),
        .testTarget(
            name: "PeekerPartnerTests", dependencies: ["PeekerPartner"], path: "Tests/PeekerPartnerTests"),
        .testTarget(
            name: "ExampleTests", dependencies: ["OrderList", "PeekerPartner", "peeker-flow"],
            path: "Tests/ExampleTests"),
        // The README's code is the code of this target.
        .testTarget(name: "ReadmeTests", dependencies: ["PeekerPartner"], path: "Tests/ReadmeTests"),
    ],
    swiftLanguageModes: [.v6]
)
