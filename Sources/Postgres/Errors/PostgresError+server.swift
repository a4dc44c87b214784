import CLibPQ

extension PostgresError {
    /// The error a result carries.
    init(result: OpaquePointer, kind: Kind = .server) {
        func field(_ code: Int) -> String? {
            PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
        }
        let fallback = PQresultErrorMessage(result).map { String(cString: $0) } ?? ""
        self.init(kind, field(Int(DIAG_MESSAGE.rawValue)) ?? Self.trimmed(fallback), sqlState: field(Int(DIAG_SQLSTATE.rawValue)))
        detail = field(Int(DIAG_DETAIL.rawValue))
        hint = field(Int(DIAG_HINT.rawValue))
        constraint = field(Int(DIAG_CONSTRAINT.rawValue))
        schema = field(Int(DIAG_SCHEMA.rawValue))
        table = field(Int(DIAG_TABLE.rawValue))
        column = field(Int(DIAG_COLUMN.rawValue))
        dataType = field(Int(DIAG_DATATYPE.rawValue))
        context = field(Int(DIAG_CONTEXT.rawValue))
        // 0A000 means many things; only the plan cache raises it from this function, in every language.
        let isChangedResult = sqlState == "0A000" && field(Int(DIAG_SOURCE_FUNCTION.rawValue)) == "RevalidateCachedQuery"
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
