import StockpileModel
import Testing

@Suite("A commander's night")
struct CommanderDayTests {
    @Test func `orders 300 quilts to two towns and sees them arrive`() async throws {
        try await LoadedExample.run { stockpile in
            let before = try await available(stockpile, "WS13")
            let issued = try await stockpile(
                "order", "issue", "--file", "-", "--incident", "洪涝", "--as", "commander1", "--format", "json",
                input: "item,quantity,to_place\nquilt-cotton,150,WS13\nquilt-cotton,150,WS14\n")
            #expect(issued.exitCode == 0, "\(issued.errors)")
            #expect(issued.json?[key: "state"] == "issued")
            #expect(issued.json?[key: "picks"]?.array?.reduce(0) { $0 + ($1[key: "quantity"]?.integer ?? 0) } == 300)
            let number = try #require(issued.json?[key: "number"]?.text)
            #expect(try await stockpile("order", "dispatch", number, "--as", "keeper1").exitCode == 0)
            #expect(try await stockpile("order", "receive", number, "--place", "WS13", "--as", "keeper2").exitCode == 0)
            #expect(try await stockpile("order", "show", number, "--as", "commander1").output.contains("已下达"))
            #expect(try await stockpile("order", "receive", number, "--as", "keeper2").output.contains("已完成"))
            #expect(try await available(stockpile, "WS13") == before + 150)
        }
    }

    @Test func `a shortage is told in numbers; part of it can be had; a recalled order gives all back`() async throws {
        try await LoadedExample.run { stockpile in
            let arguments = ["order", "issue", "--item", "quilt-cotton", "--quantity", "5000", "--to", "WS13", "--as", "commander1"]
            let refused = try await stockpile.run(arguments)
            #expect(refused.exitCode == 1)
            #expect(refused.errors.contains("SP101") && refused.errors.contains("5000") && refused.errors.contains("680"))
            let part = try await stockpile.run(arguments + ["--allow-part", "--format", "json"])
            #expect(part.json?[key: "lines"]?.array?.first?[key: "shortfall"] == 4320)
            let number = try #require(part.json?[key: "number"]?.text)
            #expect(try await available(stockpile, "WS01") == 0)
            #expect(try await stockpile("order", "cancel", number, "--as", "commander1").exitCode == 0)
            #expect(try await available(stockpile, "WS01") == 680)
        }
    }

    @Test func `is it enough? the answer has its published shape, and the exit code only changes when asked`() async throws {
        try await LoadedExample.run { stockpile in
            let run = try await stockpile(
                "readiness", "check", "--level", "Ⅱ", "--scenario", "flood", "--as", "commander1", "--format", "json")
            #expect(run.exitCode == 0)
            let answer = try #require(run.json)
            #expect(answer[key: "level"] == "II" && answer[key: "scenario"] == "flood" && answer[key: "verdict"] == "short")
            #expect(answer[key: "categories"]?.array?.count == 7)
            #expect(answer[key: "categories"]?.array?.allSatisfy { $0[key: "category"] != nil && $0[key: "verdict"] != nil } == true)
            let keys = [
                "category", "item", "item_name", "required", "physical", "entrusted", "agreement", "capacity", "covered", "gap",
                "within_hours", "excluded",
            ]
            for line in answer[key: "lines"]?.array ?? [] {
                for key in keys { #expect(line[key: key] != nil, "\(key)") }
                #expect(line[key: "excluded"]?.array?.allSatisfy { $0[key: "reason"] != nil && $0[key: "quantity"] != nil } == true)
            }
            let strict = try await stockpile(
                "readiness", "check", "--level", "2", "--scenario", "flood", "--fail-if-short", "--as", "commander1")
            #expect(strict.exitCode == 3)
            #expect(strict.output.contains("不足"))
            #expect(
                try await stockpile("readiness", "check", "--level", "II", "--scenario", "nowhere", "--as", "commander1").exitCode == 66)
            let none = try await stockpile("readiness", "check", "--level", "I", "--scenario", "flood", "--as", "commander1")
            #expect(none.exitCode == 1 && none.errors.hasPrefix("SP609"))
        }
    }

    private func available(_ stockpile: Program, _ place: String) async throws -> Int64 {
        let run = try await stockpile("stock", "list", "--item", "quilt-cotton", "--place", place, "--as", "keeper1", "--format", "json")
        return run.json?.array?.first?[key: "available"]?.integer ?? 0
    }
}
