package import Postgres
package import StockpileModel

/// The span of time whose documents an audit pack holds; all of them without bounds.
package struct LedgerExportSpan: Sendable {
    /// The month as people write it; nil for the whole ledger.
    package let period: String?
    let start: String
    let end: String

    package static let whole = LedgerExportSpan(period: nil, start: "-infinity", end: "infinity")
}

extension Transaction {
    /// A month of the district's calendar as the span of an export.
    package func exportSpan(period: String, from start: CalendarDate, to end: CalendarDate, zone: String) throws -> LedgerExportSpan {
        LedgerExportSpan(period: period, start: try midnight(start, zone), end: try midnight(end, zone))
    }

    /// Streams one file of the pack, heading first, as CSV with every cell in quotes; the answer is its number of rows.
    ///
    /// Shape:  each row ends with `row_sha256`, the SHA-256 of its other cells in UTF-8, separated by U+001F, empty where there is nothing.
    /// Errors: what `receive` throws ends the stream and is passed on.
    package func exportLedger(_ file: LedgerFile, _ span: LedgerExportSpan, _ receive: ([UInt8]) throws -> Void) throws -> Int {
        let cells = file.columns.map { "coalesce(record.\($0)::text, '')" }.joined(separator: ", ")
        let columns = file.columns.map { "record.\($0)" }.joined(separator: ", ")
        return try copyOut(
            SQL(
                unchecked: """
                    COPY (
                        SELECT \(columns), encode(sha256(convert_to(concat_ws(U&'\\001F', \(cells)), 'UTF8')), 'hex') AS row_sha256
                        FROM (\(file.selection(span))) AS record ORDER BY 1
                    ) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE *)
                    """), receive)
    }
}
