/// What lies in the depots before anybody begins; received by client 0.
enum Opening {
    /// The lot everybody takes from, so that all of them wait for one row.
    static let hotLot = RequestName(0, 1)

    static var requests: [RequestName] { (1...(1 + Reserve.items.count * Reserve.depots.count)).map { RequestName(0, $0) } }

    static func receipt(_ name: RequestName) -> Receive {
        guard name != hotLot else { return Receive(name: name, item: "quilt", quantity: 10_000_000, place: "D1", expiry: nil, keeper: 0) }
        let index = name.number - 2
        let item = Reserve.items[index / Reserve.depots.count % Reserve.items.count]
        return Receive(
            name: name, item: item, quantity: 300, place: Reserve.depots[index % Reserve.depots.count],
            expiry: Reserve.expires(item) ? "2088-06-30" : nil, keeper: 0)
    }
}
