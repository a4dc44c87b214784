import Foundation
import StockpileModel
import Testing

@Suite("Mistakes people make, told in their words")
struct MistakesTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var input: String?
        /// What the words have to name, in both languages.
        let names: [String]
        let chinese: String
        var exitCode: Int32 = 65

        init(_ arguments: [String], input: String? = nil, names: [String], _ chinese: String, exitCode: Int32 = 65) {
            (self.arguments, self.input, self.names, self.chinese, self.exitCode) = (arguments, input, names, chinese, exitCode)
        }

        var testDescription: String { arguments.joined(separator: " ").visible }
    }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    private static let receipt = words("receipt post --place WS01 --item quilt-cotton --quantity 1 --category living_relief --as keeper1")
    private static let file = "item,quantity,category\nquilt-cotton,1,living_relief\n"

    static let mistakes = [
        Mistake(
            words(
                "receipt post --place WS01 --file - --item x --quantity 7 --lot X --pack y --condition in_inspection --unit-cost-fen 700 "
                    + "--category living_relief --owner o --origin p --funding-source f --manufactured-on 2026-01-01 --expires-on 2027-01-01 "
                    + "--as keeper1"), input: file,
            names: [
                "--item", "--quantity", "--lot", "--pack", "--condition", "--unit-cost-fen", "--category", "--owner", "--origin",
                "--funding-source", "--manufactured-on", "--expires-on",
            ], "不能与 --file 同用"),
        Mistake(
            words("issue post --place WS01 --file - --item quilt-cotton --quantity 7 --as keeper1"),
            input: "item,quantity\nquilt-cotton,1\n",
            names: ["--item", "--quantity"], "不能与 --file 同用"),
        Mistake(receipt + ["--lot", ""], names: ["--lot"], "必填"), Mistake(receipt + ["--lot", "   "], names: ["--lot"], "必填"),
        Mistake(receipt + ["--lot", "a\tb"], names: ["--lot"], "控制字符"),
        Mistake(receipt + ["--lot", String(repeating: "x", count: 300)], names: ["--lot", "60"], "太长"),
        Mistake(receipt + ["--remarks", String(repeating: "x", count: 100_000)], names: ["--remarks", "1000"], "太长"),
        Mistake(receipt + ["--remarks", "\u{1B}[31mred"], names: ["--remarks"], "控制字符"),
        Mistake(receipt + ["--reference", "\u{1B}c", "--origin", "\u{7}"], names: ["--reference", "--origin"], "控制字符"),
        Mistake(receipt + ["--occurred-at", "0000-01-01T00:00:00+08:00"], names: ["--occurred-at"], "不是日期"),
        Mistake(
            words("receipt post --place WS01 --item quilt-cotton --quantity -5 --category living_relief --as keeper1"),
            names: ["--quantity", "-5"], "超出范围"),
        Mistake(
            words("readiness check --level II --scenario flood --on 2020-01-01 --as keeper1"), names: ["--on", "2020-01-01"], "已过去"),
        Mistake(
            words("order issue --item quilt-cotton --quantity 300 --to WS13=10 --as commander1"),
            names: ["--quantity 300", "--to WS13=10"],
            "只能写一个"),
        Mistake(
            words("order issue --item quilt-cotton --quantity 3 --to WS13 --lot L1 --as commander1"), names: ["--lot"], "先到期先出"),
        Mistake(words("stock list --as keeper1 --database garbage=1"), names: ["--database"], "连接串"),
        Mistake(words("database stop --database postgresql://x/y"), names: ["--database"], "私有数据库"),
        Mistake(words("database status --database postgresql://x/y"), names: ["--database"], "私有数据库"),
        Mistake(words("demo --database postgresql://x/y"), names: ["--database"], "私有数据库"),
        Mistake(
            words("issue post --place WS01 --file - --as keeper1"), input: "item,quantity\n", names: ["stdin"], "没有数据行"),
        Mistake(
            words("issue post --place WS01 --file - --as keeper1"), input: "item,quantity,pack\nquilt-cotton,1,nopack\n",
            names: ["stdin", "2", "nopack"], "没有包装"),
        Mistake(
            receipt + words("--manufactured-on 2026-05-01 --expires-on 2026-04-01"), names: ["2026-04-01", "2026-05-01"], "到期日",
            exitCode: 1),
        Mistake(words("order list --limit 0"), names: ["--limit", "1–10000"], "之间", exitCode: 64),
        Mistake(receipt + ["--key", ""], names: ["--key", "180"], "个字符", exitCode: 64),
        Mistake(words("stock list --by"), names: ["--by"], "没有值", exitCode: 64),
        Mistake(words("stock list --colour red"), names: ["--colour"], "没有选项", exitCode: 64),
        Mistake(words("stock list --by colour"), names: ["--by", "colour"], "无效", exitCode: 64),
    ]

    @Test func `each is refused by name, in Chinese and in English, and nothing is posted`() async throws {
        try await LoadedExample.run { stockpile in
            let before = try await stockpile("ledger", "verify", "--as", "keeper1", "--format", "json").output
            for mistake in Self.mistakes {
                for language in ["zh", "en"] {
                    let run = try await stockpile.run(mistake.arguments + ["--lang", language], input: mistake.input)
                    #expect(run.exitCode == mistake.exitCode, "\(mistake.testDescription): \(run.errors.prefix(900))")
                    for name in mistake.names { #expect(run.errors.contains(name), "\(name): \(run.errors.prefix(900))") }
                    #expect(!run.errors.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
                    if language == "zh" {
                        let first = run.errors.split(separator: "\n").first.map(String.init) ?? ""
                        #expect(run.errors.contains(mistake.chinese), "\(mistake.testDescription): \(run.errors.prefix(900))")
                        #expect(WordsTests.isChinese(first), "\(first)")
                    } else if mistake.exitCode != 64 {
                        // Packs and units have no English name, and the parser quotes the help of both languages.
                        let words = run.errors.replacing("床", with: "").replacing("包", with: "")
                        #expect(!WordsTests.isChinese(words), "\(run.errors.prefix(900))")
                    }
                }
            }
            #expect(try await stockpile("ledger", "verify", "--as", "keeper1", "--format", "json").output == before)
        }
    }

    @Test func `what can only be meant one way is understood`() async throws {
        try await LoadedExample.run { stockpile in
            let posted = try await stockpile.run(
                Self.words("receipt post --place ＷＳ０１ --item ｑｕｉｌｔ-cotton --quantity ５ --category living_relief --as keeper1 --format json")
                    + ["--occurred-at", "2026-11-20 07:00", "--remarks", "  点收 ", "--reference", " ", "--lot", " L-9 "])
            #expect(posted.exitCode == 0, "\(posted.errors)")
            #expect(posted.json?[key: "occurred_at"] == "2026-11-20T07:00:00+08:00" && posted.json?[key: "remarks"] == "点收")
            #expect(posted.json?[key: "reference"] == .null || posted.json?[key: "reference"] == nil)
            #expect(posted.json?[key: "lines"]?.array?.first?[key: "lot"] == "L-9")
            #expect(try await stockpile.run(Self.words("reconciliation run --period 2026－10 --as finance1")).exitCode == 0)
            #expect(try await stockpile.run(Self.words("stock list --place ＷＳ０１ --as keeper1")).exitCode == 0)
        }
    }

    @Test func `lists of orders and write-offs say what they are about`() async throws {
        try await LoadedExample.run { stockpile in
            _ = try await stockpile.run(Self.words("order issue --item quilt-cotton --to WS13=20 --to WS14=10 --as commander1"))
            let orders = try await stockpile.run(Self.words("order list --as commander1"))
            for word in ["棉被", "WS13 WS14", "30"] { #expect(orders.output.contains(word), "\(orders.output)") }
            let number = try await stockpile.run(Self.words("order list --as commander1 --format json")).json?.array?.first?[key: "number"]
            let order = try await stockpile("order", "show", number?.text ?? "", "--as", "commander1", "--format", "json").json
            #expect(order?[key: "lines"]?.array?.first?[key: "to_place_name"]?.text?.isEmpty == false)
            #expect(order?[key: "issued_by_name"]?.text?.isEmpty == false)
            let asked = try await stockpile.run(
                Self.words(
                    "write-off request --place WS01 --item disinfectant-84 --lot WS01-20250819-001 --quantity 20 --reason 过期 --as keeper1"))
            #expect(asked.exitCode == 0, "\(asked.errors)")
            let requests = try await stockpile.run(Self.words("write-off list --as finance1 --format json")).json?.array?.first
            #expect(requests?[key: "item"] == "disinfectant-84" && requests?[key: "quantity"] == 20 && requests?[key: "line_count"] == 1)
            #expect(requests?[key: "requested_by_name"]?.text?.isEmpty == false)
        }
    }
}
