import Foundation
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension Operations {
    /// The test's own database with a district loaded from a folder.
    static func loading(_ folder: URL) async throws -> Operations {
        let store = OwnDatabase.store
        _ = try await importDistrict(folder: folder, store: store, login: "admin")
        return try await open(store, login: "admin")
    }
}

/// Compares every figure and verdict of one check with the plain reckoning.
func expectAgreement(
    of operations: Operations, with rows: DistrictRows, _ scenario: String, on day: String, _ comment: Comment? = nil
) async throws {
    let slow = try SlowReadiness(rows, scenario: scenario, on: day)
    let lines = try slow.lines(level: "II")
    let report = try await operations.checkReadiness(level: .II, scenario: scenario, on: CalendarDate(rawValue: day)).json
    #expect((report[key: "lines"]?.array ?? []).map(described) == lines.map(\.described), comment)
    let categories = report[key: "categories"]?.array ?? []
    #expect(categories.compactMap { $0[key: "category"]?.text } == rows["categories"].compactMap { $0["code"] }, comment)
    let verdicts = (categories + [report]).compactMap { $0[key: "verdict"]?.text }
    #expect(verdicts == slow.verdicts(lines), comment)
}

/// A line of the answer in the words of `SlowReadiness.Line.described`.
func described(_ line: JSONValue) -> String {
    func number(_ key: String) -> String { line[key: key]?.integer.map(String.init) ?? "?" }
    let kinds = ["physical", "entrusted", "agreement", "capacity", "mutual_aid"].map { "\($0) \(number($0))" }.joined(separator: " ")
    let excluded = (line[key: "excluded"]?.array ?? []).map { "\($0[key: "reason"]?.text ?? "?") \($0[key: "quantity"]?.integer ?? -1)" }
    let towns = (line[key: "towns"]?.array ?? []).map { town in
        "\(town[key: "town"]?.text ?? "?") \(town[key: "covered"]?.integer ?? -1)/\(town[key: "required"]?.integer ?? -1)"
    }
    return "\(line[key: "category"]?.text ?? "?") \(line[key: "item"]?.text ?? "?") required \(number("required")) \(kinds) "
        + "covered \(number("covered")) gap \(number("gap")) hours \(number("within_hours")) excluded [\(excluded.joined(separator: " "))] "
        + "coverage \((line[key: "coverage"]?.array ?? []).map { $0[key: "covered"]?.integer ?? -1 }) towns [\(towns.joined(separator: " "))]"
}

/// Compares a forecast with the plain reckoning of some of its days, each on its own.
func expectForecast(
    of operations: Operations, agreesWith rows: DistrictRows, _ scenario: String, from day: String, after days: [Int],
    _ comment: Comment? = nil
) async throws {
    let last = PlainDays.later(day, days: try #require(days.max()))
    let changes = rows["standards"].compactMap { $0["effective_from"] }.filter { $0 > day && $0 <= last }
    let report = try await operations.forecastReadiness(
        level: .II, scenario: scenario, from: CalendarDate(rawValue: day), days: try #require(days.max()))
    #expect(report.standardChangesOn?.rawValue == changes.min())
    for later in days {
        let on = PlainDays.later(day, days: later)
        let slow = try SlowReadiness(rows, scenario: scenario, on: on).lines(level: "II", standardOn: day)
        let date = try #require(CalendarDate(rawValue: on))
        let told = report.answer.lines.map { "\($0.line.category) \($0.line.itemCode) \($0.covered(on: date))" }
        let wanted = slow.map { "\($0.row["category"] ?? "") \($0.row["item"] ?? "") \($0.covered)" }
        #expect(told == wanted, "\(on): \(comment.map(\.rawValue) ?? "")")
    }
}
