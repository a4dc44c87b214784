import CLibPQ

/// One row of a result. Values are decoded when they are asked for.
package struct Row: Sendable {
    let result: ResultSet
    let number: Int32

    /// The value of a column that is never NULL.
    ///
    /// Errors: kind `.decoding`, naming the column: there is no such column, it is NULL, or it holds something else.
    package func get<T: SQLDecodable>(_ column: String) throws -> T {
        let index = try result.columns.index(of: column)
        guard let text = result.text(number, index) else { throw PostgresError.decoding("the value is NULL", column: column) }
        return try decode(text, column)
    }

    /// The value of a column, `nil` for NULL.
    ///
    /// Errors: kind `.decoding`, naming the column: there is no such column, or it holds something else.
    package func get<T: SQLDecodable>(_ column: String) throws -> T? {
        let index = try result.columns.index(of: column)
        guard let text = result.text(number, index) else { return nil }
        return try decode(text, column) as T
    }

    /// The names of the columns, in the order of the statement.
    package var columns: [String] { result.columns.names }

    /// The text of the column at a position, `nil` for NULL; for code that prints any result.
    package func text(at position: Int) -> String? {
        guard result.columns.names.indices.contains(position) else { return nil }
        return result.text(number, Int32(position))
    }

    private func decode<T: SQLDecodable>(_ text: String, _ column: String) throws -> T {
        do {
            return try T.decode(text)
        } catch var error as PostgresError {
            error.column = column
            throw error
        }
    }
}

/// One result in libpq's memory, freed with its last row.
///
/// libpq never changes a result once it is handed out, so reading it from any thread is safe.
final class ResultSet: @unchecked Sendable {
    private let handle: OpaquePointer
    let columns: Columns

    init(owning handle: OpaquePointer, columns: Columns) {
        self.handle = handle
        self.columns = columns
    }

    deinit {
        PQclear(handle)
    }

    var rows: [Row] {
        (0..<PQntuples(handle)).map { Row(result: self, number: $0) }
    }

    func text(_ row: Int32, _ column: Int32) -> String? {
        guard PQgetisnull(handle, row, column) == 0, let start = PQgetvalue(handle, row, column) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The column names of one statement and where they stand; shared by all its results.
final class Columns: Sendable {
    let names: [String]
    private let positions: [String: Int32]

    init(of result: OpaquePointer) {
        names = (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
        positions = Dictionary(zip(names, Int32(0)...)) { first, _ in first }
    }

    func index(of name: String) throws -> Int32 {
        guard let position = positions[name] else { throw PostgresError.decoding("the result has no such column", column: name) }
        return position
    }
}
