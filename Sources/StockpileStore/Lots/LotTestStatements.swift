package import Postgres
package import StockpileModel

extension Transaction {
    /// Records what a laboratory found; answers the test's identifier.
    ///
    /// Errors: SP115, SP401, SP610, SP634, SP635.
    package func recordLotTest(_ test: LotTestDraft, of lot: LotID, evidence: Attachment, by person: PersonID) throws -> Int64 {
        let argument: JSONValue = [
            "lot_id": .integer(lot.rawValue), "laboratory": .text(test.laboratory), "report_number": .text(test.reportNumber),
            "sampled_by_document": .text(test.sampledByDocument), "tested_on": JSONValue(test.testedOn),
            "result": .text(test.result.rawValue), "expires_on": JSONValue(test.expiresOn), "evidence": .text(evidence.sha256),
            "evidence_name": .text(evidence.name),
        ]
        guard let row = try query("SELECT stockpile.record_lot_test(\(person), \(argument)::jsonb) AS id").first else {
            throw PostgresError(.decoding, "no answer")
        }
        return try row.get("id")
    }

    /// Lets a lot last as long as a test allows; each place where it lies gets so many days for new labels.
    ///
    /// Errors: SP401, SP402, SP634, SP636.
    package func approveLotTest(_ test: Int64, relabelDays: Int, by person: PersonID) throws {
        try execute("SELECT stockpile.approve_lot_test(\(person), \(test), \(relabelDays)::integer)")
    }

    /// Takes back a test that was recorded by mistake.
    ///
    /// Errors: SP401, SP402, SP636 when it is approved or taken back already, SP693 for another than who recorded it.
    package func withdrawLotTest(_ test: Int64, reason: String, by person: PersonID) throws {
        try execute("SELECT stockpile.withdraw_lot_test(\(person), \(test), \(reason))")
    }

    /// Brings the tasks of new labels up to date with where goods went; answers how many were opened. Errors: SP401.
    package func openRelabelsDue(by person: PersonID) throws -> Int64 {
        guard let row = try query("SELECT stockpile.open_relabels_due(\(person)) AS opened").first else {
            throw PostgresError(.decoding, "no answer")
        }
        return try row.get("opened")
    }

    /// Errors: SP401, SP504 when no new labels are owed there.
    package func relabelLot(_ lot: LotID, at place: PlaceID, remarks: String?, by person: PersonID) throws {
        try execute("SELECT stockpile.relabel_lot(\(person), \(lot), \(place), \(remarks))")
    }

    /// The tests of a lot under this number of a report, but for those that were taken back; more than one when several laboratories
    /// gave it.
    package func findLotTests(of lot: LotID, report: String, laboratory: String?) throws -> [Int64] {
        try query(
            """
            SELECT lot_test_id FROM stockpile.lot_test_detail
            WHERE lot_id = \(lot) AND report_number = \(report) AND (\(laboratory)::text IS NULL OR laboratory = \(laboratory))
              AND state <> 'withdrawn'
            ORDER BY lot_test_id LIMIT 2
            """
        ).map { try $0.get("lot_test_id") }
    }

    /// Tests of lots, newest first: one, those of a lot, of a state, or all.
    ///
    /// Units: days left of the expiry the report allows; may be negative.
    package func listLotTests(
        _ test: Int64? = nil, of lot: LotID? = nil, state: LotTestState? = nil, slice: ListSlice, on day: CalendarDate, zone: String
    ) throws -> [JSONValue] {
        try query(
            """
            SELECT test.lot, test.item, test.item_name, test.item_name_en, test.laboratory, test.report_number, test.sampled_by_document,
                test.tested_on, test.result, test.state, test.former_expires_on, test.expires_on,
                (test.expires_on - \(day))::bigint AS days_left, maker.login AS person, maker.name AS person_name,
                maker.name_en AS person_name_en, approver.login AS approved_by, approver.name AS approved_by_name,
                approver.name_en AS approved_by_name_en, stockpile.iso(test.approved_at, \(zone)) AS approved_at,
                withdrawer.login AS withdrawn_by, stockpile.iso(test.withdrawn_at, \(zone)) AS withdrawn_at, test.withdrawn_because,
                test.evidence_name AS evidence, encode(test.evidence, 'hex') AS sha256,
                stockpile.iso(test.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.lot_test_detail AS test
            JOIN stockpile.person AS maker ON maker.person_id = test.person_id
            LEFT JOIN stockpile.person AS approver ON approver.person_id = test.approver_id
            LEFT JOIN stockpile.person AS withdrawer ON withdrawer.person_id = test.withdrawn_by
            WHERE (\(test)::bigint IS NULL OR test.lot_test_id = \(test)) AND (\(lot)::bigint IS NULL OR test.lot_id = \(lot))
              AND (\(state?.rawValue)::text IS NULL OR test.state = \(state?.rawValue))
            ORDER BY test.lot_test_id DESC \(slice.sql)
            """
        ).map {
            try $0.object(
                [
                    "lot", "item", "item_name", "item_name_en", "laboratory", "report_number", "sampled_by_document", "tested_on", "result",
                    "state", "former_expires_on", "expires_on", "person", "person_name", "person_name_en", "approved_by",
                    "approved_by_name", "approved_by_name_en", "approved_at", "withdrawn_by", "withdrawn_at", "withdrawn_because",
                    "evidence", "sha256", "recorded_at",
                ], integers: ["days_left"])
        }
    }

    /// Where new labels of a lot are still owed.
    package func listRelabels(of lot: LotID, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT place.code AS place, place.name AS place_name, place.name_en AS place_name_en,
                stockpile.iso(task.due_at, \(zone)) AS relabel_due_at
            FROM stockpile.task JOIN stockpile.place USING (place_id)
            WHERE task.kind = 'relabel' AND task.subject_id = \(lot) AND task.outcome IS NULL ORDER BY place.code
            """
        ).map { try $0.object(["place", "place_name", "place_name_en", "relabel_due_at"]) }
    }
}
