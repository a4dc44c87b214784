internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// Chooses lots at one place for the lines of one document; a balance taken by one line is not offered to the next.
struct Picker {
    let place: Place
    let purpose: String
    let day: CalendarDate
    /// The request was posted before: its answer is known, so nothing needs to be found.
    let mayBeShort: Bool
    private var taken: [AccountID: Quantity] = [:]
    /// What could not be found, line by line: all of it is told at once when every line has been picked for.
    private var short: [JSONValue] = []

    init(place: Place, purpose: String, day: CalendarDate, mayBeShort: Bool) {
        self.place = place
        self.purpose = purpose
        self.day = day
        self.mayBeShort = mayBeShort
    }

    /// Errors: notFound for a lot nobody knows.
    mutating func lines(
        for line: PostingRequestLine, _ quantity: Quantity, known: Resolver, in tx: borrowing Transaction
    ) throws -> [PostingLine] {
        let item = try known.item(line.item)
        let destination = try line.toPlace.map { try known.place($0) }
        let offered: [FreeLot]
        if let number = line.lot {
            let balances = try tx.listLotBalances(number, of: item.id, at: place.id)
            guard !balances.isEmpty else { throw StockpileError.notFound(subject: "lot", code: number) }
            // The posting function says whether this lot may be taken; here it is only found.
            return try named(balances, line, quantity, destination)
        } else {
            offered = try tx.listFreeLots(of: item.id, in: [place.id], to: nil, on: day)
        }
        let owner = line.owner == nil ? nil : try known.owner(line.owner)
        let free = offered.filter { owner == nil || $0.owner == owner }.map { $0.without(taken[$0.account] ?? .zero) }
        let plan = AllocationPlan.fefo(quantity, from: free)
        if plan.shortfall > .zero && !mayBeShort { short.append(try shortage(item, quantity, plan, in: tx)) }
        return plan.picks.map { pick in
            taken[pick.from.account] = Quantity.sum([taken[pick.from.account] ?? .zero, pick.quantity])
            var posting = PostingLine(pick)
            posting.toPlace = destination?.id
            return posting
        }
    }

    /// The named lot's balance: the one asked for by condition, else a free and good one first.
    private mutating func named(
        _ balances: [LotBalance], _ line: PostingRequestLine, _ quantity: Quantity, _ destination: Place?
    ) throws -> [PostingLine] {
        let wanted = balances.filter { line.condition == nil || $0.condition == line.condition }
        guard let balance = wanted.first(where: { $0.quantity >= quantity }) ?? wanted.first ?? balances.first else { return [] }
        taken[balance.account] = Quantity.sum([taken[balance.account] ?? .zero, quantity])
        var posting = PostingLine(lot: balance.lot, quantity: quantity, owner: balance.owner)
        posting.fromPlace = place.id
        posting.fromBin = balance.bin
        posting.fromCondition = balance.condition
        posting.fromAvailability = balance.availability == "reserved" ? nil : balance.availability
        posting.toPlace = destination?.id
        return [posting]
    }

    /// Errors: SP101 with every line that could not be picked whole, what of it cannot be taken and why.
    func requireEnough() throws {
        guard let first = short.first else { return }
        let detail = short.count == 1 ? first : .object((first.members ?? []) + [JSONMember("lines", .array(short))])
        throw StockpileError.refused(Refusal(.shortage, detail))
    }

    private func shortage(_ item: Item, _ quantity: Quantity, _ plan: AllocationPlan, in tx: borrowing Transaction) throws -> JSONValue {
        let excluded = try tx.listUnavailable(of: item.id, in: [place.id], on: day)
        return [
            "item": .text(item.code), "item_name": .text(item.name),
            "item_name_en": .text(item.nameEn), "base_unit": .text(item.baseUnit), "place": .text(place.code),
            "asked": JSONValue(quantity), "available": .integer(quantity.rawValue - plan.shortfall.rawValue),
            "shortfall": JSONValue(plan.shortfall),
            "excluded": .array(excluded.map { ["reason": .text($0.reason), "quantity": .integer($0.quantity)] }),
        ]
    }
}

extension FreeLot {
    func without(_ quantity: Quantity) -> FreeLot {
        FreeLot(
            account: account, lot: lot, lotNumber: lotNumber, place: place, owner: owner, bin: bin, expiresOn: expiresOn, minutes: minutes,
            free: free.remaining(after: quantity))
    }
}
