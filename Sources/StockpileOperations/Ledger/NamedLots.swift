internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// The lots that the lines of a file name, looked up together, so that every line with a wrong one is told.
struct NamedLots {
    private let lines: [(line: PostingRequestLine, lot: LotName)]

    /// Lines without a lot and lines whose item nobody knows have nothing to look up.
    init(_ request: PostingRequest, _ known: Resolver) {
        lines = request.lines.compactMap { line in
            guard line.origin != nil, let lot = line.lot, let item = try? known.item(line.item) else { return nil }
            return (line, LotName(item: item.id, number: lot))
        }
    }

    var names: [LotName] { lines.map(\.lot) }

    /// Lots that have never been at the place.
    func problems(where there: Set<LotName>, at place: String) -> [FieldProblem] {
        lines.filter { !there.contains($0.lot) }.map { line, lot in
            FieldProblem(of: line, "lot", .unknownCode, ["value": lot.number, "expected": place, "reason": "lot_not_there"])
        }
    }

    /// New lots with a number that was given before.
    func problems(where taken: Set<LotName>) -> [FieldProblem] {
        lines.filter { taken.contains($0.lot) }.map { line, lot in
            FieldProblem(of: line, "lot", .duplicate, ["value": lot.number, "reason": "lot_exists"])
        }
    }

    /// New lots that stand in the file twice.
    var repeated: [FieldProblem] {
        var first: [LotName: InputOrigin] = [:]
        return lines.compactMap { line, lot in
            guard let earlier = first[lot] else {
                first[lot] = line.origin
                return nil
            }
            return FieldProblem(of: line, "lot", .duplicate, ["value": lot.number, "first": "\(earlier.file):\(earlier.line)"])
        }
    }
}
