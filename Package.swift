// swift-tools-version: 6.2
import PackageDescription

// The rooms of the house and the arrows between them: see ARCHITECTURE.md. An import points to a lower level, never
// sideways; `Scripts/check-arrows` compares this file with the imports in the sources.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A library module and its test target, so that no module is without tests. `files` are folders of the test target that
/// its tests read.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil,
  files: [String] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict),
    .testTarget(
      name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
      exclude: files, swiftSettings: strict),
  ]
}

let ordered: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")

let systemLibraries: [Target] = [
  .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo"),
  .systemLibrary(name: "CQPDF", pkgConfig: "libqpdf"),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
  .systemLibrary(name: "CProcess"),
  .systemLibrary(name: "CCMark", pkgConfig: "libcmark-gfm"),
  .systemLibrary(name: "CMinizip", pkgConfig: "minizip"),
  .systemLibrary(name: "CExpat", pkgConfig: "expat"),
]

let modules: [[Target]] = [
  // Level 0
  module("Diagnostics"),
  module("Geometry"),
  module("Formats"),
  // Level 1
  module("Notation", ["Diagnostics", ordered, .product(name: "Yams", package: "Yams")]),
  module("Frames", ["Geometry"]),
  module("Cairo", ["CPangoCairo", "Geometry"]),
  module("PDFObjects", ["CQPDF", "CZlib", "Geometry"]),
  module("Workbooks", ["CMinizip", "CExpat", "Formats"], files: ["Files"]),
  // Level 2
  module("Observations", ["Diagnostics", "Notation", ordered], resources: [.copy("Resources")]),
  module("Hyphenation", ["Frames"]),
  // Level 3
  module(
    "Extraction", ["Observations", "Diagnostics", "Notation", ordered], resources: [.copy("Resources")],
    files: ["Articles"]),
  module("Tables", ["Observations", "Diagnostics", "Notation", "Workbooks", ordered], files: ["Goldens", "Offices"]),
  module("Analytics", ["Observations", "Notation", "Diagnostics", ordered]),
  module(
    "Charting", ["Frames", "Geometry", "Formats", "Diagnostics", "Notation", ordered],
    resources: [.copy("Resources")], files: ["Forms", "Goldens", "Lint"]),
  module("Layout", ["Frames", "Geometry", "Diagnostics", ordered], files: ["Goldens"]),
  module(
    "Export", ["Frames", "Geometry", "Diagnostics", "Cairo", "PDFObjects", ordered]),
  module("Verification", ["PDFObjects", "Observations", "Notation", "Diagnostics", ordered]),
  // Level 4
  module(
    "Briefings",
    [
      "Observations", "Extraction", "Tables", "Analytics", "Charting", "Layout", "Frames", "Geometry", "Diagnostics",
      "Notation", "Formats", "CCMark", ordered, .product(name: "Mustache", package: "swift-mustache"),
    ], files: ["Reports"]),
  // Level 5
  module(
    "BriefingCommand",
    [
      "Briefings", "CProcess", "Export", "Verification", "Hyphenation", "Cairo", "Observations", "Extraction", "Tables",
      "Analytics",
      "Charting",
      "Layout",
      "Frames",
      "Geometry", "Formats", "Diagnostics", "Notation", ordered,
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ]),
]

let package = Package(
  name: "briefing",
  products: [
    .executable(name: "briefing", targets: ["briefing"]),
    .library(name: "Charting", targets: ["Charting", "Export"]),
    .library(name: "Briefings", targets: ["Briefings", "Export"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: systemLibraries + modules.flatMap { $0 } + [
    .executableTarget(name: "briefing", dependencies: ["BriefingCommand"], swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Frames", "Geometry", "Diagnostics", "Notation", ordered],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "PDFObjects", "Geometry", "Diagnostics"],
      swiftSettings: strict),
  ]
)
