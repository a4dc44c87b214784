import Foundation
import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    private static let keepers = ("keeper1", "keeper2")
    private static let finance = ("finance1", "finance2")

    private static func stock(_ reserve: SmallReserve) async throws -> String {
        try await reserve.receive("quilt", 100, lot: "L1")
        return "L1"
    }

    private static func change(_ kind: LotChange.Kind, _ lot: String, _ wording: Wording) -> LotChange {
        var change = LotChange(kind, lot: lot, at: "D1")
        change.quantity = wording == .first ? 5 : 6
        change.reference = "文1"
        change.grounds.reason = "核查"
        if case .condition = kind {} else { change.grounds.checker = "commander1" }
        return change
    }

    private static func changing(
        _ name: String, _ logins: (String, String), _ permission: Permission, _ kind: LotChange.Kind, condition: String? = nil
    ) -> WriteOperation {
        WriteOperation(
            name: name, logins: logins, permission: permission, loser: nil,
            prepare: { reserve in
                // Nobody accepts what they took in themselves.
                try await reserve.receive("quilt", 100, lot: "L1", condition: condition, by: "admin1")
                return "L1"
            },
            act: { person, lot, wording, key in try await person.changeLot(change(kind, lot, wording), key: key).number })
    }

    private static func receipt(
        _ purpose: String, _ describe: @escaping @Sendable (inout PostingRequest, String) -> Void
    )
        -> WriteOperation
    {
        WriteOperation(
            name: "postReceipt of \(purpose)", logins: keepers, permission: .postReceipt, loser: nil,
            prepare: { reserve in
                let lot = try await stock(reserve)
                try await reserve.issue("quilt", 50, lot: lot)
                return lot
            },
            act: { person, lot, wording, key in
                let line = PostingRequestLine.of("quilt", wording == .first ? 5 : 6)
                var request = PostingRequest(purpose: purpose, place: "D1", lines: [line])
                describe(&request, lot)
                return try await person.postReceipt(request, key: key).number
            })
    }

    static let kinds: [WriteOperation] = [
        changing("accept goods", keepers, .acceptGoods, .condition("good"), condition: "in_inspection"),
        changing("change a condition", keepers, .changeCondition, .condition("to_repair")),
        changing("change an owner", finance, .changeOwner, .owner("city")),
        changing("reclassify a lot", finance, .reclassifyLot, .classification(category: nil, fundingSource: "city", lotNumber: nil)),
        receipt("return") { request, lot in request.lines[0].lot = lot },
        receipt("transfer_in") { request, _ in request.reference = "文1" },
        receipt("requisitioned") { request, _ in
            request.reference = "文1"
            request.lines[0].owner = "city"
        },
        WriteOperation(
            name: "lend", logins: keepers, permission: .postIssue, loser: nil, prepare: stock,
            act: { person, lot, wording, key in
                let line = PostingRequestLine.of("quilt", wording == .first ? 5 : 6, lot: lot)
                var request = PostingRequest(purpose: "loan", place: "D1", lines: [line])
                request.grounds.borrower = "学校"
                request.grounds.dueOn = CalendarDate(rawValue: "2099-01-31")
                return try await person.postIssue(request, key: key).number
            }),
        // All of it comes back once.
        WriteOperation(
            name: "take back what was lent", logins: keepers, permission: .postReceipt, loser: .moreThanLent,
            prepare: { reserve in
                _ = try await stock(reserve)
                return try await reserve.lend("quilt", 5).number
            },
            act: { person, loan, wording, key in
                var request = PostingRequest(purpose: "loan_return", place: "D1", lines: [.of("quilt", wording == .first ? 5 : 4)])
                request.grounds.loan = loan
                return try await person.postReceipt(request, key: key).number
            }),
        WriteOperation(
            name: "attach a file", logins: keepers, permission: .attachFile, loser: .attachedAlready,
            prepare: { reserve in try await reserve.receive("quilt", 100, lot: "L1").number },
            act: { person, number, wording, key in
                let file = try StockpileModel.Attachment.read(Data("验收".utf8), name: wording == .first ? "a.txt" : "b.txt")
                return try await person.attachFile(file, to: number, key: key)[key: "attachments"]?.canonical ?? ""
            }),
    ]
}
