internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// Chooses lots at one place for the lines of one document; a balance taken by one line is not offered to the next.
struct Picker {
    let place: Place
    let purpose: String
    let day: CalendarDate
    /// Where the lots that are named lie at the place; one that was never there is missing.
    var balances: [LotName: [LotBalance]] = [:]
    var taken: [AccountID: Quantity] = [:]
    /// What could not be found, line by line: all of it is told at once when every line has been picked for.
    private var short: [JSONValue] = []
    /// What was picked, since nothing else is left, although its care is overdue.
    private(set) var careOverdue: [JSONValue] = []
    /// Named units that are not to be had here, each with where it is.
    var strays: [JSONValue] = []

    init(place: Place, purpose: String, day: CalendarDate) {
        self.place = place
        self.purpose = purpose
        self.day = day
    }

    /// Where one line takes its goods from and puts them, and what it says of whose they are.
    struct Wish {
        let line: PostingRequestLine
        let item: Item
        let quantity: Quantity
        let owner: OwnerID?
        let bin: Int64?
        let destination: Place?
        let toBin: Int64?
    }

    /// Errors: notFound for a lot nobody knows.
    mutating func lines(
        for line: PostingRequestLine, _ quantity: Quantity, known: Resolver, in tx: borrowing Transaction
    ) throws -> [PostingLine] {
        let wish = try wish(line, quantity, known)
        if !line.serials.isEmpty { return try takes(ofUnits: wish, in: tx).map { posting($0, wish) } }
        if let number = line.lot { return try lines(ofLot: number, wish) }
        let free = try tx.listFreeLots(of: wish.item.id, in: [place.id], to: wish.destination?.id, for: purpose, on: day)
            .filter { offers($0.owner, $0.bin, wish) }.map { $0.without(taken[$0.account] ?? .zero) }
        let plan = AllocationPlan.fefo(quantity, from: free)
        if plan.shortfall > .zero { short.append(try shortage(wish, plan, in: tx)) }
        return plan.picks.map { pick in
            taken[pick.from.account] = Quantity.sum([taken[pick.from.account] ?? .zero, pick.quantity])
            if pick.careOverdue > .zero { careOverdue.append(pick.careOverdueTold(of: wish.item, at: place.code)) }
            return wish.sent(PostingLine(pick))
        }
    }

    /// Errors: notFound for a lot nobody knows.
    mutating func lines(ofLot number: String, _ wish: Wish) throws -> [PostingLine] {
        guard let balances = balances[LotName(item: wish.item.id, number: number)] else {
            throw StockpileError.notFound(subject: "lot", code: number)
        }
        // The posting function says whether this lot may be taken; here it is only found.
        return named(balances, wish)
    }

    /// Errors: notFound for a code nobody knows.
    func wish(_ line: PostingRequestLine, _ quantity: Quantity, _ known: Resolver) throws -> Wish {
        Wish(
            line: line, item: try known.item(line.item), quantity: quantity, owner: try line.owner.map { try known.owner($0) },
            bin: line.bin.flatMap { known.bin(BinName(place: place.code, code: $0))?.id },
            destination: try line.toPlace.map { try known.place($0) },
            toBin: line.toBin.flatMap { known.bin(BinName(place: line.toPlace ?? place.code, code: $0))?.id })
    }

    /// Whether a balance can serve the line at all; what lies in the new bin already is not moved there.
    func offers(_ owner: OwnerID, _ bin: Int64?, _ wish: Wish) -> Bool {
        (wish.owner == nil || owner == wish.owner) && (wish.bin == nil || bin == wish.bin)
            && (purpose != "rebinning" || bin != wish.toBin)
    }

    /// Whether anything could not be found.
    var isShort: Bool { !short.isEmpty || !strays.isEmpty }

    /// Errors: SP120 with the units that are not here; SP101 with every line that could not be picked whole, what of it cannot be taken
    /// and why.
    func requireEnough() throws {
        guard strays.isEmpty else { throw StockpileError.refused(Refusal(.serialNotThere, ["lines": .array(strays)])) }
        guard let first = short.first else { return }
        let detail = short.count == 1 ? first : .object((first.members ?? []) + [JSONMember("lines", .array(short))])
        throw StockpileError.refused(Refusal(.shortage, detail))
    }

    private func shortage(_ wish: Wish, _ plan: AllocationPlan, in tx: borrowing Transaction) throws -> JSONValue {
        let item = wish.item
        let excluded = try tx.listUnavailable(of: item.id, in: [place.id], to: wish.destination?.id, for: purpose, on: day)
        return [
            "item": .text(item.code), "item_name": .text(item.name),
            "item_name_en": .text(item.nameEn), "base_unit": .text(item.baseUnit), "place": .text(place.code),
            "bin": JSONValue(wish.line.bin), "asked": JSONValue(wish.quantity),
            "available": .integer(wish.quantity.rawValue - plan.shortfall.rawValue),
            "shortfall": JSONValue(plan.shortfall),
            "excluded": .array(excluded.map { ["reason": .text($0.reason), "quantity": .integer($0.quantity)] }),
        ]
    }
}

extension Picker.Wish {
    /// The posting line with its destination.
    func sent(_ posting: PostingLine) -> PostingLine {
        var posting = posting
        posting.toPlace = destination?.id
        posting.toBin = toBin
        return posting
    }
}

extension FreeLot {
    func without(_ quantity: Quantity) -> FreeLot {
        FreeLot(
            account: account, lot: lot, lotNumber: lotNumber, place: place, owner: owner, bin: bin, expiresOn: expiresOn, minutes: minutes,
            free: free.remaining(after: quantity), receivedOn: receivedOn, binCode: binCode, careOverdue: careOverdue)
    }
}

extension Pick {
    /// What an answer says of goods that were picked although their care is overdue.
    func careOverdueTold(of item: Item, at place: String) -> JSONValue {
        [
            "item": .text(item.code), "item_name": .text(item.name), "item_name_en": .text(item.nameEn), "place": .text(place),
            "bin": JSONValue(from.binCode), "lot": .text(from.lotNumber), "quantity": JSONValue(careOverdue),
            "base_unit": .text(item.baseUnit),
        ]
    }
}
