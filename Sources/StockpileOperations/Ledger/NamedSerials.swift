internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// The units that the lines of a request name, held against items and quantities; everything wrong with them is told at once.
struct NamedSerials {
    private let lines: [(line: PostingRequestLine, item: Item)]

    /// Lines whose item nobody knows have been told already.
    init(_ request: PostingRequest, _ known: Resolver) {
        lines = request.lines.compactMap { line in (try? known.item(line.item)).map { (line, $0) } }
    }

    /// Numbers for an item without any, too few or too many, and the same one twice; with `isOwed`, none where they have to be.
    func problems(isOwed: Bool) -> [FieldProblem] {
        var seen: Set<String> = []
        return lines.flatMap { line, item -> [FieldProblem] in
            guard item.isSerialised else {
                return line.serials.isEmpty
                    ? []
                    : [
                        FieldProblem(
                            of: line, "serials", .notAllowed,
                            ["value": line.serials.joined(separator: " "), "reason": "not_serialised"])
                    ]
            }
            var problems: [FieldProblem] = []
            for number in line.serials where !seen.insert("\(item.code) \(number)").inserted {
                problems.append(FieldProblem(of: line, "serials", .duplicate, ["value": number]))
            }
            guard isOwed || !line.serials.isEmpty else { return problems }
            // A quantity that cannot be read or converted is told by whoever asks for it.
            if line.quantity > 0, let quantity = try? item.quantity(of: line.quantity, pack: line.pack),
                quantity.rawValue != Int64(line.serials.count)
            {
                problems.append(
                    FieldProblem(
                        of: line, "serials", .contradiction,
                        ["value": String(line.serials.count), "expected": String(quantity.rawValue), "reason": "serials_count"]))
            }
            return problems
        }
    }

    /// Units that are in somebody's stock already, and cannot come in again.
    func inStock(_ tx: borrowing Transaction) throws -> [FieldProblem] {
        var problems: [FieldProblem] = []
        for (line, item) in lines where item.isSerialised && !line.serials.isEmpty {
            for found in try tx.listSerials(line.serials, of: item.id) where found.isInStock {
                let at = [found.placeCode, found.balance.binCode, found.balance.lotNumber].compactMap(\.self).joined(separator: " ")
                problems.append(
                    FieldProblem(
                        of: line, "serials", .contradiction, ["value": found.number, "expected": at, "reason": "serial_in_stock"]))
            }
        }
        return problems
    }

    var isEmpty: Bool { !lines.contains { !$0.line.serials.isEmpty } }
}
