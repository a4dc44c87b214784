internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Writes down that a duty of care was done: to one unit, one lot, or all of the item that lies at the place.
    ///
    /// Shape:  a row for each lot or unit; with a defect `next_command` says how the goods are taken out of use.
    /// Errors: invalid with every unknown code; SP401; SP613 for a defect without remarks; SP637 in the future, SP638 nothing there to be
    ///         cared for, SP639 written down already.
    package func recordCare(_ care: CareDraft, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.recordCare)
        if care.evidence != nil { try person.require(.attachFile) }
        let (person, zone, today) = (self.person, timeZone, self.today)
        return try await run("record_care", key: key, request: care.json) { tx, _ in
            let named = try Self.named(care, today: today, in: tx)
            if let evidence = care.evidence { try tx.keepAttachment(evidence, by: person.id) }
            var care = care
            care.doneBy = care.doneBy ?? person.name
            let ids = try tx.recordCare(care, named, doneOn: care.doneOn ?? today, by: person.id)
            let rows = try tx.listCareRecords(CareFilter(), lot: nil, among: ids, zone: zone)
            return .array(rows.map { .object(($0.members ?? []) + [JSONMember("next_command", Self.nextCommand($0))]) })
        }.array ?? []
    }

    /// What care is due of which goods, the longest overdue first; only what is overdue or defective, or due within some days, if asked.
    ///
    /// Errors: notFound for the item, place or rule.
    package func listCare(
        item: String? = nil, place: String? = nil, rule: String? = nil, isOverdue: Bool = false, within: Int? = nil, slice: ListSlice = .all
    ) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { tx in
            var filter = try Self.filter(item: item, place: place, rule: rule, slice: slice, in: tx)
            filter.isOverdue = isOverdue
            filter.within = within
            return try tx.listCare(filter, on: today).map(\.told)
        }
    }

    /// What was done, newest first.
    ///
    /// Errors: notFound for the item, place or rule.
    package func listCareRecords(
        item: String? = nil, place: String? = nil, rule: String? = nil, lot: String? = nil, slice: ListSlice = .all
    ) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { tx in
            try tx.listCareRecords(Self.filter(item: item, place: place, rule: rule, slice: slice, in: tx), lot: lot, zone: zone)
        }
    }

    /// Every duty of one item or all, those that have ended only if they are asked for. Errors: notFound for the item.
    package func listCareRules(item: String? = nil, withEnded: Bool = false) async throws -> [JSONValue] {
        try await store.read { tx in
            try tx.listCareRules(of: Self.filter(item: item, place: nil, rule: nil, slice: .first(1), in: tx).items, withEnded: withEnded)
        }
    }

    /// Brings the tasks of care up to date with what lies where; answers how many are open.
    ///
    /// Errors: SP401.
    package func remindCare() async throws -> JSONValue {
        try person.require(.remindCare)
        let person = self.person
        return try await store.write { tx in ["open_tasks": .integer(try tx.openCareDue(by: person.id))] }
    }

    private static func filter(
        item: String?, place: String?, rule: String?, slice: ListSlice, in tx: borrowing Transaction
    ) throws -> CareFilter {
        var filter = CareFilter(slice: slice)
        if let item {
            guard let found = try tx.listItems(codes: [item]).first else { throw StockpileError.notFound(subject: "item", code: item) }
            filter.items = [found.id]
        }
        if let place {
            guard let found = try tx.listPlaces(codes: [place]).first else { throw StockpileError.notFound(subject: "place", code: place) }
            filter.place = found.id
        }
        if let rule {
            guard try tx.findCareRule(rule) != nil else { throw StockpileError.notFound(subject: "care_rule", code: rule) }
            filter.rule = rule
        }
        return filter
    }

    /// Everything nobody knows is told at once with what reading found.
    private static func named(_ care: CareDraft, today: CalendarDate, in tx: borrowing Transaction) throws -> NamedCare {
        var problems = care.problems
        func unknown(_ field: String, _ value: String, _ subject: String) {
            problems.append(FieldProblem(field: field, .unknownCode, ["value": value, "subject": subject]))
        }
        let rule = try tx.findCareRule(care.rule)
        if rule == nil { unknown("--rule", care.rule, "care_rule") }
        let place = try tx.listPlaces(codes: [care.place]).first
        if place == nil { unknown("--place", care.place, "place") }
        var lot: LotID?
        var serial: Int64?
        if let rule, let number = care.lot {
            lot = try tx.findLots(number, of: rule.item).first
            if lot == nil { unknown("--lot", number, "lot") }
        }
        if let rule, let number = care.serial {
            serial = try tx.findSerial(number, of: rule.item)
            if serial == nil { unknown("--serial", number, "serial") }
        }
        guard let rule, let place, problems.isEmpty else { throw StockpileError.invalid(problems) }
        return NamedCare(rule: rule.id, place: place.id, lot: lot, serial: serial)
    }

    /// How goods with a defect are taken out of use; null where all is well.
    private static func nextCommand(_ row: JSONValue) -> JSONValue {
        guard row[key: "result"]?.text == CareResult.defect.rawValue, let lot = row[key: "lot"]?.text, let item = row[key: "item"]?.text,
            let place = row[key: "place"]?.text
        else { return .null }
        let unit = row[key: "serial"]?.text.map { " --serial \($0)" } ?? ""
        return .text("stockpile lot change-condition \(lot) --item \(item) --place \(place)\(unit) --to to_repair --reason …")
    }
}
