import StockpileModel

/// What the books should say, kept in a dictionary: the plainest ledger there can be.
struct LedgerModel {
    struct Account: Hashable {
        let lot: String
        let place: String
        /// "stock free", "stock held", "stock reserved" or "carrier free"; "outside" has no end.
        let state: String
    }
    struct Lot {
        let number: String
        let item: String
        let expiresIn: Int?
        /// Lots received first come first among equal dates.
        let order: Int
    }
    struct Movement {
        let from: Account
        let to: Account
        let quantity: Int64
    }

    private(set) var balances: [Account: Int64] = [:]
    private(set) var lots: [String: Lot] = [:]

    static func outside(_ lot: String) -> Account { Account(lot: lot, place: "", state: "outside") }

    /// As the database is asked: "L1 D1 stock free".
    var named: [String: Int64] {
        Dictionary(
            uniqueKeysWithValues: balances.filter { $0.value > 0 && $0.key.state != "outside" }.map {
                ("\($0.key.lot) \($0.key.place) \($0.key.state)", $0.value)
            })
    }

    func quantity(_ lot: String, _ place: String, _ state: String) -> Int64 {
        balances[Account(lot: lot, place: place, state: state)] ?? 0
    }

    mutating func add(_ lot: Lot) { lots[lot.number] = lot }

    /// All or nothing: false when some account would fall below zero on the way.
    mutating func move(_ movements: [Movement]) -> Bool {
        var after = balances
        for movement in movements {
            if movement.from.state != "outside" {
                guard let there = after[movement.from], there >= movement.quantity else { return false }
                after[movement.from] = there - movement.quantity
            }
            after[movement.to, default: 0] += movement.quantity
        }
        balances = after
        return true
    }

    /// First expired first out over free stock; nil when it does not suffice.
    func picks(_ item: String, _ quantity: Int64, at places: [(code: String, minutes: Int)]) -> [(account: Account, quantity: Int64)]? {
        let offered = lots.values.filter { $0.item == item && ($0.expiresIn ?? 0) >= 0 }.flatMap { lot in
            places.map { (lot: lot, place: $0, free: self.quantity(lot.number, $0.code, "stock free")) }
        }.filter { $0.free > 0 }.sorted { first, second in
            (first.lot.expiresIn ?? .max, first.place.minutes, first.lot.order)
                < (second.lot.expiresIn ?? .max, second.place.minutes, second.lot.order)
        }
        var open = quantity
        var picks: [(account: Account, quantity: Int64)] = []
        for offer in offered where open > 0 {
            let taken = min(open, offer.free)
            picks.append((Account(lot: offer.lot.number, place: offer.place.code, state: "stock free"), taken))
            open -= taken
        }
        return open == 0 ? picks : nil
    }
}

/// A fixed sequence for a seed, so that a run that failed can be played again.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
