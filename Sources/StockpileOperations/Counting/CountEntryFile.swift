package import Foundation
package import StockpileModel

/// What was counted, from a filled-in sheet.
package enum CountEntryFile {
    /// A sheet has no more rows than a count has lines.
    package static let rowsMax = 50_000

    /// The columns of a sheet, as it is given out; `serials` may be added for items that are kept by serial number.
    package static let columns = [
        "line_no", "item", "item_name", "base_unit", "lot", "bin", "owner", "condition", "counted_quantity", "counted_at",
    ]

    /// The entries in the order of the file, and everything wrong with their form. Rows without a quantity were not counted.
    ///
    /// Shape: a row without a line number is goods that are not on the sheet.
    package static func read(data: Data, name: String) -> (entries: [CountEntry], problems: [FieldProblem]) {
        let problems = ProblemList()
        let file = CSVFile(
            name: name, data: data, columns: columns + ["serials"], required: ["line_no", "counted_quantity"], problems: problems)
        let rows = file.readRows()
        if rows.count > rowsMax {
            problems.add(
                FieldProblem(file: name, .outOfRange, ["value": String(rows.count), "expected": "1–\(rowsMax)", "subject": "lines"]))
            return ([], problems.all)
        }
        let entries = rows.filter { $0.isShifted || $0.isFilled("counted_quantity") }.map(entry)
        if entries.isEmpty && problems.isEmpty {
            let column = file.positions["counted_quantity"].map { $0 + 1 }
            problems.add(FieldProblem(file: name, line: 2, column: column, field: "counted_quantity", .required, ["value": ""]))
        }
        return (entries, problems.all)
    }

    private static func entry(from row: CSVRow) -> CountEntry {
        var entry = CountEntry(
            line: row.optionalWhole("line_no", 1...Int64(Int32.max)), quantity: row.whole("counted_quantity", 0...InputText.quantityMax))
        entry.item = row.optionalCode("item")
        entry.lot = row.optionalText("lot")
        entry.bin = row.optionalText("bin")
        entry.owner = row.optionalCode("owner")
        entry.condition = row.optionalChoice("condition", of: LotCondition.all)
        entry.countedAt = row.optionalText("counted_at")
        entry.serials = row.serials("serials")
        entry.origin = row.origin
        entry.columns = row.positions.mapValues { $0 + 1 }
        if !row.isFilled("line_no") {
            for field in ["item", "lot"] where !row.isFilled(field) { row.report(field, .required, ["value": ""]) }
        }
        return entry
    }
}
