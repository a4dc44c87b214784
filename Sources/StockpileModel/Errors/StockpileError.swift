/// One thing wrong with what was given, and where.
package struct FieldProblem: Sendable, Hashable {
    package var file: String?
    package var line: Int?
    package var column: Int?
    package var field: String?
    package var code: ProblemCode
    /// What the wording needs: the value that was given, what would be right.
    package var detail: [String: String]

    package init(
        file: String? = nil, line: Int? = nil, column: Int? = nil, field: String? = nil, _ code: ProblemCode,
        _ detail: [String: String] = [:]
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.field = field
        self.code = code
        self.detail = detail
    }
}

/// The kinds of problem a value can have.
package enum ProblemCode: String, Sendable, CaseIterable {
    case fileMissing = "file_missing"
    case fileUnreadable = "file_unreadable"
    case columnMissing = "column_missing"
    case columnUnknown = "column_unknown"
    case cellsWrongCount = "cells_wrong_count"
    case required
    case notANumber = "not_a_number"
    case outOfRange = "out_of_range"
    case notADate = "not_a_date"
    case notAChoice = "not_a_choice"
    case notACode = "not_a_code"
    case unknownCode = "unknown_code"
    case duplicate
    case contradiction
    case notAllowed = "not_allowed"
}

/// Everything an operation can answer instead of its result.
package enum StockpileError: Error, Sendable {
    /// All problems of the input at once. Exit 65.
    case invalid([FieldProblem])
    /// There is no such thing. Exit 66.
    case notFound(subject: String, code: String)
    /// A rule said no. Exit 1.
    case refused(Refusal)
    /// This person may not. Exit 77.
    case notPermitted(Refusal)
    /// Try again; with `key` when it is unknown whether the request was carried out. Exit 75.
    case unavailable(reason: String, key: String?)
    /// The database's schema is not the one this program was built for. Exit 78.
    case wrongSchema(found: String?, isNewer: Bool)
    /// Our fault: the reference stands in the log. Exit 70.
    case unexpected(reference: String, description: String)
}
