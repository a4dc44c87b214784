// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "stockpile",
    products: [
        .executable(name: "stockpile", targets: ["StockpileCommand"]),
        .executable(name: "stockpile-audit", targets: ["StockpileAudit"]),
        .executable(name: "stockpile-bench", targets: ["StockpileBench"]),
        .executable(name: "stockpile-torture", targets: ["StockpileTorture"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "Postgres", dependencies: ["CLibPQ"], swiftSettings: strict),
        .target(
            name: "StockpileSolver",
            linkerSettings: ["lemon", "Cbc", "Cgl", "OsiClp", "Osi", "Clp", "CoinUtils", "stdc++", "m"].map { .linkedLibrary($0) }),
        .target(name: "StockpileModel", dependencies: ["StockpileSolver"], swiftSettings: strict),
        .target(
            name: "StockpileStore", dependencies: ["Postgres", "StockpileModel", .product(name: "Crypto", package: "swift-crypto")],
            resources: [.copy("../../sql")], swiftSettings: strict),
        .target(
            name: "StockpileOperations",
            dependencies: [
                "StockpileStore", "StockpileModel", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            swiftSettings: strict),
        .target(
            name: "StockpileWeb",
            dependencies: [
                "StockpileOperations", "StockpileStore", "StockpileModel", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"), .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "StockpileCommand",
            dependencies: [
                "StockpileWeb", "StockpileOperations", "StockpileStore", "StockpileModel", "Postgres",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("../../examples/wansheng")], swiftSettings: strict),
        .executableTarget(
            name: "StockpileAudit",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "StockpileBench",
            dependencies: [
                "StockpileOperations", "StockpileStore", "StockpileModel", "Postgres",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "StockpileTorture",
            dependencies: [
                "StockpileOperations", "StockpileStore", "StockpileModel", "Postgres",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(
            name: "StockpileTesting",
            dependencies: ["Postgres", "StockpileStore", "StockpileOperations", "StockpileModel"], swiftSettings: strict),
        .executableTarget(name: "cluster-trial", dependencies: ["Postgres"], path: "Tests/ClusterTrial", swiftSettings: strict),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "cluster-trial"], swiftSettings: strict),
        .testTarget(name: "StockpileModelTests", dependencies: ["StockpileModel"], swiftSettings: strict),
        .testTarget(
            name: "StockpileStoreTests", dependencies: ["StockpileStore", "StockpileModel", "StockpileTesting", "Postgres"],
            swiftSettings: strict),
        .testTarget(
            name: "StockpileOperationsTests",
            dependencies: ["StockpileOperations", "StockpileStore", "StockpileModel", "StockpileTesting", "Postgres"],
            swiftSettings: strict),
        .testTarget(
            name: "StockpileCommandTests",
            dependencies: [
                "StockpileCommand", "StockpileAudit", "StockpileTesting", "StockpileOperations", "StockpileStore", "StockpileModel",
                "Postgres",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "StockpileWebTests",
            dependencies: [
                "StockpileWeb", "StockpileTesting", "StockpileOperations", "StockpileStore", "StockpileModel", "Postgres",
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(name: "StockpileTortureTests", dependencies: ["StockpileTorture", "StockpileModel"], swiftSettings: strict),
        .testTarget(name: "TidyTests", dependencies: ["StockpileModel"], swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx14
)
