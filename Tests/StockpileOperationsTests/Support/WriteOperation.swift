import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

/// Every operation that writes under a key, so that what holds for all of them is tested on all of them.
struct WriteOperation: Sendable, CustomTestStringConvertible {
    enum Wording: Sendable { case first, other }

    let name: String
    /// Somebody who may, and a second person who may.
    let logins: (String, String)
    let permission: Permission
    /// What the second of two different requests at once is told; nil when there is room for both.
    let loser: RefusalCode?
    /// Makes what the operation is about, and names it.
    let prepare: @Sendable (SmallReserve) async throws -> String
    /// Asks; answers what identifies the result.
    let act: @Sendable (Operations, String, Wording, IdempotencyKey) async throws -> String

    var testDescription: String { name }

    static let all =
        postings + orders + writeOffs + counts + kinds + bins + lots + liaisons + lotTests + recalls + reports + mutualAid + catalogue

    private static let keepers = ("keeper1", "keeper2")
    private static let commanders = ("commander1", "commander2")

    private static func stock(_ reserve: SmallReserve) async throws -> String {
        try await reserve.receive("quilt", 100, lot: "L1")
        return "L1"
    }

    private static let postings: [WriteOperation] = [
        WriteOperation(
            name: "postReceipt", logins: keepers, permission: .postReceipt, loser: nil, prepare: { _ in "" },
            act: { person, _, wording, key in
                let line = PostingRequestLine.of("quilt", wording == .first ? 5 : 6)
                return try await person.postReceipt(PostingRequest(purpose: "purchase", place: "D1", lines: [line]), key: key).number
            }),
        WriteOperation(
            name: "postIssue", logins: keepers, permission: .postIssue, loser: nil, prepare: stock,
            act: { person, lot, wording, key in
                let line = PostingRequestLine.of("quilt", wording == .first ? 5 : 6, lot: lot)
                return try await person.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [line]), key: key).number
            }),
        WriteOperation(
            name: "postTransfer", logins: keepers, permission: .postTransfer, loser: nil, prepare: stock,
            act: { person, lot, wording, key in
                let line = PostingRequestLine.of("quilt", wording == .first ? 5 : 6, lot: lot, to: "D2")
                return try await person.postTransfer(PostingRequest(purpose: "relocation", place: "D1", lines: [line]), key: key).number
            }),
        WriteOperation(
            name: "holdLot", logins: keepers, permission: .holdLot, loser: .nothingToDo, prepare: stock,
            act: { person, lot, wording, key in
                try await person.holdLot(lot, item: nil, at: wording == .first ? nil : "D1", remarks: nil, key: key).canonical
            }),
        WriteOperation(
            name: "releaseLot", logins: keepers, permission: .holdLot, loser: .nothingToDo,
            prepare: { reserve in
                let lot = try await stock(reserve)
                _ = try await reserve.person("admin1").holdLot(lot, item: nil, at: nil, remarks: nil, key: .fresh())
                return lot
            },
            act: { person, lot, wording, key in
                try await person.releaseLot(lot, item: nil, at: wording == .first ? nil : "D1", remarks: nil, key: key).canonical
            }),
        WriteOperation(
            name: "reverseDocument", logins: keepers, permission: .reverseDocument, loser: .reversedAlready,
            prepare: { reserve in try await reserve.receive("quilt", 100, lot: "L1").number },
            act: { person, number, wording, key in
                try await person.reverseDocument(wording == .first ? number : "\(number)0", remarks: nil, key: key).number
            }),
    ]

    private static func issued(_ reserve: SmallReserve) async throws -> String {
        _ = try await stock(reserve)
        return try await reserve.order([(30, "T1")]).number
    }

    private static func dispatched(_ reserve: SmallReserve) async throws -> String {
        let order = try await issued(reserve)
        return try await reserve.person("keeper1").dispatchOrder(order, from: nil, key: .fresh()).number
    }

    private static let orders: [WriteOperation] = [
        WriteOperation(
            name: "issueOrder", logins: commanders, permission: .issueOrder, loser: nil, prepare: stock,
            act: { person, _, wording, key in
                try await person.issueOrder(.of("quilt", [(wording == .first ? 5 : 6, "T1")]), key: key).canonical
            }),
        WriteOperation(
            name: "dispatchOrder", logins: keepers, permission: .dispatchOrder, loser: .nothingToDo, prepare: issued,
            act: { person, order, wording, key in
                try await person.dispatchOrder(order, from: wording == .first ? nil : "D1", key: key).canonical
            }),
        WriteOperation(
            name: "receiveOrder", logins: keepers, permission: .receiveOrder, loser: .wrongState, prepare: dispatched,
            act: { person, order, wording, key in
                try await person.receiveOrder(order, at: wording == .first ? nil : "T1", key: key).canonical
            }),
        WriteOperation(
            name: "cancelOrder", logins: commanders, permission: .issueOrder, loser: .wrongState, prepare: issued,
            act: { person, order, wording, key in
                try await person.cancelOrder(order, remarks: wording == .first ? nil : "不用了", key: key).canonical
            }),
    ]

    private static func requested(_ reserve: SmallReserve) async throws -> String {
        let lot = try await stock(reserve)
        return try await reserve.person("keeper1").requestWriteOff(
            at: "D1", reason: "水损", lines: [.of("quilt", 5, lot: lot)], key: .fresh()
        ).number
    }

    private static func approved(_ reserve: SmallReserve) async throws -> String {
        let number = try await requested(reserve)
        return try await reserve.person("commander1").approveWriteOff(number, key: .fresh()).number
    }

    private static let writeOffs: [WriteOperation] = [
        WriteOperation(
            name: "requestWriteOff", logins: keepers, permission: .requestWriteOff, loser: nil, prepare: stock,
            act: { person, lot, wording, key in
                try await person.requestWriteOff(
                    at: "D1", reason: "水损", lines: [.of("quilt", wording == .first ? 5 : 6, lot: lot)], key: key
                ).canonical
            }),
        WriteOperation(
            name: "approveWriteOff", logins: ("finance1", "commander1"), permission: .approveWriteOff, loser: .wrongState,
            prepare: requested,
            act: { person, number, wording, key in
                try await person.approveWriteOff(wording == .first ? number : "\(number)0", key: key).canonical
            }),
        WriteOperation(
            name: "rejectWriteOff", logins: ("finance1", "commander1"), permission: .approveWriteOff, loser: .wrongState,
            prepare: requested,
            act: { person, number, wording, key in
                try await person.rejectWriteOff(wording == .first ? number : "\(number)0", key: key).canonical
            }),
        WriteOperation(
            name: "postWriteOff", logins: ("finance1", "finance2"), permission: .postWriteOff, loser: .wrongState, prepare: approved,
            act: { person, number, wording, key in
                try await person.postWriteOff(wording == .first ? number : "\(number)0", key: key).canonical
            }),
    ]
}
