package import Foundation
package import StockpileModel

/// The lines of a document from a file of comma-separated values.
package enum PostingLineFile {
    /// What the lines are for; a cell that means nothing for it must be empty.
    package enum Kind: String, Sendable, CaseIterable {
        case receipt, issue, transfer, order

        fileprivate var columns: [String] {
            let common = ["item", "quantity", "pack", "owner"]
            let received = [
                "lot", "bin", "category", "funding_source", "origin", "condition", "unit_cost_fen", "unit_cost_yuan", "manufactured_on",
                "expires_on", "warn_on", "rotate_by_on", "serials",
            ]
            return switch self {
            case .receipt: common + received
            case .issue: common + ["lot", "bin", "condition", "serials"]
            case .transfer: common + ["lot", "bin", "condition", "to_place", "to_bin", "serials"]
            // An order picks its lots itself, first expired first out, whoever owns them.
            case .order: ["item", "quantity", "pack", "to_place"]
            }
        }
    }

    /// A document has no more lines than this.
    package static let linesMax = 10_000

    static let columns = [
        "item", "quantity", "pack", "lot", "bin", "to_place", "owner", "category", "funding_source", "origin", "condition", "unit_cost_fen",
        "unit_cost_yuan", "manufactured_on", "expires_on", "warn_on", "rotate_by_on", "to_bin", "serials",
    ]

    /// The lines in the order of the file, each with its origin, and everything wrong with their form: file, line, column, field.
    ///
    /// Shape: a line with a problem has empty text or zero where it could not be read. The operation tells these problems together
    ///        with the codes nobody knows.
    package static func read(data: Data, name: String, kind: Kind) -> (lines: [PostingRequestLine], problems: [FieldProblem]) {
        let problems = ProblemList()
        let file = CSVFile(name: name, data: data, columns: columns, required: ["item", "quantity"], problems: problems)
        let rows = file.readRows()
        if rows.isEmpty && problems.isEmpty { problems.add(FieldProblem(file: name, .required, ["reason": "no_lines"])) }
        if rows.count > linesMax {
            problems.add(
                FieldProblem(file: name, .outOfRange, ["value": String(rows.count), "expected": "1–\(linesMax)", "subject": "lines"]))
            return ([], problems.all)
        }
        let lines = rows.map { line(from: $0, kind: kind) }
        return (lines, problems.all)
    }

    static func line(from row: CSVRow, kind: Kind) -> PostingRequestLine {
        for column in columns where row.isFilled(column) && !kind.columns.contains(column) {
            row.report(column, .notAllowed, ["value": row.optionalText(column) ?? "", "expected": "", "kind": kind.rawValue])
        }
        var line = PostingRequestLine(item: row.code("item"), quantity: row.quantity("quantity"))
        line.origin = row.origin
        line.pack = row.optionalText("pack")
        line.lot = row.optionalLotNumber("lot")
        line.bin = row.optionalText("bin")
        line.toPlace = row.optionalCode("to_place")
        line.owner = row.optionalCode("owner")
        line.category = row.optionalCode("category")
        line.fundingSource = row.optionalText("funding_source")
        line.producer = row.optionalText("origin")
        line.condition = row.optionalChoice("condition", of: LotCondition.all)
        line.unitCostFen = unitCost(of: row)
        line.manufacturedOn = row.optionalDate("manufactured_on")
        line.expiresOn = row.optionalDate("expires_on")
        line.warnOn = row.optionalDate("warn_on")
        line.rotateByOn = row.optionalDate("rotate_by_on")
        line.toBin = row.optionalText("to_bin")
        line.serials = row.serials("serials")
        return line
    }

    private static func unitCost(of row: CSVRow) -> Int64? {
        if row.isFilled("unit_cost_fen") && row.isFilled("unit_cost_yuan") {
            row.report("unit_cost_yuan", .contradiction, ["value": "unit_cost_fen", "expected": "unit_cost_yuan", "reason": "either_or"])
        }
        return row.optionalWhole("unit_cost_fen", 0...InputText.costMax)
            ?? row.read("unit_cost_yuan") { input throws(InputProblem) in try input.fenFromYuan() }
    }
}

/// The conditions goods can be in, as the database knows them.
enum LotCondition {
    static let all = ["good", "in_inspection", "to_repair", "to_scrap"]
}
