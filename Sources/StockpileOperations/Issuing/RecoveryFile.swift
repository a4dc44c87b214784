package import Foundation
package import StockpileModel

/// What came back, from a file of comma-separated values.
package enum RecoveryFile {
    package static let columns = ["item", "lot", "result", "quantity", "serials", "bin"]
    package static let linesMax = 10_000

    /// The lines in the order of the file, and everything wrong with their form.
    package static func read(data: Data, name: String) -> (lines: [RecoveryLine], problems: [FieldProblem]) {
        let problems = ProblemList()
        let file = CSVFile(name: name, data: data, columns: columns, required: ["item", "result", "quantity"], problems: problems)
        let rows = file.readRows()
        if rows.isEmpty && problems.isEmpty { problems.add(FieldProblem(file: name, .required, ["reason": "no_lines"])) }
        if rows.count > linesMax {
            problems.add(
                FieldProblem(file: name, .outOfRange, ["value": String(rows.count), "expected": "1–\(linesMax)", "subject": "lines"]))
            return ([], problems.all)
        }
        let lines = rows.map { row in
            let result = row.choice("result", of: RecoveryResult.allCases.map(\.rawValue))
            var line = RecoveryLine(
                item: row.code("item"), quantity: row.quantity("quantity"), result: RecoveryResult(rawValue: result) ?? .inInspection)
            line.lot = row.optionalLotNumber("lot")
            line.serials = row.serials("serials")
            line.bin = row.optionalText("bin")
            line.origin = row.origin
            return line
        }
        return (lines, problems.all)
    }
}
