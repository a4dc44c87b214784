/// Where goods can be, by the words people know it by.
struct Account: Hashable, Sendable, CustomStringConvertible {
    /// stock, carrier, supplier, consumption, loss, adjustment.
    let kind: String
    let lot: String
    let place: String
    let availability: String

    /// Stock of the one owner, in good condition and no bin.
    static func stock(_ lot: String, _ place: String, _ availability: String) -> Account {
        Account(kind: "stock", lot: lot, place: place, availability: availability)
    }

    /// Accounts that are not stock and may go below zero.
    static func outside(_ kind: String, _ lot: String, _ place: String) -> Account {
        Account(kind: kind, lot: lot, place: place, availability: "free")
    }

    var description: String { "\(kind)/\(lot)/\(place)/\(availability)" }
}

/// A quantity taken from one account to another.
struct Movement: Hashable, Sendable, CustomStringConvertible {
    let from: Account
    let to: Account
    let quantity: Int64

    var description: String { "\(quantity) from \(from) to \(to)" }
}
