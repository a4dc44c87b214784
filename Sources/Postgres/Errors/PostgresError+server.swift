import CLibPQ

extension PostgresError {
    /// The error a result carries.
    init(result: OpaquePointer, kind: Kind = .server) {
        func field(_ code: Int) -> String? {
            PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
        }
        let fallback = PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
        self.init(kind, field(DIAG_MESSAGE) ?? Self.trimmed(fallback), sqlState: field(DIAG_SQLSTATE))
        detail = field(DIAG_DETAIL)
        hint = field(DIAG_HINT)
        constraint = field(DIAG_CONSTRAINT)
        schema = field(DIAG_SCHEMA)
        table = field(DIAG_TABLE)
        column = field(DIAG_COLUMN)
        dataType = field(DIAG_DATATYPE)
        context = field(DIAG_CONTEXT)
        // 0A000 means many things; only the plan cache raises it from this function, in every language.
        let isChangedResult = sqlState == "0A000" && field(DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery"
        isStalePlan = isChangedResult || sqlState == "26000"
    }

    /// The error a connection carries when there is no result to ask.
    init(connection: OpaquePointer?, kind: Kind) {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        self.init(kind, message.isEmpty ? "the connection is broken" : Self.trimmed(message))
    }

    private static func trimmed(_ message: String) -> String {
        message.split(separator: "\n").joined(separator: " ")
    }
}
