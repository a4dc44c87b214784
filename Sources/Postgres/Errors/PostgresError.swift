/// What went wrong between this program and the database, with everything the server said about it.
///
/// Shape: `description` is for logs and never shows bound values; `message`, `detail` and `hint` may quote them.
package struct PostgresError: Error, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package enum Kind: Sendable {
        /// The server refused the statement; `sqlState` says why.
        case server
        case connectFailed
        case connectionLost
        case timedOut
        case cancelled
        case poolExhausted
        case poolClosed
        case decoding
        case misuse
    }

    package var kind: Kind
    package var message: String
    package var sqlState: String?
    package var detail: String?
    package var hint: String?
    package var constraint: String?
    package var schema: String?
    package var table: String?
    package var column: String?
    package var dataType: String?
    package var context: String?
    /// True when a COMMIT, or a statement that commits by itself, was sent and no answer came: it may or may not have happened.
    package var outcomeUnknown = false
    /// True when a prepared statement no longer fits the tables; preparing it again helps.
    var isStalePlan = false

    package init(_ kind: Kind, _ message: String, sqlState: String? = nil) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
    }

    static func decoding(_ message: String, column: String? = nil) -> PostgresError {
        var error = PostgresError(.decoding, message)
        error.column = column
        return error
    }

    /// True when the same call can succeed later. False when its outcome is unknown: then look first.
    package var isTransient: Bool {
        if outcomeUnknown { return false }
        switch kind {
        case .connectFailed, .connectionLost, .poolExhausted, .timedOut: return true
        case .cancelled, .poolClosed, .decoding, .misuse: return false
        case .server: return isSerializationFailure || isStalePlan || Self.transientStates.contains(sqlState ?? "") || hasClass("53")
        }
    }

    /// True for the two codes after which the whole transaction is to be run again.
    package var isSerializationFailure: Bool { sqlState == "40001" || sqlState == "40P01" }

    package var description: String {
        var parts = ["\(kind)"]
        if let sqlState { parts.append(sqlState) }
        for (label, value) in [("constraint", constraint), ("table", table), ("column", column)] {
            if let value { parts.append("\(label) \(value)") }
        }
        if outcomeUnknown { parts.append("outcome unknown") }
        let heading = parts.joined(separator: ", ")
        return quotesNoValues ? "\(heading): \(message)" : heading
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [("description", description)]) }

    private static let transientStates: Set<String> = ["55P03", "55006", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04"]

    /// Classes whose primary message names objects only. Class 22 and messages raised by functions may quote values.
    private static let plainClasses: Set<String> = [
        "03", "08", "0A", "0L", "0P", "21", "23", "24", "25", "26", "28", "2B", "2D", "34", "3B", "3D", "3F", "40", "42", "44",
        "53", "54", "55", "57", "58",
    ]

    private var quotesNoValues: Bool {
        guard let sqlState, kind != .misuse else { return true }
        return Self.plainClasses.contains(String(sqlState.prefix(2)))
    }

    private func hasClass(_ prefix: String) -> Bool { sqlState?.hasPrefix(prefix) ?? false }
}
