internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// A lot with its dates, their history and where it lies.
    ///
    /// Errors: notFound; invalid when several items have this lot number.
    package func showLot(_ lot: String, item: String?) async throws -> JSONValue {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { tx in try tx.showLot(Self.lot(lot, item: item, in: tx), on: today, zone: zone) }
    }

    /// New dates of a lot as a fact of their own: the old ones stay readable, and a report as known then stays as it was.
    ///
    /// Shape:  the lot as `showLot` gives it.
    /// Errors: notFound; invalid; SP401, SP610 dates that contradict each other, SP613 without reason or source, SP614.
    package func setLotDates(_ lot: String, item: String?, _ change: LotDatesChange, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.keepLotDates)
        guard change.problems.isEmpty else { throw StockpileError.invalid(change.problems) }
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["lot": .text(lot), "item": JSONValue(item), "dates": change.json]
        return try await run("set_lot_dates", key: key, request: request) { tx, _ in
            let id = try Self.lot(lot, item: item, in: tx)
            try tx.setLotDates(id, change, by: person.id)
            return try tx.showLot(id, on: today, zone: zone)
        }
    }

    /// Demands that goods still last so many days where they are used, or ends such a demand; answers all that is demanded.
    ///
    /// Errors: invalid with every unknown code; SP401, SP504, SP601.
    package func demandLifeLeft(_ demand: LifeLeftDemand, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.keepLotDates)
        let (person, zone) = (self.person, timeZone)
        return try await run("demand_life_left", key: key, request: demand.json) { tx, _ in
            var problems = demand.problems
            let item = try demand.item.flatMap { try tx.listItems(codes: [$0]).first }
            if let code = demand.item, item == nil {
                problems.append(FieldProblem(field: "--item", .unknownCode, ["value": code, "subject": "item"]))
            }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            try tx.demandLifeLeft(demand, of: item?.id, by: person.id)
            return .array(try tx.listLifeLeftDemands(zone: zone))
        }
    }

    package func listLifeLeftDemands() async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listLifeLeftDemands(zone: zone) }
    }

    /// The one lot of this number. Errors: notFound; invalid when several items have it and none is named.
    static func lot(_ number: String, item: String?, in tx: borrowing Transaction) throws -> LotID {
        let itemID = try item.map { code in
            guard let found = try tx.listItems(codes: [code]).first else { throw StockpileError.notFound(subject: "item", code: code) }
            return found.id
        }
        let found = try tx.findLots(number, of: itemID)
        guard let first = found.first else { throw StockpileError.notFound(subject: "lot", code: number) }
        guard found.count == 1 else { throw StockpileError.invalid([FieldProblem(field: "--item", .required)]) }
        return first
    }
}
