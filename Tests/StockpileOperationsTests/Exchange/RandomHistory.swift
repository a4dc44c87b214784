/// Documents as files hold them, made up so that nobody gives what he does not have; not in the order of time.
struct RandomHistory {
    /// What is there before: twenty at D1 and ten at D2 of each.
    static let known = ["K1": "quilt", "K2": "quilt", "K3": "water"]
    private static let depots = ["D1", "D2"]

    private(set) var heads = ""
    private(set) var lines = ""

    init(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        var items = Self.known
        var held = Dictionary(uniqueKeysWithValues: items.keys.flatMap { [("\($0) D1", 20), ("\($0) D2", 10)] })
        var made: [String] = []
        for number in 1...40 {
            let place = Self.depots.randomElement(using: &numbers) ?? "D1"
            let other = place == "D1" ? "D2" : "D1"
            let (kind, purpose) =
                [("receipt", "purchase"), ("issue", "use"), ("issue", "sample"), ("transfer", "relocation")]
                .randomElement(using: &numbers) ?? ("issue", "use")
            var written: [String] = []
            if kind == "receipt" {
                let (lot, item) = ("N\(number)", ["quilt", "water"].randomElement(using: &numbers) ?? "quilt")
                let quantity = Int.random(in: 5...40, using: &numbers)
                (items[lot], held["\(lot) \(place)"]) = (item, quantity)
                written.append("\(number),\(item),\(quantity),\(lot),,,\(Int.random(in: 0...99, using: &numbers)),2027-12-31,")
            } else {
                for (lot, item) in items.sorted(by: <).shuffled(using: &numbers).prefix(4) {
                    guard let there = held["\(lot) \(place)"], there > 0 else { continue }
                    // All of it now and then.
                    let quantity = Bool.random(using: &numbers) ? Int.random(in: 1...there, using: &numbers) : (there + 2) / 3
                    held["\(lot) \(place)"] = there - quantity
                    if kind == "transfer" { held["\(lot) \(other)", default: 0] += quantity }
                    written.append("\(number),\(item),\(quantity),\(lot),\(kind == "transfer" ? other : ""),,,,")
                }
            }
            guard !written.isEmpty else { continue }
            let time = "2026-02-\(String(100 + number / 2 + 1).dropFirst()) \(number.isMultiple(of: 2) ? "08:00" : "09:00")"
            made.append("\(number),\(kind),\(purpose),\(place),\(time)\n")
            lines += written.joined(separator: "\n") + "\n"
        }
        heads = made.shuffled(using: &numbers).joined()
    }
}
