import StockpileModel
import Testing

@Suite("A commander's night")
struct CommanderDayTests {
    @Test func `orders 300 quilts to two towns and sees them arrive`() async throws {
        try await LoadedExample.run { stockpile in
            let towns = ["WS13", "WS14"]
            var before: [Int64] = []
            for town in towns { before.append(try await stockpile.quantity(of: "quilt-cotton", at: town)) }
            let depot = try await stockpile.available("quilt-cotton", at: "WS01")
            let issued = try await stockpile(
                "order", "issue", "--file", "-", "--incident", "洪涝", "--as", "commander1", "--format", "json",
                input: "item,quantity,to_place\nquilt-cotton,150,WS13\nquilt-cotton,150,WS14\n")
            #expect(issued.exitCode == 0, "\(issued.errors)")
            #expect(issued.json?[key: "state"] == "issued")
            let picks = issued.json?[key: "picks"]?.array ?? []
            #expect(picks.reduce(0) { $0 + ($1[key: "quantity"]?.integer ?? 0) } == 300)
            let expiries = picks.compactMap { $0[key: "expires_on"]?.text }
            #expect(expiries == expiries.sorted(), "first expired first out")
            #expect(try await stockpile.available("quilt-cotton", at: "WS01") == depot - 300, "issued means reserved")
            let number = try #require(issued.json?[key: "number"]?.text)

            let sent = try await stockpile("order", "dispatch", number, "--as", "keeper1", "--format", "json")
            #expect(sent.json?[key: "lines"]?.array?.map { $0[key: "dispatched"] } == [150, 150])
            #expect(try await stockpile.figure("in_transit", of: "quilt-cotton") == 300)
            #expect(try await stockpile("order", "receive", number, "--place", "WS13", "--as", "keeper2").exitCode == 0)
            #expect(try await stockpile("order", "show", number, "--as", "commander1").output.contains("状态：已下达"))
            let last = try await stockpile("order", "receive", number, "--place", "WS14", "--as", "keeper2")
            #expect(last.exitCode == 0 && last.output.contains("状态：已完成"))
            for (town, quantity) in zip(towns, before) {
                #expect(try await stockpile.quantity(of: "quilt-cotton", at: town) == quantity + 150, "\(town)")
            }
            #expect(try await stockpile.figure("in_transit", of: "quilt-cotton") == 0)
            let list = try await stockpile("order", "list", "--as", "commander1").output
            #expect(list.contains(number) && list.contains("洪涝") && list.contains("已完成"))
            #expect(try await stockpile("order", "cancel", number, "--as", "commander1").exitCode == 1, "nothing is left to give back")
            #expect(try await stockpile("ledger", "verify", "--as", "commander1").exitCode == 0)
        }
    }

    @Test func `several destinations each have their quantity, and without one nothing is guessed`() async throws {
        try await LoadedExample.run { stockpile in
            let order = ["order", "issue", "--item", "quilt-cotton", "--as", "commander1", "--format", "json"]
            let issued = try await stockpile.run(order + ["--to", "WS13=20", "--to", "WS14=10"])
            let lines = issued.json?[key: "lines"]?.array ?? []
            #expect(lines.map { $0[key: "to_place"]?.text } == ["WS13", "WS14"], "\(issued.errors)")
            #expect(lines.map { $0[key: "picked"]?.integer } == [20, 10])
            let free = try await stockpile.available("quilt-cotton", at: "WS01")
            for wrong in [
                ["--quantity", "300", "--to", "WS13", "--to", "WS14"], ["--to", "WS13=20", "--to", "WS14"],
                ["--to", "WS13=20", "--to", "WS13=10"], ["--to", "WS13=20", "--quantity", "20"], ["--to", "WS13=none"],
            ] {
                let run = try await stockpile.run(order + wrong)
                #expect(run.exitCode == 65 && JSONValue(parsing: run.errors)?[key: "error"]?[key: "problems"]?.array?.isEmpty == false)
            }
            #expect(try await stockpile.available("quilt-cotton", at: "WS01") == free)
        }
    }

    @Test func `a shortage is told in numbers; part of it can be had; a recalled order gives all back`() async throws {
        try await LoadedExample.run { stockpile in
            let free = try await stockpile.available("quilt-cotton", at: "WS01")
            let arguments = ["order", "issue", "--item", "quilt-cotton", "--quantity", "5000", "--to", "WS13", "--as", "commander1"]
            let refused = try await stockpile.run(arguments)
            #expect(refused.exitCode == 1 && refused.output.isEmpty)
            for word in ["SP101", "申请 5000", "可用 \(free) 床", "--allow-part"] {
                #expect(refused.errors.contains(word), "\(word): \(refused.errors)")
            }
            #expect(
                try await stockpile.run(arguments + ["--lang", "en"]).errors.contains("Cotton quilt → WS13: 5000 asked, \(free) available"))
            #expect(try await stockpile.available("quilt-cotton", at: "WS01") == free, "a refusal reserves nothing")

            let part = try await stockpile.run(arguments + ["--allow-part", "--format", "json"])
            #expect(part.exitCode == 0 && part.json?[key: "state"] == "partly_reserved")
            #expect(part.json?[key: "lines"]?.array?.first?[key: "shortfall"]?.integer == 5000 - free)
            let number = try #require(part.json?[key: "number"]?.text)
            #expect(try await stockpile.available("quilt-cotton", at: "WS01") == 0)
            let recalled = try await stockpile("order", "cancel", number, "--remarks", "险情解除", "--as", "commander1")
            #expect(recalled.exitCode == 0 && recalled.output.contains("已召回"))
            #expect(try await stockpile.available("quilt-cotton", at: "WS01") == free)
        }
    }
}
