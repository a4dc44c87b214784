import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    static let lotTests: [WriteOperation] = [
        WriteOperation(
            name: "recordLotTest", logins: ("keeper1", "keeper2"), permission: .recordLotTest, loser: .testReportKnown,
            prepare: { try await $0.sampledWater(expiresIn: 100) },
            act: { person, sample, wording, key in
                let test = LotTestDraft.of("W", sample: sample, lasts: wording == .first ? 200 : 300)
                return try await person.recordLotTest(test, evidence: try SmallReserve.report(), key: key).canonical
            }),
        WriteOperation(
            name: "approveLotTest", logins: ("commander1", "commander2"), permission: .approveLotTest, loser: .testNotWaiting,
            prepare: { reserve in
                try await reserve.record(.of("W", sample: try await reserve.sampledWater(expiresIn: 100), lasts: 200))
                return "W"
            },
            act: { person, lot, wording, key in
                let test = LotTestName(lot: lot, item: nil, reportNumber: "R1", laboratory: nil)
                return try await person.approveLotTest(test, relabelDays: wording == .first ? 7 : 8, key: key).canonical
            }),
        WriteOperation(
            name: "relabelLot", logins: ("keeper1", "keeper2"), permission: .relabelLot, loser: .nothingToDo,
            prepare: { reserve in
                try await reserve.record(.of("W", sample: try await reserve.sampledWater(expiresIn: 100), lasts: 200))
                try await reserve.approve()
                return "W"
            },
            act: { person, lot, wording, key in
                try await person.relabelLot(lot, item: nil, at: wording == .first ? "D1" : "D2", remarks: nil, key: key).canonical
            }),
    ]
}
