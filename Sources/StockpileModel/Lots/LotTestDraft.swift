/// What a laboratory found of a sample of a lot, as a person records it.
package struct LotTestDraft: Sendable {
    package enum Result: String, Sendable, CaseIterable {
        case passed
        case failed
    }

    package var lot: String
    /// Where several items have the lot number.
    package var item: String?
    package var laboratory: String
    package var reportNumber: String
    /// Number of the document that drew the sample.
    package var sampledByDocument: String
    package var testedOn: CalendarDate
    package var result: Result
    /// The expiry that the report allows; nil when the lot failed.
    package var expiresOn: CalendarDate?
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(lot: String, laboratory: String, reportNumber: String, sampledByDocument: String, testedOn: CalendarDate, result: Result) {
        self.lot = lot
        self.laboratory = laboratory
        self.reportNumber = reportNumber
        self.sampledByDocument = sampledByDocument
        self.testedOn = testedOn
        self.result = result
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "lot": .text(lot), "item": JSONValue(item), "laboratory": .text(laboratory), "report_number": .text(reportNumber),
            "sampled_by_document": .text(sampledByDocument), "tested_on": JSONValue(testedOn), "result": .text(result.rawValue),
            "expires_on": JSONValue(expiresOn),
        ]
    }
}

/// One report on a lot, as people name it.
package struct LotTestName: Sendable {
    package var lot: String
    /// Where several items have the lot number.
    package var item: String?
    package var reportNumber: String
    /// Where several laboratories gave a report this number.
    package var laboratory: String?

    package init(lot: String, item: String?, reportNumber: String, laboratory: String?) {
        self.lot = lot
        self.item = item
        self.reportNumber = reportNumber
        self.laboratory = laboratory
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "lot": .text(lot), "item": JSONValue(item), "report_number": .text(reportNumber), "laboratory": JSONValue(laboratory),
        ]
    }
}

/// How far a test of a lot has come.
package enum LotTestState: String, Sendable, CaseIterable {
    case waiting
    case approved
    case failed
    case withdrawn
}
