import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    private static func stock(_ reserve: SmallReserve) async throws -> String {
        try await reserve.receive("quilt", 100, lot: "L1")
        return "L1"
    }

    private static func planned(_ reserve: SmallReserve) async throws -> String {
        _ = try await stock(reserve)
        return try await reserve.plan(by: "admin1")
    }

    private static func counted(_ reserve: SmallReserve) async throws -> String {
        let number = try await planned(reserve)
        // A second place, so that two reviewers have no hand in the counting.
        try await reserve.enter(number, ["L1": 98], by: ["keeper1", "keeper2", "liaison1"])
        return number
    }

    private static func reviewed(_ reserve: SmallReserve) async throws -> String {
        let number = try await counted(reserve)
        return try await reserve.person("admin1").reviewCount(number, key: .fresh()).number
    }

    private static func approved(_ reserve: SmallReserve) async throws -> String {
        let number = try await reviewed(reserve)
        return try await reserve.person("commander1").approveCount(number, remarks: nil, key: .fresh()).number
    }

    /// A number that was never given, for another request under the same key.
    private static func named(_ number: String, _ wording: Wording) -> String { wording == .first ? number : "\(number)0" }

    static let counts: [WriteOperation] = [
        WriteOperation(
            name: "setCountTolerance", logins: ("finance1", "commander1"), permission: .approveCount, loser: nil, prepare: { _ in "" },
            act: { person, _, wording, key in
                // All that were set are answered: of two at once the second sees both.
                let all = try await person.setCountTolerance(fen: wording == .first ? 5 : 6, from: nil, source: "文号", key: key)
                return all.array?.first?[key: "tolerance_fen"]?.shown ?? ""
            }),
        WriteOperation(
            name: "planCount", logins: ("keeper1", "keeper2"), permission: .planCount, loser: .countsOverlap, prepare: stock,
            act: { person, _, wording, key in
                var plan = CountPlan(place: "D1")
                plan.toleranceFen = wording == .first ? nil : 5
                return try await person.planCount(plan, key: key).canonical
            }),
        WriteOperation(
            name: "nameCountedUnits", logins: ("keeper1", "keeper2"), permission: .enterCount, loser: nil,
            prepare: { reserve in
                try await reserve.keepSerials(of: "quilt")
                try await reserve.post(.receipt, .of(2, "L1", serials: ["S1", "S2"]))
                let number = try await reserve.plan()
                try await reserve.count(number, ["L1": 2])
                return number
            },
            act: { person, number, wording, key in
                let units = wording == .first ? ["S1", "S2"] : ["S2", "S1"]
                return try await person.nameCountedUnits(number, line: 1, units, key: key).number
            }),
        WriteOperation(
            name: "enterCount", logins: ("keeper1", "keeper2"), permission: .enterCount, loser: nil, prepare: planned,
            act: { person, number, wording, key in
                let entry = CountEntry(line: 1, quantity: wording == .first ? 100 : 99)
                // Which of two comes first decides what the count looks like afterwards, so that only the number tells the result.
                return try await person.enterCount(number, [entry], countedAt: nil, key: key).number
            }),
        WriteOperation(
            name: "reviewCount", logins: ("finance1", "commander1"), permission: .reviewCount, loser: .wrongState, prepare: counted,
            act: { person, number, wording, key in try await person.reviewCount(named(number, wording), key: key).number }),
        WriteOperation(
            name: "approveCount", logins: ("finance1", "commander1"), permission: .approveCount, loser: .wrongState, prepare: reviewed,
            act: { person, number, wording, key in
                try await person.approveCount(number, remarks: wording == .first ? nil : "同意", key: key).canonical
            }),
        WriteOperation(
            name: "cancelCount", logins: ("keeper1", "finance1"), permission: .planCount, loser: .wrongState, prepare: reviewed,
            act: { person, number, wording, key in
                try await person.cancelCount(number, remarks: wording == .first ? nil : "重来", key: key).canonical
            }),
        WriteOperation(
            name: "postCount", logins: ("finance1", "finance2"), permission: .postCount, loser: .wrongState, prepare: approved,
            act: { person, number, wording, key in try await person.postCount(named(number, wording), key: key).canonical }),
    ]
}
