internal import Postgres
internal import StockpileModel
internal import StockpileStore

extension Picker {
    /// So much of one balance, and which units if they were named.
    struct Take {
        let balance: LotBalance
        let quantity: Quantity
        var serials: [String] = []
    }

    /// The named lot's balances: those asked for by condition, owner and bin, free and good ones first, but scrap first where goods are
    /// given up. One lot may lie in several bins: then it is taken from them in the order of their codes.
    ///
    /// Shape: nil when no goods of one state and owner are enough.
    mutating func takes(of balances: [LotBalance], _ wish: Wish) -> [Take]? {
        let wanted = fitting(balances, wish)
        // Goods of one state and owner are as good as each other, whatever bin they lie in.
        let heaps = Dictionary(grouping: wanted, by: Self.state)
        let whole = wanted.compactMap { heaps[Self.state($0)] }.first { (Quantity.sum($0.map(left)) ?? .zero) >= wish.quantity }
        guard let whole else { return nil }
        var open = wish.quantity
        var takes: [Take] = []
        for balance in whole.sorted(by: Self.alongShelves) where open > .zero && left(balance) > .zero {
            let quantity = min(open, left(balance))
            takes.append(take(quantity, from: balance))
            open = open.remaining(after: quantity)
        }
        return takes
    }

    /// Posting lines for a named lot; too little of it is posted for as it was asked, so that the posting function says what is there.
    mutating func named(_ balances: [LotBalance], _ wish: Wish) -> [PostingLine] {
        if let takes = takes(of: balances, wish) { return takes.map { posting($0, wish) } }
        guard let balance = fitting(balances, wish).first ?? balances.first else { return [] }
        return [posting(take(wish.quantity, from: balance), wish)]
    }

    /// The units named by serial number, each out of the balance it is in; those that are not here are told with all others.
    mutating func takes(ofUnits wish: Wish, in tx: borrowing Transaction) throws -> [Take] {
        let places = try tx.listSerials(wish.line.serials, of: wish.item.id)
        let here = places.filter { unit in
            unit.kind == "stock" && unit.balance.place == place.id && unit.balance.availability != "reserved"
                && (wish.line.lot == nil || unit.balance.lotNumber == wish.line.lot) && !fitting([unit.balance], wish).isEmpty
        }
        let found = Set(here.map(\.number))
        strays += wish.line.serials.filter { !found.contains($0) }
            .map { number in Self.stray(number, of: wish.item.code, places.first { $0.number == number }) }
        return Dictionary(grouping: here, by: \.balance.account).sorted { $0.key < $1.key }.compactMap { _, units in
            guard let balance = units.first?.balance, let quantity = Quantity(rawValue: Int64(units.count)) else { return nil }
            var taken = take(quantity, from: balance)
            taken.serials = units.map(\.number)
            return taken
        }
    }

    func posting(_ take: Take, _ wish: Wish) -> PostingLine {
        let balance = take.balance
        var posting = PostingLine(lot: balance.lot, quantity: take.quantity, owner: balance.owner)
        posting.fromPlace = place.id
        // A bin that was named and does not hold the lot stays named: what is short is short there.
        posting.fromBin = wish.bin ?? balance.bin
        posting.fromCondition = balance.condition
        posting.fromAvailability = balance.availability == "reserved" ? nil : balance.availability
        posting.serials = take.serials
        return wish.sent(posting)
    }

    private func fitting(_ balances: [LotBalance], _ wish: Wish) -> [LotBalance] {
        let condition = wish.line.condition
        let fitting = balances.filter { (condition == nil || $0.condition == condition) && offers($0.owner, $0.bin, wish) }
        guard Self.givingUp.contains(purpose) else { return fitting }
        // Good goods are not given up while scrap of the same lot lies beside them.
        return Self.worstFirst.flatMap { worst in fitting.filter { $0.condition == worst } }
            + fitting.filter { !Self.worstFirst.contains($0.condition) }
    }

    static let givingUp = ["write_off", "disposal"]
    private static let worstFirst = ["to_scrap", "to_repair"]

    /// A unit that was named and is not here, and where it is.
    static func stray(_ number: String, of item: String, _ unit: SerialPlace?) -> JSONValue {
        [
            "code": .text(RefusalCode.serialNotThere.rawValue), "item": .text(item), "serial": .text(number),
            "kind": JSONValue(unit?.kind), "place": JSONValue(unit?.placeCode), "bin": JSONValue(unit?.balance.binCode),
            "lot": JSONValue(unit?.balance.lotNumber), "availability": JSONValue(unit?.balance.availability),
        ]
    }

    private mutating func take(_ quantity: Quantity, from balance: LotBalance) -> Take {
        taken[balance.account] = Quantity.sum([taken[balance.account] ?? .zero, quantity])
        return Take(balance: balance, quantity: quantity)
    }

    private func left(_ balance: LotBalance) -> Quantity { balance.quantity.remaining(after: taken[balance.account] ?? .zero) }

    private static func state(_ balance: LotBalance) -> [String] {
        [balance.condition, balance.availability, "\(balance.owner.rawValue)"]
    }

    private static func alongShelves(_ first: LotBalance, _ second: LotBalance) -> Bool {
        func rank(_ balance: LotBalance) -> (String, AccountID) { (balance.binCode ?? "\u{10FFFF}", balance.account) }
        return rank(first) < rank(second)
    }
}
