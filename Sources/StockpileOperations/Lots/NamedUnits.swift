internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// Units of a lot that lie at a place and are named by serial number.
struct NamedUnits {
    let place: Place
    private let lot: LotID
    private let item: (id: ItemID, code: String, isSerialised: Bool)

    init(of lot: LotID, at place: Place, in tx: borrowing Transaction) throws {
        self.lot = lot
        self.place = place
        item = try tx.findItem(of: lot)
    }

    /// So many of them out of one balance.
    struct Take {
        let balance: LotBalance
        let serials: [String]
    }

    /// Each unit in the balance it lies in.
    ///
    /// Errors: SP120 with every unit that is not here, or not in a balance that fits, and where it is.
    func takes(of serials: [String], in tx: borrowing Transaction, fitting fits: (LotBalance) -> Bool) throws -> [Take] {
        let known = try tx.listSerials(serials, of: item.id)
        let here = known.filter { unit in
            unit.kind == "stock" && unit.balance.place == place.id && unit.balance.lot == lot && unit.balance.availability != "reserved"
                && fits(unit.balance)
        }
        let found = Set(here.map(\.number))
        let strays = serials.filter { !found.contains($0) }
        guard strays.isEmpty else {
            let lines = strays.map { number in Picker.stray(number, of: item.code, known.first { $0.number == number }) }
            throw StockpileError.refused(Refusal(.serialNotThere, ["lines": .array(lines)]))
        }
        return Dictionary(grouping: here, by: \.balance.account).sorted { $0.key < $1.key }.compactMap { _, units in
            units.first.map { Take(balance: $0.balance, serials: units.map(\.number)) }
        }
    }

    /// Whether findings say of single units what they are. They have to where it matters which: of all that waits alike it does not.
    ///
    /// Errors: invalid, as `require`.
    func areMeant(by findings: [Acceptance.Finding], ofWaiting total: Int64) throws -> Bool {
        let isNamed = findings.contains { !$0.serials.isEmpty }
        let isAlike = findings.count <= 1 && findings.allSatisfy { $0.quantity == total }
        guard isNamed || (item.isSerialised && !isAlike) else { return false }
        let all = findings.flatMap(\.serials)
        let twice = Set(all.filter { number in all.count { $0 == number } > 1 }).sorted()
        var problems = findings.flatMap { self.problems($0.serials, $0.quantity, option: $0.serialOption) }
        problems += twice.map { FieldProblem(field: "--accepted-serial", .duplicate, ["value": $0]) }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        return true
    }

    /// Errors: invalid for numbers of an item without any, and for another number of them than units.
    func require(_ serials: [String], _ quantity: Int64, option: String) throws {
        let problems = self.problems(serials, quantity, option: option)
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
    }

    private func problems(_ serials: [String], _ quantity: Int64, option: String) -> [FieldProblem] {
        if !item.isSerialised {
            let detail = ["value": serials.joined(separator: " "), "reason": "not_serialised"]
            return serials.isEmpty ? [] : [FieldProblem(field: option, .notAllowed, detail)]
        }
        guard Int64(Set(serials).count) != quantity else { return [] }
        let detail = ["value": String(serials.count), "expected": String(quantity), "reason": "serials_count"]
        return [FieldProblem(field: option, serials.isEmpty ? .required : .contradiction, detail)]
    }
}
