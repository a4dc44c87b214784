internal import Foundation
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// An item is counted at a town while everybody goes on working: planned, counted blind by two (by a third where they differ), reviewed,
/// approved, posted. Only the plan and the posting carry the request's key; the steps between go by where the count stands, so that a
/// client that was killed on the way takes up where it was.
///
/// At towns only, where no order reserves: what a count takes back of an order would be the ledger's own choice.
struct Count: Action {
    let name: RequestName
    let item: String
    let place: String
    /// By how much what is counted differs from what is there, line by line in turn.
    let deltas: [Int64]

    /// Nothing in the documents of a count is the client's to write.
    var isTagged: Bool { false }

    static func drawn(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let (item, place) = (numbers.one(of: Reserve.items), numbers.one(of: Reserve.towns))
        return Count(name: name, item: item, place: place, deltas: (0..<7).map { _ in numbers.happens(40) ? numbers.some(-2...2) : 0 })
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        var plan = CountPlan(place: place)
        plan.item = item
        let number = try await desk.keepers[2].planCount(plan, key: preparation("plan", of: key))[key: "number"]?.text ?? ""
        do {
            for _ in 0..<30 {
                let state = try await desk.auditor.showCount(number)[key: "state"]?.text.flatMap(CountState.init) ?? .cancelled
                if let answer = try await step(from: state, number, desk, key) { return answer }
            }
            throw StockpileError.refused(Refusal(.booksChangedSinceReview, ["number": .text(number)]))
        } catch StockpileError.refused(let refusal) {
            // Left open, it would keep everybody else from counting here.
            _ = try? await desk.keepers[2].cancelCount(number, remarks: nil, key: preparation("cancel", of: key))
            throw StockpileError.refused(refusal)
        }
    }

    /// Moves the count on by one step; answers once it is posted.
    private func step(from state: CountState, _ number: String, _ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue? {
        let (reviewer, approver, finance) = (desk.commanders[0], desk.commanders[1], desk.finance[0])
        func fresh() -> IdempotencyKey { preparation(UUID().uuidString, of: key) }
        do {
            switch state {
            case .planned, .counting:
                for keeper in 0..<2 { try await enter(number, by: desk.keepers[keeper], desk, fresh()) }
            case .recounting: try await enter(number, by: desk.keepers[2], desk, fresh())
            case .counted: _ = try await reviewer.reviewCount(number, key: fresh())
            case .underReview: _ = try await approver.approveCount(number, remarks: nil, key: fresh())
            // Once posted, the key gives the same answer; what is cancelled is refused.
            case .approved, .posted, .cancelled: return try await finance.postCount(number, key: key)
            }
        } catch StockpileError.refused(let refusal) where refusal.code == .booksChangedSinceReview {
            _ = try await reviewer.reviewCount(number, key: fresh())
        }
        return nil
    }

    /// What is there, give or take; nobody knows better while the place goes on working.
    private func enter(_ number: String, by keeper: Operations, _ desk: Desk, _ key: IdempotencyKey) async throws {
        let rows = try await desk.auditor.listStock(by: .lot, StockFilter(item: item, place: place))
        let there = Dictionary(rows.map { ($0[key: "lot"]?.text ?? "", $0[key: "quantity"]?.integer ?? 0) }, uniquingKeysWith: +)
        let entries = try await keeper.showCountSheet(number).compactMap { row -> CountEntry? in
            guard let line = row[key: "line_no"]?.integer, let lot = row[key: "lot"]?.text else { return nil }
            return CountEntry(line: line, quantity: max(0, there[lot, default: 0] + deltas[Int(line) % deltas.count]))
        }
        if !entries.isEmpty { _ = try await keeper.enterCount(number, entries, countedAt: nil, key: key) }
    }

    private func preparation(_ step: String, of key: IdempotencyKey) -> IdempotencyKey {
        IdempotencyKey(rawValue: "\(key.rawValue)\(RequestKeys.preparation)\(step)") ?? key
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        // How much was lost or gained depends on what the others did at that moment; that it is of this item and place does not.
        for movement in found {
            let stock = movement.from.kind == "stock" ? movement.from : movement.to
            let other = movement.from.kind == "stock" ? movement.to : movement.from
            guard stock == .stock(stock.lot, place, "free"), other == .outside("adjustment", stock.lot, place),
                try books.receipt(of: stock.lot).item == item
            else { throw Wrong("counted \(movement)") }
        }
        guard answer[key: "lines_differing"]?.integer == Int64(Set(found.map(\.from.lot)).count), found.count == Set(found).count else {
            throw Wrong("posted \(found) for \(answer.written)")
        }
        return found
    }
}
