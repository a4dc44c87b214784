internal import StockpileModel

/// What the books should say, kept in plain dictionaries: the plainest ledger there can be. It shares nothing with the real one.
///
/// Shape: only requests that took effect are in it; each moves what it asked for, or what those it refers to have moved.
final class Books {
    let script: Script
    private(set) var balances: [Account: Int64] = [:]
    /// What cannot have come from the request that made it.
    private(set) var differences: [String] = []
    private let requests: [RequestName: (found: [Movement], answer: JSONValue)]
    private var effects: [RequestName: [Movement]] = [:]

    init(_ script: Script, _ requests: [RequestName: (found: [Movement], answer: JSONValue)]) {
        self.script = script
        self.requests = requests
    }

    /// Enters every request, in any order: quantities only add up.
    func enterAll() {
        for name in requests.keys.sorted() {
            do {
                let movements = try effect(of: name)
                for movement in movements {
                    balances[movement.from, default: 0] -= movement.quantity
                    balances[movement.to, default: 0] += movement.quantity
                }
                let found = requests[name]?.found ?? []
                if Self.counted(found) != Self.counted(movements) {
                    differences.append("\(name) moved \(found), should have moved \(movements)")
                }
            } catch {
                differences.append("\(name): \(error)")
            }
        }
    }

    /// What the request has moved.
    ///
    /// Errors: Wrong, also when there is no such request.
    func effect(of name: RequestName) throws -> [Movement] {
        if let known = effects[name] { return known }
        guard let request = requests[name] else { throw Wrong("refers to \(name), which is not there") }
        let effect = try script.action(name).effect(request.found, request.answer, self)
        effects[name] = effect
        return effect
    }

    /// True when a hold of that lot and place took back what the order had set aside there.
    func isTakenBack(_ account: Account, of order: RequestName) -> Bool {
        guard let number = requests[order]?.answer[key: "number"] else { return false }
        return takenBack[number]?.contains([account.lot, account.place]) == true
    }

    /// Lots and places by the number of the order they were taken from.
    private lazy var takenBack: [JSONValue: Set<[String]>] = {
        var taken: [JSONValue: Set<[String]>] = [:]
        for (name, request) in requests {
            guard let hold = script.action(name) as? Hold else { continue }
            for number in request.answer[key: "released_orders"]?.array ?? [] { taken[number, default: []].insert([hold.lot, hold.place]) }
        }
        return taken
    }()

    /// The receipt of a lot.
    ///
    /// Errors: Wrong for a lot nobody received.
    func receipt(of lot: String) throws -> Receive {
        guard let name = RequestName(lot: lot), requests[name] != nil, let receipt = script.action(name) as? Receive else {
            throw Wrong("nobody received the lot \(lot)")
        }
        return receipt
    }

    /// Every account in which the books and the ledger disagree.
    func compare(_ ledger: [Account: Int64]) -> [String] {
        Set(ledger.keys).union(balances.keys).sorted { $0.description < $1.description }.compactMap { account in
            let (here, there) = (balances[account] ?? 0, ledger[account] ?? 0)
            return here == there ? nil : "\(account): \(there) in the ledger, \(here) by the model"
        }
    }

    /// Two picks from one account are the same as one.
    private static func counted(_ movements: [Movement]) -> [[Account]: Int64] {
        Dictionary(movements.map { ([$0.from, $0.to], $0.quantity) }, uniquingKeysWith: +)
    }
}
