internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Derives a kept report again and compares: the report with its hash, every figure with what its inputs give, the stock among its
    /// inputs with the ledger up to its position.
    ///
    /// Shape:  `is_same` and how much was compared, then `differences`; empty when there is none.
    /// Errors: notFound.
    /// Source: decision 0024.
    package func verifyReport(_ number: String) async throws -> JSONValue {
        try person.require(.read)
        let zone = timeZone
        return try await store.read { tx in
            let kept = try tx.findFrozenReport(number, zone: zone)
            var check = ReportComparison()
            if !kept.isReportWhole { check.add("report_altered", number) }
            if !kept.areInputsWhole { check.add("inputs_altered", number) }
            let position = kept.head[key: "position"]?.integer ?? 0
            if try !tx.hasBlock(endingAt: position, head: kept.head[key: "head"]?.text) { check.add("head_missing", String(position)) }
            let report = JSONValue(parsing: kept.report) ?? .null
            if let facts = ReportFacts(reading: kept.inputs), let again = try? facts.report() {
                check.compare(report, JSONValue(parsing: again.written) ?? .null, at: "")
                let summary = ReportSummary(again).members.filter { kept.head[key: $0.key] != nil }
                for member in summary { check.compare(kept.head[key: member.key] ?? .null, member.value, at: member.key) }
                check.compare(facts.stock, try tx.sumStock(of: facts.basis.items, upTo: position))
            } else {
                check.add("inputs_unreadable", number)
            }
            return [
                "number": .text(number), "is_same": .bool(check.differences.isEmpty), "position": .integer(position),
                "sha256": kept.head[key: "sha256"] ?? .null, "figures": .integer(check.figures), "heaps": .integer(check.heaps),
                "differences": .array(check.differences),
            ]
        }
    }
}

/// What was compared of a report, and what is not the same.
struct ReportComparison {
    private(set) var differences: [JSONValue] = []
    private(set) var figures: Int64 = 0
    private(set) var heaps: Int64 = 0

    mutating func add(_ kind: String, _ record: String, recorded: JSONValue = .null, recomputed: JSONValue = .null) {
        differences.append(["kind": .text(kind), "record": .text(record), "recorded": recorded, "recomputed": recomputed])
    }

    /// Figure by figure; a whole part that only one side has is told once.
    mutating func compare(_ recorded: JSONValue, _ recomputed: JSONValue, at path: String) {
        switch (recorded, recomputed) {
        case (.object(let first), .object(let second)) where Self.isSame(first.map(\.key), second.map(\.key)):
            for member in first {
                compare(member.value, recomputed[key: member.key] ?? .null, at: path.isEmpty ? member.key : "\(path)/\(member.key)")
            }
        case (.array(let first), .array(let second)) where first.count == second.count:
            for (position, pair) in zip(first, second).enumerated() { compare(pair.0, pair.1, at: "\(path)/\(position)") }
        default:
            figures += 1
            if recorded != recomputed { add("figure_differs", path, recorded: recorded.told, recomputed: recomputed.told) }
        }
    }

    /// What is told since, and was not when older reports were kept.
    private static let toldSince: Set = ["is_tried", "above_max", "mutual_aid", "scope", "towns"]

    private static func isSame(_ recorded: [String], _ recomputed: [String]) -> Bool {
        Set(recorded) == Set(recomputed).subtracting(toldSince.subtracting(recorded))
    }

    mutating func compare(_ kept: [StockHeap: Int64], _ ledger: [StockHeap: Int64]) {
        let all = Set(kept.keys).union(ledger.keys)
        heaps += Int64(all.count)
        for heap in all.sorted(by: { $0.described < $1.described }) where kept[heap] != ledger[heap] {
            add("stock_differs", heap.described, recorded: .integer(kept[heap] ?? 0), recomputed: .integer(ledger[heap] ?? 0))
        }
    }
}

extension JSONValue {
    /// A figure as it is; of a part with many figures, that it is there.
    fileprivate var told: JSONValue {
        switch self {
        case .array(let values): .integer(Int64(values.count))
        case .object(let members): .integer(Int64(members.count))
        default: self
        }
    }
}
