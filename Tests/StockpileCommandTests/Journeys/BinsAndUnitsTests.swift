import Foundation
import StockpileModel
import Testing

@Suite("Bins and units at the command line")
struct BinsAndUnitsTests {
    @Test func `units by flags come in without a quantity, are named at the way out, and tell their life`() async throws {
        try await LoadedExample.run { stockpile in
            let post = ["--place", "WS01", "--item", "drone-survey", "--as", "keeper1", "--format", "json"]
            let receipt = try await stockpile.run(
                ["receipt", "post"] + post + ["--serial", "UAV-8,UAV-7", "--serial", "ＵＡＶ-9", "--bin", "IN", "--category", "geohazard"])
            #expect(receipt.exitCode == 0, "\(receipt.errors)")
            #expect(receipt.json?[key: "lines"]?.array?.first?[key: "quantity"] == 3)
            let issue = try await stockpile.run(["issue", "post"] + post + ["--serial", "UAV-8", "--serial", "UAV-9"])
            #expect(issue.exitCode == 0, "\(issue.errors)")
            let again = try await stockpile.run(["issue", "post"] + post + ["--serial", "UAV-8"])
            #expect(again.exitCode == 1)
            let error = JSONValue(parsing: again.errors)?[key: "error"]
            #expect(error?[key: "code"] == "SP120")
            #expect(error?[key: "detail"]?[key: "lines"]?.array?.first?[key: "kind"] == "consumption")
            let life = try await stockpile("item", "serial", "show", "drone-survey", "UAV-8", "--as", "keeper1").output
            for word in ["UAV-8", "入库单", "出库单", "IN", "消耗"] { #expect(life.contains(word), "\(word)\n\(life)") }
            let short = try await stockpile.run(
                ["receipt", "post"] + post + ["--quantity", "2", "--serial", "UAV-10", "--bin", "NONE", "--category", "geohazard"])
            #expect(short.exitCode == 65)
            let problems = JSONValue(parsing: short.errors)?[key: "error"]?[key: "problems"]?.array ?? []
            #expect(Set(problems.compactMap { $0[key: "field"]?.text }) == ["bin", "serials"])
        }
    }

    @Test func `a file moves goods from bin to bin, and what is wrong with it is told with its lines`() async throws {
        try await LoadedExample.run { stockpile in
            let transfer = ["transfer", "post", "--place", "WS01", "--as", "keeper1", "--format", "json", "--file", "-"]
            let moved = try await stockpile.run(transfer, input: "item,quantity,bin,to_bin\nbag-woven,20,A-01-01,OUT\n")
            #expect(moved.exitCode == 0, "\(moved.errors)")
            #expect(moved.json?[key: "purpose"] == "rebinning")
            #expect(moved.json?[key: "lines"]?.array?.first?[key: "to_bin"] == "OUT")
            let wrong = try await stockpile.run(
                transfer, input: "item,quantity,bin,to_bin\nbag-woven,1,A-01-01,NONE\nbag-woven,1,A-01-01,A-01-01\nbag-woven,1,,\n")
            #expect(wrong.exitCode == 65)
            let problems = JSONValue(parsing: wrong.errors)?[key: "error"]?[key: "problems"]?.array ?? []
            #expect(problems.map { $0[key: "line"]?.integer } == [2, 3, 4])
            #expect(problems.allSatisfy { $0[key: "field"] == "to_bin" })
            let nowhere = try await stockpile(
                "transfer", "post", "--place", "WS01", "--item", "bag-woven", "--quantity", "1", "--as", "keeper1")
            #expect(nowhere.exitCode == 65 && nowhere.errors.contains("--to"))
        }
    }

    @Test func `bins are added, listed and retired; stock is listed by bin and by owner`() async throws {
        try await LoadedExample.run { stockpile in
            let bin = ["--place", "WS11", "--bin", "甲-1", "--as", "keeper1", "--format", "json"]
            #expect(try await stockpile.run(["place", "bin", "add"] + bin + ["--name", "楼梯间"]).exitCode == 0)
            #expect(try await stockpile.run(["place", "bin", "add"] + bin).exitCode == 1)
            let retired = try await stockpile.run(["place", "bin", "retire"] + bin)
            #expect(retired.json?[key: "retired_on"]?.text?.isEmpty == false)
            let full = try await stockpile("place", "bin", "retire", "--place", "WS01", "--bin", "A-01-01", "--as", "keeper1")
            #expect(full.exitCode == 1 && full.errors.contains("SP624"))
            let listed = try await stockpile("place", "bin", "list", "--place", "WS11", "--as", "keeper1").output
            #expect(listed.contains("甲-1") && listed.contains("楼梯间"))
            let stock = try await stockpile("stock", "list", "--by", "bin", "--place", "WS01", "--as", "keeper1", "--format", "json").json?
                .array
            #expect(stock?.first?[key: "bin"] == "A-01-01")
            let owned = try await stockpile("stock", "list", "--by", "owner", "--owner", "town-13", "--as", "keeper1", "--format", "json")
                .json?.array
            #expect(owned?.isEmpty == false && owned?.allSatisfy { $0[key: "owner"] == "town-13" } == true)
            let unknown = try await stockpile("stock", "list", "--owner", "nobody", "--as", "keeper1")
            #expect(unknown.exitCode == 66)
        }
    }
}
