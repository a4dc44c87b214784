internal import StockpileModel

/// One row of a file, read cell by cell. A cell that cannot be read gives an empty value and puts its problem on record;
/// nothing is stored while a problem is on record.
struct CSVRow {
    let file: String
    let line: Int
    let cells: [String]
    let positions: [String: Int]
    /// The cells do not stand under their columns: that is reported once, and nothing else about this row.
    let isShifted: Bool
    let problems: ProblemList

    var origin: InputOrigin { InputOrigin(file: file, line: line) }

    /// Puts a problem of this row on record.
    func report(_ field: String, _ code: ProblemCode, _ detail: [String: String]) {
        guard !isShifted else { return }
        problems.add(
            FieldProblem(file: file, line: line, column: positions[field].map { $0 + 1 }, field: field, code, detail))
    }

    /// What a filled cell says; nil for an empty one, and for one with a problem.
    func read<Value>(_ field: String, _ parse: (InputText) throws(InputProblem) -> Value) -> Value? {
        guard let position = positions[field], position < cells.count else { return nil }
        do throws(InputProblem) {
            let input = try InputText(cells[position])
            return input.isEmpty ? nil : try parse(input)
        } catch {
            report(field, error.code, error.detail)
            return nil
        }
    }

    /// The same for a cell that has to be filled.
    func require<Value>(_ field: String, _ parse: (InputText) throws(InputProblem) -> Value) -> Value? {
        if positions[field] != nil && !isFilled(field) { report(field, .required, ["value": ""]) }
        return read(field, parse)
    }

    func isFilled(_ field: String) -> Bool {
        guard let position = positions[field], position < cells.count else { return false }
        return !cells[position].allSatisfy { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{200B}" }
    }

    func text(_ field: String) -> String { require(field, Self.freeText) ?? "" }
    func optionalText(_ field: String) -> String? { read(field, Self.freeText) }
    func lotNumber(_ field: String) -> String { require(field) { input throws(InputProblem) in try input.lotNumber() } ?? "" }
    func optionalLotNumber(_ field: String) -> String? { read(field) { input throws(InputProblem) in try input.lotNumber() } }
    func code(_ field: String) -> String { require(field) { input throws(InputProblem) in try input.code() } ?? "" }
    func optionalCode(_ field: String) -> String? { read(field) { input throws(InputProblem) in try input.code() } }
    func optionalDate(_ field: String) -> CalendarDate? { read(field) { input throws(InputProblem) in try input.date() } }
    func flag(_ field: String) -> Bool { require(field) { input throws(InputProblem) in try input.flag() } ?? false }

    func date(_ field: String) -> CalendarDate? { require(field) { input throws(InputProblem) in try input.date() } }

    func quantity(_ field: String) -> Int64 { whole(field, 1...InputText.quantityMax) }

    func whole(_ field: String, _ range: ClosedRange<Int64>) -> Int64 {
        require(field) { input throws(InputProblem) in try input.wholeNumber(in: range) } ?? 0
    }

    func optionalWhole(_ field: String, _ range: ClosedRange<Int64>) -> Int64? {
        read(field) { input throws(InputProblem) in try input.wholeNumber(in: range) }
    }

    func decimal(_ field: String, least: ExactDecimal) -> ExactDecimal {
        require(field) { input throws(InputProblem) in try input.decimal(least: least) } ?? .zero
    }

    func choice(_ field: String, of words: [String]) -> String {
        require(field) { input throws(InputProblem) in try input.choice(of: words) } ?? ""
    }

    func optionalChoice(_ field: String, of words: [String]) -> String? {
        read(field) { input throws(InputProblem) in try input.choice(of: words) }
    }

    /// Serial numbers, in the order given; that one stands twice is told by whoever knows the item.
    func serials(_ field: String) -> [String] { read(field) { input throws(InputProblem) in try input.serials() } ?? [] }

    /// The parts of a list, each once; a part that stands twice is a problem.
    func list(_ field: String) -> [String] {
        let parts = require(field) { $0.list } ?? []
        var seen: Set<String> = []
        for part in parts where !seen.insert(part).inserted { report(field, .duplicate, ["value": part]) }
        return parts
    }

    private static func freeText(_ input: InputText) throws(InputProblem) -> String { try input.freeText() }
}
