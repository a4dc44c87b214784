import StockpileModel
import Testing

@Suite("When does it stop being enough, what if, and where are we weakest?")
struct OutlookDayTests {
    private static let question = ["--level", "II", "--scenario", "flood", "--as", "commander1"]

    @Test func `the forecast begins with today's answer and names the first day below the standard`() async throws {
        try await LoadedExample.run { stockpile in
            let forecast = try #require(
                try await stockpile.run(["readiness", "forecast"] + Self.question + ["--format", "json"]).json)
            let check = try #require(try await stockpile.run(["readiness", "check"] + Self.question + ["--format", "json"]).json)
            func covered(_ answer: JSONValue) -> [Int64?] { (answer[key: "lines"]?.array ?? []).map { $0[key: "covered"]?.integer } }
            #expect(covered(forecast) == covered(check) && !covered(check).isEmpty)
            // The example is short today.
            #expect(forecast[key: "first_short_on"] == forecast[key: "on"])
            let table = try await stockpile.run(["readiness", "forecast"] + Self.question)
            #expect(table.exitCode == 0 && table.output.contains("若不补充") && table.output.contains("首次不足"))
            let item = try #require(
                (forecast[key: "lines"]?.array ?? []).first { ($0[key: "steps"]?.array?.count ?? 0) > 1 }?[key: "item"]?.text)
            let steps = try await stockpile.run(["readiness", "forecast", "--item", item, "--lang", "en"] + Self.question)
            #expect(steps.exitCode == 0 && steps.output.contains("Why"), "\(steps.output)")
            #expect(try await stockpile.run(["readiness", "forecast", "--fail-if-short"] + Self.question).exitCode == 3)
            #expect(try await stockpile.run(["readiness", "forecast", "--days", "0"] + Self.question).exitCode == 65)
            #expect(try await stockpile.run(["readiness", "forecast", "--item", "nothing"] + Self.question).exitCode == 66)
        }
    }

    @Test func `every figure of an item is explained down to lots and agreements`() async throws {
        try await LoadedExample.run { stockpile in
            let question = ["readiness", "check", "--explain", "quilt-cotton"] + Self.question
            let answer = try #require(try await stockpile.run(question + ["--format", "json"]).json)
            let check = try #require(try await stockpile.run(["readiness", "check"] + Self.question + ["--format", "json"]).json)
            let line = try #require(check[key: "lines"]?.array?.first { $0[key: "item"]?.text == "quilt-cotton" })
            let sources = try #require(answer[key: "sources"]?.array)
            func sum(_ kind: String) -> Int64 {
                sources.filter { $0[key: "supply_kind"]?.text == kind }.compactMap { $0[key: "counting_quantity"]?.integer }.reduce(0, +)
            }
            for kind in ["physical", "entrusted", "agreement", "capacity"] { #expect(sum(kind) == line[key: kind]?.integer) }
            #expect(sources.contains { $0[key: "lot"]?.text != nil } && sources.contains { $0[key: "agreement_number"]?.text != nil })
            let explained = try #require(answer[key: "lines"]?.array?.first)
            #expect(explained[key: "covered"] == line[key: "covered"])
            // The whole curve passes through the hours that the check tells.
            for point in line[key: "coverage"]?.array ?? [] {
                let reached = (explained[key: "curve"]?.array ?? []).last {
                    ($0[key: "hours"]?.integer ?? 0) <= (point[key: "hours"]?.integer ?? 0)
                }
                #expect(reached?[key: "covered"]?.integer ?? 0 == point[key: "covered"]?.integer)
            }
            let table = try await stockpile.run(question)
            #expect(table.exitCode == 0 && table.output.contains("实物储备") && table.output.contains("何时到多少"))
            let none = try await stockpile.run(["readiness", "check", "--explain", "nothing"] + Self.question)
            #expect(none.exitCode == 66)
        }
    }

    @Test func `losing the district depot turns lines short, and stress ranks it`() async throws {
        try await LoadedExample.run { stockpile in
            let lost = try #require(
                try await stockpile.run(
                    ["readiness", "what-if", "--lose-place", "WS01", "--format", "json"] + Self.question
                ).json)
            let (now, then) = (try #require(lost[key: "short_now"]?.integer), try #require(lost[key: "short"]?.integer))
            #expect(then > now)
            let table = try await stockpile.run(
                [
                    "readiness", "what-if", "--cut-road", "WS01:WS13", "--demand-percent", "200", "--with-scenario", "earthquake",
                    "--only-changed",
                ] + Self.question)
            #expect(table.exitCode == 0 && table.output.contains("不足的行："), "\(table.output)\(table.errors)")
            let wrong = try await stockpile.run(
                ["readiness", "what-if", "--lose-place", "XX", "--lose-company", "YY", "--demand-percent", "100"] + Self.question)
            #expect(wrong.exitCode == 65 && wrong.errors.contains("XX") && wrong.errors.contains("YY"))
            let stress = try #require(
                try await stockpile.run(["readiness", "stress", "--format", "json"] + Self.question).json)
            let losses = try #require(stress[key: "losses"]?.array)
            let depot = try #require(losses.first { $0[key: "loss"]?.text == "WS01" })
            #expect(depot[key: "turned_short"]?.integer == then - now)
            let ranks = losses.map { -($0[key: "turned_short"]?.integer ?? 0) }
            #expect(ranks == ranks.sorted())
            let shown = try await stockpile.run(["readiness", "stress", "--limit", "3"] + Self.question)
            #expect(shown.exitCode == 0 && shown.output.contains("共试"))
        }
    }
}
