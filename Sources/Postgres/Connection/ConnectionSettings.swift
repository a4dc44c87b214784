/// How to reach the server and as whom. Neither its description nor its mirror shows a password.
///
/// Shape: `conninfo` is anything libpq takes: a URL or `key=value` text, several hosts, `target_session_attrs`.
/// Units: time-outs as their names say; `nil` leaves the server's own.
package struct ConnectionSettings: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let conninfo: String
    package var role: String?
    package var applicationName: String
    package var connectTimeoutSeconds: Int
    package var statementTimeoutMilliseconds: Int?
    package var lockTimeoutMilliseconds: Int?
    package var preparedStatementsMax: Int
    /// Called on the thread that waits for the server, for every NOTICE and WARNING; without it they are dropped.
    package var onNotice: (@Sendable (Notice) -> Void)?

    package init(
        conninfo: String,
        role: String? = nil,
        applicationName: String = "stockpile",
        connectTimeoutSeconds: Int = 10,
        statementTimeoutMilliseconds: Int? = nil,
        lockTimeoutMilliseconds: Int? = nil,
        preparedStatementsMax: Int = 200,
        onNotice: (@Sendable (Notice) -> Void)? = nil
    ) {
        self.conninfo = conninfo
        self.role = role
        self.applicationName = applicationName
        self.connectTimeoutSeconds = connectTimeoutSeconds
        self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
        self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
        self.preparedStatementsMax = preparedStatementsMax
        self.onNotice = onNotice
    }

    package var description: String {
        guard let given = try? parsed() else { return "a connection string that cannot be read" }
        var parts = ["host", "hostaddr", "port", "dbname", "user", "target_session_attrs"].compactMap { key in
            given[key].map { "\(key)=\($0)" }
        }
        if let role { parts.append("role=\(role)") }
        return parts.isEmpty ? "the default connection" : parts.joined(separator: " ")
    }

    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [("description", description)]) }
}

/// A NOTICE or WARNING from the server.
package struct Notice: Sendable {
    package let severity: String
    package let message: String
    package let sqlState: String?
}
