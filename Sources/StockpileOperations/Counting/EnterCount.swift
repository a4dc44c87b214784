internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Writes what this person counted: a whole sheet or part of it, and goods that are not on it. Entered again, it corrects.
    ///
    /// Units:  base units; zero means nothing lies there.
    /// Errors: invalid with everything wrong, by line and column; notFound; SP302, SP401, SP402 for a recount by one of the two counters,
    ///         SP501, SP510 when two others have counted a line, SP513, SP515; SP626, SP627 for units that are named.
    package func enterCount(
        _ number: String, _ entries: [CountEntry], countedAt: String?, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.enterCount)
        let person = self.person
        let zone = timeZone
        var request = [JSONMember("count", .text(number)), JSONMember("counted_at", JSONValue(countedAt))]
        request.append(JSONMember("entries", .array(entries.map(\.json))))
        return try await run("enter_count", key: key, request: .object(request)) { tx, _ in
            let count = try tx.findCount(number)
            guard CountState.openForCounting.contains(count.state) else {
                throw StockpileError.refused(Refusal(.wrongState, ["number": .text(number), "state": .text(count.state.rawValue)]))
            }
            var reader = CountEntryReader(count, zone: zone, lines: try tx.listCountLines(count.id), problems: problems)
            let lines = try reader.read(entries, countedAt: countedAt, by: person.id, in: tx)
            try tx.enterCount(count.id, lines, by: person.id)
            guard case .object(let members) = try tx.showCountHead(number, zone: zone) else { return .null }
            return .object(members + [JSONMember("entered", .integer(Int64(lines.count)))])
        }
    }

    /// Names the units of what this person counted of a line, also after the review: what the count found beside the books, or missed, is
    /// then those very units. Without them units that were found come into stock only if an earlier count had lost them.
    ///
    /// Errors: notFound; invalid; SP401, SP501, SP601 for the line, SP626, SP627, SP671 for a line that others counted, SP692.
    package func nameCountedUnits(
        _ number: String, line: Int64, _ serials: [String], problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.enterCount)
        let (person, zone) = (self.person, timeZone)
        let request: JSONValue = ["count": .text(number), "line": .integer(line), "serials": .array(serials.map { .text($0) })]
        return try await run("name_counted_units", key: key, request: request) { tx, _ in
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            try tx.recordCountSerials(try tx.findCount(number).id, line: line, serials, by: person.id)
            guard case .object(let members) = try tx.showCountHead(number, zone: zone) else { return .null }
            return .object(members + [JSONMember("entered", .integer(1))])
        }
    }
}

/// Sets entries beside the lines of their count; everything that does not fit is told at once.
struct CountEntryReader {
    private let count: CountHead
    private let zone: String
    private let lines: [Int64: CountLine]
    private let heaps: [[String]: [CountLine]]
    private let problems: ProblemList
    private var moments: [String: String?] = [:]

    init(_ count: CountHead, zone: String, lines: [CountLine], problems: [FieldProblem]) {
        self.count = count
        self.zone = zone
        self.lines = Dictionary(lines.map { ($0.lineNo, $0) }) { first, _ in first }
        heaps = Dictionary(grouping: lines) { [$0.item, $0.lot] }
        self.problems = ProblemList(problems)
    }

    /// Errors: invalid.
    mutating func read(
        _ entries: [CountEntry], countedAt: String?, by person: PersonID, in tx: borrowing Transaction
    ) throws -> [CountedLine] {
        if entries.isEmpty && problems.isEmpty { problems.add(FieldProblem(field: "counted_quantity", .required)) }
        let general = countedAt.flatMap { text in
            let moment = CountedAt.moment(text, zone: zone)
            if moment == nil { problems.add(FieldProblem(field: "--counted-at", .notADate, CountedAt.detail(text))) }
            return moment
        }
        var found: [(line: Int64?, entry: CountEntry, heap: FoundHeap?)] = []
        for entry in entries {
            if let line = entry.line {
                check(entry, against: lines[line])
                found.append((line, entry, nil))
            } else if let line = onSheet(entry) {
                found.append((line, entry, nil))
            } else {
                found.append((nil, entry, try FoundHeap(entry, at: count.place, problems: problems, in: tx)))
            }
        }
        var seen: Set<Int64> = []
        for (line, entry, _) in found {
            if let line, !seen.insert(line).inserted {
                problems.add(FieldProblem(of: entry, "line_no", .duplicate, ["value": String(line)]))
            }
        }
        let times = found.map { moment(of: $0.entry) ?? general }
        try problems.throwIfAny()
        // Lines are added only when nothing is wrong: everything of a refused sheet is undone anyway.
        var counted: [CountedLine] = []
        for (one, time) in zip(found, times) {
            let line = try one.line ?? one.heap.map { try $0.addLine(to: count.id, by: person, in: tx) } ?? 0
            if one.line == nil, !seen.insert(line).inserted {
                problems.add(FieldProblem(of: one.entry, "lot", .duplicate, ["value": one.entry.lot ?? ""]))
            }
            counted.append(CountedLine(lineNo: line, quantity: one.entry.quantity, countedAt: time, serials: one.entry.serials))
        }
        try problems.throwIfAny()
        return counted
    }

    private mutating func moment(of entry: CountEntry) -> String? {
        guard let text = entry.countedAt else { return nil }
        let known = moments[text] ?? CountedAt.moment(text, zone: zone)
        moments[text] = known
        if known == nil { problems.add(FieldProblem(of: entry, "counted_at", .notADate, CountedAt.detail(text))) }
        return known
    }

    /// A sheet whose rows were sorted or shifted against their numbers must not be taken for a count.
    private func check(_ entry: CountEntry, against line: CountLine?) {
        guard let line else {
            let number = entry.line.map(String.init) ?? ""
            return problems.add(FieldProblem(of: entry, "line_no", .unknownCode, ["value": number, "subject": "line_no"]))
        }
        let pairs = [
            ("item", entry.item, line.item), ("lot", entry.lot, line.lot), ("bin", entry.bin, line.bin ?? ""),
            ("owner", entry.owner, line.owner), ("condition", entry.condition, line.condition),
        ]
        for (field, given, expected) in pairs {
            if let given, given != expected {
                problems.add(FieldProblem(of: entry, field, .contradiction, ["value": given, "expected": expected]))
            }
        }
    }

    /// The line that goods said not to be on the sheet stand on after all; several are a problem, since nobody knows which is meant.
    private func onSheet(_ entry: CountEntry) -> Int64? {
        let candidates = (heaps[[entry.item ?? "", entry.lot ?? ""]] ?? []).filter {
            (entry.bin == nil || entry.bin == $0.bin) && (entry.owner == nil || entry.owner == $0.owner)
                && (entry.condition == nil || entry.condition == $0.condition)
        }
        guard candidates.count > 1 else { return candidates.first?.lineNo }
        let numbers = candidates.map { String($0.lineNo) }.joined(separator: ", ")
        problems.add(FieldProblem(of: entry, "line_no", .required, ["value": "", "expected": numbers]))
        return nil
    }
}

/// Goods on the shelf that are not on the sheet.
struct FoundHeap {
    private let lot: LotID
    private let bin: Int64?
    private let owner: OwnerID
    private let condition: String

    /// Nil with its problems on record. The owner is whose the lot is here, or elsewhere, unless the entry says.
    init?(_ entry: CountEntry, at place: PlaceID, problems: ProblemList, in tx: borrowing Transaction) throws {
        guard let itemCode = entry.item, let lotNumber = entry.lot else { return nil }
        func unknown(_ field: String, _ code: String) {
            problems.add(FieldProblem(of: entry, field, .unknownCode, ["value": code, "subject": field]))
        }
        guard let item = try tx.listItems(codes: [itemCode]).first else {
            unknown("item", itemCode)
            return nil
        }
        let here = try tx.listLotBalances(lotNumber, of: item.id, at: place)
        let known = here.isEmpty ? try tx.listLotBalances(lotNumber, of: item.id, at: nil) : here
        guard let first = known.first else {
            unknown("lot", lotNumber)
            return nil
        }
        let bin = try entry.bin.flatMap { try tx.findBin($0, at: place) }
        if let code = entry.bin, bin == nil { unknown("bin", code) }
        let owner = try entry.owner.flatMap { try tx.listOwners(codes: [$0])[$0] }
        if let code = entry.owner, owner == nil { unknown("owner", code) }
        lot = first.lot
        self.bin = bin
        self.owner = owner ?? first.owner
        condition = entry.condition ?? "good"
    }

    func addLine(to count: CountID, by person: PersonID, in tx: borrowing Transaction) throws -> Int64 {
        try tx.addCountLine(count, lot: lot, bin: bin, owner: owner, condition: condition, by: person)
    }
}
