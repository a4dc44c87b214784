internal import StockpileModel
internal import StockpileOperations
internal import StockpileWeb

extension Shown {
    static let report = [
        "number", "frozen_by_name", "frozen_at", "level", "scenario_name", "on", "until", "standard", "standard_version", "rule_version",
        "position", "unsealed", "head", "sha256", "short", "first_short_on", "verdict",
    ]
    static let printedReport = ["number", "verdict"] + appliedFiles
    static let frozenReports = [
        "number", "frozen_at", "frozen_by_name", "level", "scenario_name", "on", "short", "first_short_on", "position", "verdict",
    ]
    static let reportCheck = ["number", "is_same", "figures", "heaps", "position", "sha256"]
    static let reportDifferences = ["kind", "record", "recorded", "recomputed"]
}

extension Execution {
    /// As a page where one is asked for, else in short: what is not enough, and where it is weakest.
    func showReport(_ report: JSONValue, _ page: ReportPageOption) throws {
        if let html = page.html {
            try NewFile.write(ReadinessReportPage.html(report, language), to: html, option: "--html")
            let written = JSONValue.object([
                JSONMember("number", report[key: "number"] ?? .null), JSONMember("verdict", report[key: "verdict"] ?? .null),
                JSONMember("file", .text(html)),
            ])
            return output.object(written, keys: Shown.printedReport)
        }
        guard options.format == .table else { return output.object(report, keys: Shown.report) }
        output.object(report, keys: Shown.report)
        let lines = (report[key: "check"]?[key: "lines"]?.array ?? []).filter { ($0[key: "gap"]?.integer ?? 0) > 0 }
        if !lines.isEmpty {
            output.say("", "")
            output.table(lines.map(\.withRequiredRange.withShortTowns), Shown.readinessLines)
        }
        let losses = report[key: "stress"]?[key: "losses"]?.array ?? []
        if !losses.isEmpty {
            output.say("", "")
            output.say("最薄弱处：", "The weakest points:")
            output.table(losses, Shown.stressLosses)
        }
    }
}
