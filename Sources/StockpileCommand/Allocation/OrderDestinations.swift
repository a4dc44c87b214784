internal import StockpileModel
internal import StockpileOperations

/// Where an order goes: one place for all lines, or several places with a quantity each (`--to WS13=200 --to WS14=100`).
struct OrderDestinations {
    private let given: [String]

    init(_ given: [String]) {
        self.given = given
    }

    /// The order's lines, one for each destination where each has its own quantity, and everything wrong with the flags or the file.
    ///
    /// Errors: invalid for a file that is not there.
    func lines(of options: LineOptions) throws -> (lines: [AllocationRequest.Line], problems: [FieldProblem]) {
        guard given.contains(where: { $0.contains("=") }) || given.count > 1 else { return try single(options) }
        var problems: [FieldProblem] = []
        // A quantity for the whole and one for each place could disagree; which file line goes where says the file.
        func eitherOr(_ flag: String, _ value: String?) {
            guard let value else { return }
            let detail = [
                "value": "\(flag) \(value)", "expected": given.map { "--to \($0)" }.joined(separator: " "), "reason": "either_or",
            ]
            problems.append(FieldProblem(field: flag, .notAllowed, detail))
        }
        eitherOr("--quantity", options.quantity)
        eitherOr("--file", options.file)
        if let lot = options.lot { problems.append(FieldProblem(field: "--lot", .notAllowed, ["value": lot, "reason": "order_picks"])) }
        if (options.item ?? "").isEmpty { problems.append(FieldProblem(field: "--item", .required)) }
        var seen: Set<String> = []
        let lines = given.map { text in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            let place = parts.first ?? ""
            if !seen.insert(place).inserted { problems.append(FieldProblem(field: "--to", .duplicate, ["value": place])) }
            guard parts.count == 2, let quantity = Input.number(parts[1], field: "--to", into: &problems) else {
                if parts.count < 2 {
                    problems.append(
                        FieldProblem(field: "--to", .contradiction, ["value": text, "expected": "\(text)=100", "reason": "quantity_each"]))
                }
                return AllocationRequest.Line(item: options.item ?? "", quantity: 0, pack: options.pack, toPlace: place)
            }
            return AllocationRequest.Line(item: options.item ?? "", quantity: quantity, pack: options.pack, toPlace: place)
        }
        return (lines, problems)
    }

    private func single(_ options: LineOptions) throws -> (lines: [AllocationRequest.Line], problems: [FieldProblem]) {
        var read = try options.lines(of: .order)
        if given.isEmpty {
            if options.file == nil {
                read.problems.append(FieldProblem(field: "--to", .required))
            } else {
                read.problems += read.lines.filter { $0.toPlace == nil }.map { FieldProblem(of: $0, "to_place", .required) }
            }
        }
        let lines = read.lines.map { line in
            AllocationRequest.Line(
                item: line.item, quantity: line.quantity, pack: line.pack, toPlace: line.toPlace ?? given.first ?? "", origin: line.origin)
        }
        return (lines, read.problems)
    }
}
