import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

/// Plays random operations against the database and the model side by side; whenever one says yes and the other no, it is an issue.
struct RandomLedgerRun {
    typealias Account = LedgerModel.Account
    typealias Movement = LedgerModel.Movement

    private struct Order {
        let number: String
        var picks: [(account: Account, quantity: Int64, to: String)]
        var phase = 0
    }

    private let reserve: SmallReserve
    private let keeper: Operations
    private let commander: Operations
    private let finance: (Operations, Operations)
    private var numbers: SeededNumbers
    private var model = LedgerModel()
    private var orders: [Order] = []
    private var reversible: [(number: String, movements: [Movement])] = []
    /// How often each kind went through and was refused.
    private(set) var counts: [String: (done: Int, refused: Int)] = [:]

    private static let depots = ["D1", "D2"]
    private static let places = ["D1", "D2", "T1", "T2"]
    private static let minutes = ["D1 T1": 20, "D1 T2": 40, "D2 T1": 60, "D2 T2": 10]

    init(_ reserve: SmallReserve, seed: UInt64) async throws {
        self.reserve = reserve
        numbers = SeededNumbers(seed: seed)
        keeper = try await reserve.person("keeper1")
        commander = try await reserve.person("commander1")
        finance = (try await reserve.person("finance1"), try await reserve.person("finance2"))
    }

    mutating func play(steps: Int) async throws {
        for _ in 0..<6 { try await receive() }
        for step in 1...steps {
            switch Int.random(in: 0..<20, using: &numbers) {
            case 0..<4: try await receive()
            case 4..<7: try await issue()
            case 7..<9: try await issueNamed()
            case 9..<11: try await transfer()
            case 11..<13: try await order()
            case 13..<16: try await moveOrder()
            case 16: try await hold(releases: false)
            case 17: try await hold(releases: true)
            case 18: try await writeOff()
            default: try await reverse()
            }
            if step.isMultiple(of: 20) || step == steps {
                #expect(try await reserve.balances() == model.named, "step \(step)")
            }
        }
    }

    private mutating func some(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &numbers) }
    private mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &numbers)] }
    private mutating func anyLot() -> LedgerModel.Lot { pick(model.lots.values.sorted { $0.order < $1.order }) }

    /// Asks the database; what the model thinks of the movements must come out. Answers what the database answered.
    private mutating func ask<R>(
        _ kind: String, _ movements: [Movement]?, _ body: () async throws -> R
    ) async throws -> R? {
        var after = model
        let expected = movements.map { after.move($0) } ?? false
        do {
            let answer = try await body()
            #expect(expected, "\(kind) went through")
            model = after
            counts[kind, default: (0, 0)].done += 1
            return answer
        } catch StockpileError.refused(let refusal) {
            #expect(!expected, "\(kind) was refused: \(refusal)")
        } catch StockpileError.notFound(let subject, let code) {
            #expect(!expected, "\(kind): no \(subject) \(code)")
        }
        counts[kind, default: (0, 0)].refused += 1
        return nil
    }

    private mutating func receive() async throws {
        let item = pick(["quilt", "water"])
        let lot = LedgerModel.Lot(
            number: "L\(model.lots.count)", item: item, expiresIn: item == "water" ? Int(pick([-3, 5, 5, 40, 41])) : nil,
            order: model.lots.count)
        let (place, quantity) = (pick(Self.depots), some(1...60))
        let movement = Movement(
            from: LedgerModel.outside(lot.number), to: Account(lot: lot.number, place: place, state: "stock free"), quantity: quantity)
        let posted = try await ask("receipt", [movement]) { [reserve] in
            try await reserve.receive(item, quantity, at: place, lot: lot.number, expiresIn: lot.expiresIn)
        }
        guard let posted else { return }
        model.add(lot)
        reversible.append((posted.number, [movement]))
    }

    private mutating func issue() async throws {
        let (item, place, quantity) = (pick(["quilt", "water"]), pick(Self.places), some(1...50))
        let movements = model.picks(item, quantity, at: [(place, 0)])?.map {
            Movement(from: $0.account, to: LedgerModel.outside($0.account.lot), quantity: $0.quantity)
        }
        let posted = try await ask("issue", movements) { [reserve] in try await reserve.issue(item, quantity, at: place) }
        if let posted, let movements { reversible.append((posted.number, movements)) }
    }

    private mutating func issueNamed() async throws {
        let (lot, place, quantity) = (anyLot(), pick(Self.places), some(1...20))
        let movement = Movement(
            from: Account(lot: lot.number, place: place, state: "stock free"), to: LedgerModel.outside(lot.number), quantity: quantity)
        let isExpired = (lot.expiresIn ?? 0) < 0
        let posted = try await ask("named issue", isExpired ? nil : [movement]) { [reserve] in
            try await reserve.issue(lot.item, quantity, at: place, lot: lot.number)
        }
        if let posted { reversible.append((posted.number, [movement])) }
    }

    private mutating func transfer() async throws {
        let (lot, from, to, quantity) = (anyLot(), pick(Self.places), pick(Self.places), some(1...20))
        let movement = Movement(
            from: Account(lot: lot.number, place: from, state: "stock free"),
            to: Account(lot: lot.number, place: to, state: "stock free"), quantity: quantity)
        let posted = try await ask("transfer", from == to ? nil : [movement]) { [reserve] in
            try await reserve.transfer(lot.item, quantity, from: from, to: to, lot: lot.number)
        }
        if let posted { reversible.append((posted.number, [movement])) }
    }

    private mutating func order() async throws {
        let (item, town, quantity) = (pick(["quilt", "water"]), pick(["T1", "T2"]), some(1...70))
        let sources = Self.depots.map { (code: $0, minutes: Self.minutes["\($0) \(town)"] ?? .max) }
        let picks = model.picks(item, quantity, at: sources)
        let movements = picks?.map {
            Movement(
                from: $0.account, to: Account(lot: $0.account.lot, place: $0.account.place, state: "stock reserved"), quantity: $0.quantity)
        }
        let order = try await ask("order", movements) { [commander] in
            try await commander.issueOrder(.of(item, [(quantity, town)]), key: .fresh())
        }
        guard let order, let picks else { return }
        #expect(order.picks == picks.map { "\($0.account.lot)@\($0.account.place):\($0.quantity)" })
        orders.append(Order(number: order.number, picks: picks.map { ($0.account, $0.quantity, town) }))
    }

    /// Sends, takes in or recalls some order; phases: 0 reserved, 1 on its way, 2 ended.
    private mutating func moveOrder() async throws {
        guard !orders.isEmpty else { return }
        let index = Int.random(in: 0..<orders.count, using: &numbers)
        let (order, step) = (orders[index], pick(["dispatch", "dispatch", "arrival", "arrival", "recall"]))
        let movements = order.picks.map { pick in
            let reserved = Account(lot: pick.account.lot, place: pick.account.place, state: "stock reserved")
            let onItsWay = Account(lot: pick.account.lot, place: pick.to, state: "carrier free")
            return switch step {
            case "dispatch": Movement(from: reserved, to: onItsWay, quantity: pick.quantity)
            case "arrival":
                Movement(from: onItsWay, to: Account(lot: pick.account.lot, place: pick.to, state: "stock free"), quantity: pick.quantity)
            default: Movement(from: reserved, to: pick.account, quantity: pick.quantity)
            }
        }
        let fits = order.phase == (step == "arrival" ? 1 : 0)
        // An order that lost all it had set aside can only be recalled.
        let moved = try await ask(step, fits && (step == "recall" || !movements.isEmpty) ? movements : nil) { [keeper, commander] in
            switch step {
            case "dispatch": try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            case "arrival": try await keeper.receiveOrder(order.number, at: nil, key: .fresh())
            default: try await commander.cancelOrder(order.number, remarks: nil, key: .fresh())
            }
        }
        if moved != nil { orders[index].phase = step == "dispatch" ? 1 : 2 }
    }

    private mutating func hold(releases: Bool) async throws {
        let (lot, place) = (anyLot(), pick(Self.depots))
        let free = Account(lot: lot.number, place: place, state: "stock free")
        let held = Account(lot: lot.number, place: place, state: "stock held")
        let (from, to) = releases ? (held, free) : (free, held)
        // A hold first takes back what orders had set aside of the lot there.
        let reserved = Account(lot: lot.number, place: place, state: "stock reserved")
        let given = releases ? 0 : model.balances[reserved] ?? 0
        let quantity = (model.balances[from] ?? 0) + given
        let back = given > 0 ? [Movement(from: reserved, to: free, quantity: given)] : []
        let moved = try await ask(
            releases ? "release" : "hold", quantity > 0 ? back + [Movement(from: from, to: to, quantity: quantity)] : nil
        ) {
            [keeper] in
            releases
                ? try await keeper.releaseLot(lot.number, item: nil, at: place, remarks: nil, key: .fresh())
                : try await keeper.holdLot(lot.number, item: nil, at: place, remarks: nil, key: .fresh())
        }
        guard moved != nil, given > 0 else { return }
        for index in orders.indices where orders[index].phase == 0 {
            orders[index].picks.removeAll { $0.account.lot == lot.number && $0.account.place == place }
        }
    }

    private mutating func writeOff() async throws {
        let (lot, place, quantity) = (anyLot(), pick(Self.depots), some(1...10))
        // Free goods first, held ones when only they suffice.
        let state = ["stock free", "stock held"].first { model.quantity(lot.number, place, $0) >= quantity }
        let movement = state.map {
            Movement(from: Account(lot: lot.number, place: place, state: $0), to: LedgerModel.outside(lot.number), quantity: quantity)
        }
        let posted = try await ask("write-off", movement.map { [$0] }) { [keeper, finance] in
            let asked = try await keeper.requestWriteOff(
                at: place, reason: "x", lines: [.of(lot.item, quantity, lot: lot.number)], key: .fresh())
            _ = try await finance.0.approveWriteOff(asked.number, key: .fresh())
            return try await finance.1.postWriteOff(asked.number, key: .fresh())
        }
        if let movement, let document = posted?[key: "document"]?.text { reversible.append((document, [movement])) }
    }

    /// Only once each; afterwards the document stays in the list to be refused.
    private var reversed: Set<String> = []

    private mutating func reverse() async throws {
        let document = pick(reversible)
        // A write-off is taken back by finance.
        let person = document.number.contains("-HX-") ? finance.1 : keeper
        let back = document.movements.map { Movement(from: $0.to, to: $0.from, quantity: $0.quantity) }
        let done = try await ask("reversal", reversed.contains(document.number) ? nil : back) {
            try await person.reverseDocument(document.number, remarks: nil, key: .fresh())
        }
        if done != nil { reversed.insert(document.number) }
    }
}
