import Foundation
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

/// Files of new versions, as somebody would write them.
struct StandardSheet {
    var standards = ["s2,2,二,Two,II,2026-01-01,s,10"]
    var lines = ["s2,2,any,relief,quilt,heads,1,1,2,s,"]
    /// With a column for whom they speak of, in place of the others.
    var townLines: [String]?
    var drivers: [String]?

    var files: StandardFiles {
        StandardFiles(
            standards: Self.file("new.csv", "code,version,name,name_en,level,effective_from,source,redundancy_percent", standards),
            lines: Self.file(
                "new lines.csv",
                "standard,version,hazard,category,item,driver,coefficient,days,within_hours,source,coefficient_max"
                    + (townLines == nil ? "" : ",scope"), townLines ?? lines),
            drivers: drivers.map { Self.file("new drivers.csv", "code,name,name_en,unit,source", $0) })
    }

    static func file(_ name: String, _ header: String, _ rows: [String]) -> StandardFiles.File {
        StandardFiles.File(name: name, data: Data((([header] + rows).joined(separator: "\n") + "\n").utf8))
    }
}

extension SmallReserve {
    @discardableResult
    func draftStandards(
        _ sheet: StandardSheet = StandardSheet(), by login: String = "admin1", key: IdempotencyKey = .fresh()
    ) async throws -> [JSONValue] {
        try await person(login).draftStandards(sheet.files, key: key)
    }

    @discardableResult
    func adoptStandard(
        _ version: Int, of code: String = "s2", by login: String = "commander1", key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        try await person(login).adoptStandard(StandardVersion(code: code, version: version), key: key)
    }

    /// Every problem of files that cannot be kept: file, line, column, field, code.
    func problems(of sheet: StandardSheet) async throws -> [String] {
        do {
            let kept = try await draftStandards(sheet)
            Issue.record("kept: \(kept)")
            return []
        } catch StockpileError.invalid(let problems) {
            return problems.map { "\($0.file ?? "-") \($0.line ?? 0) \($0.column ?? 0) \($0.field ?? "-") \($0.code.rawValue)" }
        }
    }

    /// What the check asks for, and by which version.
    func askedByStandard() async throws -> (version: Int64?, required: [Int64?]) {
        let report = try await person("auditor1").checkReadiness(level: .II, scenario: "q1", on: nil).json
        return (
            report[key: "standard_version"]?.integer, (report[key: "lines"]?.array ?? []).map { $0[key: "required"]?.integer }
        )
    }
}
