internal import Foundation
internal import StockpileModel

extension DistrictReader {
    /// The one row of district.csv.
    mutating func readDistrict() -> DistrictDraft {
        let (rows, isComplete) = rows(of: "district.csv")
        var draft = DistrictDraft()
        if rows.isEmpty && isComplete {
            problems.add(FieldProblem(file: "district.csv", .required, ["reason": "no_lines"]))
        }
        for extra in rows.dropFirst() {
            problems.add(
                FieldProblem(file: "district.csv", line: extra.line, .notAllowed, ["value": "2", "expected": "1", "subject": "district"]))
        }
        guard let row = rows.first else { return draft }
        draft.divisionCode = row.require("division_code", Self.divisionCode) ?? ""
        draft.localUnit = row.require("local_unit") { input throws(InputProblem) in try input.digits(count: 2) } ?? ""
        draft.name = row.text("name")
        draft.nameEn = row.text("name_en")
        draft.timeZone = row.require("time_zone", Self.timeZone) ?? ""
        draft.shortCode = row.code("short_code")
        draft.source = row.text("source")
        return draft
    }

    /// Six digits: every identifier of the database begins with them, and stays below 2^53 with a first digit of 1 to 8.
    private static func divisionCode(_ input: InputText) throws(InputProblem) -> String {
        let digits = try input.digits(count: 6)
        guard let first = digits.first, ("1"..."8").contains(first) else {
            throw InputProblem(.notACode, value: digits, expected: "100000–899999")
        }
        return digits
    }

    /// A place name of the time zone database. Forms such as GMT+8 mean opposite things to different programs.
    private static func timeZone(_ input: InputText) throws(InputProblem) -> String {
        guard input.text == "UTC" || (input.text.contains("/") && TimeZone(identifier: input.text) != nil) else {
            throw InputProblem(.notAChoice, value: input.written, example: "Asia/Shanghai")
        }
        return input.text
    }

    mutating func readPeople() -> [PersonDraft] {
        var logins = Known<Void>()
        let roles = ["storekeeper", "commander", "finance", "liaison", "auditor", "administrator"]
        return rows(of: "people.csv").rows.map { row in
            var draft = PersonDraft()
            draft.login = row.code("login")
            draft.name = row.text("name")
            draft.nameEn = row.optionalText("name_en")
            draft.telephone = row.optionalText("telephone")
            draft.roles = row.list("roles").map { $0.lowercased() }
            draft.source = row.text("source")
            for role in draft.roles where !roles.contains(role) {
                row.report("roles", .notAChoice, ["value": role, "choices": roles.joined(separator: ", ")])
            }
            logins.define(draft.login, (), in: row, "login")
            return draft
        }
    }
}
