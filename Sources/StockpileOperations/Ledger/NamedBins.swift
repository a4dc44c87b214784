internal import StockpileModel
internal import StockpileStore

/// The bins that the lines of a request name: where goods are taken from or put, and everything wrong with that.
struct NamedBins {
    private let request: PostingRequest
    private let known: Resolver

    init(_ request: PostingRequest, _ known: Resolver) {
        self.request = request
        self.known = known
    }

    /// Every bin that a request names, with its place; what goes elsewhere goes into a bin there.
    static func names(in request: PostingRequest) -> Set<BinName> {
        Set(
            request.lines.flatMap { line in
                [
                    line.bin.map { BinName(place: request.place, code: $0) },
                    line.toBin.map { BinName(place: line.toPlace ?? request.place, code: $0) },
                ].compactMap(\.self)
            })
    }

    /// Bins that are not at the place; retired ones that more would be put into; of a rebinning, lines without a new bin.
    ///
    /// Shape: `isReceived` for goods that come into the bin instead of out of it.
    func problems(isReceived: Bool) -> [FieldProblem] {
        request.lines.flatMap { line -> [FieldProblem] in
            let from = line.bin.map { problems(line, "bin", BinName(place: request.place, code: $0), isFilled: isReceived) } ?? []
            let target = line.toBin.map {
                problems(line, "to_bin", BinName(place: line.toPlace ?? request.place, code: $0), isFilled: true)
            }
            var found = from + (target ?? [])
            guard request.purpose == "rebinning" else { return found }
            if line.toBin == nil {
                found.append(FieldProblem(of: line, "to_bin", .required, ["value": line.item, "reason": "bin_needs_place"]))
            } else if let bin = line.bin, line.toBin == bin {
                found.append(FieldProblem(of: line, "to_bin", .contradiction, ["value": bin, "reason": "same_bin"]))
            }
            if let place = line.toPlace, place != request.place {
                found.append(FieldProblem(of: line, "to_place", .contradiction, ["value": place, "expected": request.place]))
            }
            return found
        }
    }

    private func problems(_ line: PostingRequestLine, _ field: String, _ name: BinName, isFilled: Bool) -> [FieldProblem] {
        // A place nobody knows was told already.
        guard (try? known.place(name.place)) != nil else { return [] }
        guard let bin = known.bin(name) else {
            return [FieldProblem(of: line, field, .unknownCode, ["value": name.code, "expected": name.place, "reason": "bin_not_there"])]
        }
        guard isFilled, bin.isRetired else { return [] }
        return [FieldProblem(of: line, field, .notAllowed, ["value": name.code, "reason": "bin_retired"])]
    }
}
