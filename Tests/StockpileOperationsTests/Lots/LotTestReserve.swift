import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension LotTestDraft {
    /// A test of today; of one that passed, with the days that the lot is to last from today.
    static func of(_ lot: String, sample: String, report: String = "R1", lasts days: Int?) -> LotTestDraft {
        var test = LotTestDraft(
            lot: lot, laboratory: "市质检院", reportNumber: report, sampledByDocument: sample, testedOn: SmallReserve.today,
            result: days == nil ? .failed : .passed)
        test.expiresOn = days.map { SmallReserve.today.adding(days: $0) }
        return test
    }
}

extension SmallReserve {
    static func report() throws -> StockpileModel.Attachment {
        try StockpileModel.Attachment.read(Data("检验报告".utf8), name: "report.pdf")
    }

    /// A lot of water at D1 and D2 that expires in so many days, with a sample drawn; answers the sample's document.
    func sampledWater(lot: String = "W", expiresIn days: Int) async throws -> String {
        try await receive("water", 100, at: "D1", lot: lot, expiresIn: days)
        try await transfer("water", 30, from: "D1", to: "D2", lot: lot)
        return try await issue("water", 2, lot: lot, purpose: "sample").number
    }

    @discardableResult
    func record(_ test: LotTestDraft, as login: String = "keeper1", key: IdempotencyKey = .fresh()) async throws -> JSONValue {
        try await person(login).recordLotTest(test, evidence: try Self.report(), key: key)
    }

    @discardableResult
    func approve(
        _ lot: String = "W", report: String = "R1", laboratory: String? = nil, as login: String = "commander1",
        key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        let test = LotTestName(lot: lot, item: nil, reportNumber: report, laboratory: laboratory)
        return try await person(login).approveLotTest(test, relabelDays: 7, key: key)
    }

    /// Where new labels are owed, as "lot place".
    func relabels() async throws -> [String] {
        try await sql(
            """
            SELECT task.subject || ' ' || place.code AS owed FROM stockpile.task JOIN stockpile.place USING (place_id)
            WHERE task.kind = 'relabel' AND task.outcome IS NULL ORDER BY 1
            """
        ).map { try $0.get("owed") }
    }
}
