/// Where a version of a standard stands.
package enum StandardState: String, Sendable, CaseIterable {
    case draft, adopted, superseded

    /// Every step a version may take: from, to, and who takes it. The last is taken by nobody: its day comes.
    package static let transitions: [(from: StandardState, to: StandardState, actor: String)] = [
        (.draft, .adopted, "commander, administrator (another person)"),
        (.adopted, .superseded, "day of a newer version"),
    ]
}

/// Which version of which standard is meant.
package struct StandardVersion: Sendable, Hashable, CustomStringConvertible {
    package let code: String
    package let version: Int

    package init(code: String, version: Int) {
        self.code = code
        self.version = version
    }

    package var description: String { "\(code)/\(version)" }
}
