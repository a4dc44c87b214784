import CLibPQ

extension ConnectionSettings {
    /// Everything handed to libpq: what the connection string says, completed by ours.
    ///
    /// Errors: kind `.misuse` when the connection string cannot be read; the text is not quoted, it may hold a password.
    func parameters() throws -> [(key: String, value: String)] {
        var given = try parsed()
        // Without these a dead server would be noticed only after hours; the connection string may choose otherwise.
        let defaults = [
            "keepalives": "1", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
            "tcp_user_timeout": "15000", "connect_timeout": String(max(connectTimeoutSeconds, 2)),
        ]
        given.merge(defaults) { own, _ in own }
        given["client_encoding"] = "UTF8"
        given["fallback_application_name"] = applicationName
        given["options"] = ([given["options"]].compactMap(\.self) + startOptions).joined(separator: " ")
        return given.map { (key: $0.key, value: $0.value) }
    }

    /// False for a connection string that libpq does not understand.
    package var isReadable: Bool { (try? parsed()) != nil }

    /// The settings of the connection string itself, by libpq's names.
    func parsed() throws -> [String: String] {
        var problem: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(conninfo, &problem)
        defer {
            PQfreemem(problem)
            PQconninfoFree(options)
        }
        guard let first = options else { throw PostgresError(.misuse, "the connection string cannot be read") }
        var given: [String: String] = [:]
        var option = first
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { given[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return given
    }

    /// Session settings sent with the start-up message, which saves a round trip for each connection.
    private var startOptions: [String] {
        var options = ["TimeZone=UTC", "DateStyle=ISO", "bytea_output=hex", "extra_float_digits=1"]
        if let role { options.append("role=\(role)") }
        if let statementTimeoutMilliseconds { options.append("statement_timeout=\(statementTimeoutMilliseconds)") }
        if let lockTimeoutMilliseconds { options.append("lock_timeout=\(lockTimeoutMilliseconds)") }
        return options.map { "-c \(Self.escaped($0))" }
    }

    /// The server splits the options at blanks unless a backslash stands in front.
    private static func escaped(_ option: String) -> String {
        var text = ""
        for character in option.unicodeScalars {
            if character == "\\" || character.properties.isWhitespace { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(character)
        }
        return text
    }
}
