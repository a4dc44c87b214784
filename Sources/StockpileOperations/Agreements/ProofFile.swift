internal import Crypto
package import Foundation
package import StockpileModel

/// Declarations of stock from a filled-in template.
package struct ProofFile: Sendable {
    package let name: String
    package let sha256: String
    package let proofs: [ProofDraft]
    package let problems: [FieldProblem]

    package static let rowsMax = 50_000
    /// The columns of the template, as it is given out.
    package static let columns = [
        "agreement", "item", "item_name", "place", "base_unit", "standing_quantity", "quantity", "proved_on", "remarks",
    ]

    /// Each line once for a day; everything wrong with the form is kept with its line and column.
    package static func read(data: Data, name: String) -> ProofFile {
        let problems = ProblemList()
        let required = ["agreement", "item", "place", "quantity", "proved_on"]
        let file = CSVFile(name: name, data: data, columns: columns, required: required, problems: problems)
        let rows = file.readRows()
        if rows.isEmpty && problems.isEmpty {
            problems.add(FieldProblem(file: name, line: 2, field: "agreement", .required, ["value": ""]))
        }
        if rows.count > rowsMax {
            problems.add(
                FieldProblem(file: name, .outOfRange, ["value": String(rows.count), "expected": "1–\(rowsMax)", "subject": "lines"]))
        }
        var seen: [String: Int] = [:]
        let proofs = rows.prefix(rowsMax).map { row in
            var draft = ProofDraft(
                agreement: row.text("agreement"), item: row.code("item"), place: row.code("place"),
                provedOn: row.date("proved_on") ?? CalendarDate(dayNumber: 0), quantity: row.whole("quantity", 0...InputText.quantityMax))
            draft.remarks = row.optionalText("remarks")
            draft.origin = row.origin
            draft.columns = row.positions.mapValues { $0 + 1 }
            let line = "\(draft.agreement) \(draft.item) \(draft.place)"
            let name = "\(line) \(draft.provedOn.rawValue)"
            if let first = seen[name] { row.report("proved_on", .duplicate, ["value": line, "first": "\(row.file):\(first)"]) }
            seen[name] = seen[name] ?? row.line
            return draft
        }
        let sha = SHA256.hash(data: data).hexadecimal
        return ProofFile(name: name, sha256: sha, proofs: proofs, problems: problems.all)
    }
}
