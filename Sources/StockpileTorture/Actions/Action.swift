internal import StockpileModel

/// One thing a client can ask for. A further kind is a file beside this one and a line in `ActionKind.all`.
protocol Action: Sendable {
    /// True when its answer stands for a document in the ledger.
    var makesDocument: Bool { get }
    /// True when its tag is written into what it makes, so that it is found whatever key it came under.
    var isTagged: Bool { get }

    /// Asks under the key; the same key asks the same again.
    ///
    /// Errors: StockpileError as the operation gives it; NothingToReferTo when what it is about was never made.
    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue

    /// What it must have moved, by its own content and by what the requests it refers to have moved.
    ///
    /// Shape:  only what the ledger may choose (which lots, how much of a hold) is taken from `found`, after it was checked.
    /// Errors: Wrong, when `found` is no possible result of this request.
    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement]
}

extension Action {
    var makesDocument: Bool { true }
    var isTagged: Bool { true }
}

/// What it refers to was refused, given up or is not there yet: an answer like any other.
struct NothingToReferTo: Error {}

/// What was found cannot have come from this request.
struct Wrong: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A kind of request with the share it has among all of them.
struct ActionKind: Sendable {
    typealias Maker = @Sendable (RequestName, Script, inout SeededNumbers) -> (any Action)?

    let name: String
    let weight: Int64
    let make: Maker

    static let all: [ActionKind] = [
        ActionKind(name: "receipt", weight: 30) { name, _, numbers in Receive.drawn(name, &numbers) },
        ActionKind(name: "issue", weight: 28, make: Issue.drawn),
        ActionKind(name: "transfer", weight: 14, make: Transfer.drawn),
        ActionKind(name: "hold", weight: 3, make: Hold.drawnHold),
        ActionKind(name: "release", weight: 3, make: Hold.drawnRelease),
        ActionKind(name: "order", weight: 5, make: Order.drawn),
        ActionKind(name: "dispatch", weight: 4, make: OrderStep.drawnDispatch),
        ActionKind(name: "arrival", weight: 4, make: OrderStep.drawnArrival),
        ActionKind(name: "cancellation", weight: 2, make: OrderStep.drawnCancellation),
        ActionKind(name: "write_off", weight: 2, make: WriteOff.drawn),
        ActionKind(name: "write_off_approval", weight: 2, make: WriteOffStep.drawnApproval),
        ActionKind(name: "write_off_posting", weight: 2, make: WriteOffStep.drawnPosting),
        ActionKind(name: "reversal", weight: 6, make: Reverse.drawn),
        ActionKind(name: "count", weight: 2, make: Count.drawn),
    ]

    private static let total = all.map(\.weight).reduce(0, +)

    static func drawn(_ numbers: inout SeededNumbers) -> ActionKind {
        var place = numbers.some(1...total)
        for kind in all.dropLast() {
            if place <= kind.weight { return kind }
            place -= kind.weight
        }
        return all[all.count - 1]
    }
}
