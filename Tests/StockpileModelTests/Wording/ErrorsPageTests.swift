import StockpileModel
import Testing

@Suite("Error codes and their words")
struct ErrorsPageTests {
    /// Stands for the figures of a real refusal: {number} is shown where the number would be.
    static let figures = JSONValue.object(
        [
            "asked", "available", "base_unit", "categories", "constraint", "district", "divisor", "item", "key", "lot_number", "login",
            "number",
            "pack", "packs", "period", "permission", "person", "quantity", "remainder", "reversal", "state", "whole_base_units",
        ].map { JSONMember($0, .text("{\($0)}")) })

    static let classes: [(prefix: Character, title: String)] = [
        ("1", "SP1xx stock 库存"), ("2", "SP2xx request and key 请求"), ("3", "SP3xx period and time 期间"), ("4", "SP4xx authority 权限"),
        ("5", "SP5xx state 状态"), ("6", "SP6xx data 数据"), ("7", "SP7xx our fault 程序"),
    ]

    struct Row {
        let code: String
        let exitCode: Int32
        let cells: [String]
    }

    /// The codes that are no refusals of a rule: what they mean, in both languages.
    static let others: [(error: StockpileError, chinese: String, english: String)] = [
        (
            .unavailable(reason: "busy", key: nil), "暂不可用：连接、忙、磁盘满，或不知是否已记账",
            "not available now: connection, busy, disk full, outcome unknown"
        ),
        (.invalid([]), "输入有问题，逐处列出", "the input has problems, each named with its place"),
        (.notFound(subject: "", code: ""), "没有这一项", "there is no such thing"),
        (.wrongSchema(found: nil, isNewer: false), "数据库结构与本程序不符", "the database's schema is not the one this program needs"),
        (.unexpected(reference: "", description: ""), "程序出错，请报参考号", "something went wrong on our side: tell the reference"),
    ]

    static var rows: [Row] {
        let refusals = RefusalCode.allCases.map { code in
            let refusal = Refusal(code, figures)
            let (chinese, english) = (refusal.wording(.zh), refusal.wording(.en))
            return Row(
                code: code.rawValue, exitCode: StockpileError(refusal).exitCode,
                cells: [chinese.title, english.title, chinese.hint ?? "", english.hint ?? ""])
        }
        let rest = others.map { Row(code: $0.error.code, exitCode: $0.error.exitCode, cells: [$0.chinese, $0.english, "", ""]) }
        let cluster = Row(
            code: "SP204", exitCode: 75, cells: ["自带数据库不能启动或停止", "the private database cannot be started or stopped", "", ""])
        return (refusals + rest + [cluster]).sorted { ($0.code, $0.exitCode) < ($1.code, $1.exitCode) }
    }

    @Test func `the page of errors is printed from the codes and their words`() throws {
        var lines = [
            "# Errors 错误代码", "",
            "Printed from `RefusalCode` and its words by a test (`UPDATE_GOLDEN=1` rewrites it). A code once published keeps its meaning.",
            "本页由测试按 `RefusalCode` 及其措辞生成。代码一经公布，含义不变。`{…}` 处为实际数值。",
        ]
        for (prefix, title) in Self.classes {
            let rows = Self.rows.filter { $0.code.dropFirst(2).first == prefix }.map { ["`\($0.code)`", "\($0.exitCode)"] + $0.cells }
            lines += ["", "## \(title)", ""]
            lines += PrintedPage.table(["code", "exit", "中文", "English", "怎么办", "what to do"], rows)
        }
        try PrintedPage(name: "errors.md", lines: lines).expectFresh()
    }

    @Test(arguments: RefusalCode.allCases)
    func `every refusal is worded in both languages, with or without figures`(code: RefusalCode) {
        for detail in [Self.figures, [:], .null] {
            let (chinese, english) = (Refusal(code, detail).wording(.zh), Refusal(code, detail).wording(.en))
            #expect(chinese.title.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            #expect(!english.title.isEmpty && english.title.allSatisfy(\.isASCII))
            #expect((chinese.hint == nil) == (english.hint == nil))
        }
    }

    @Test func `two codes never share a title`() {
        for language in Language.allCases {
            let titles = RefusalCode.allCases.map { Refusal($0, Self.figures).wording(language).title }
            #expect(Set(titles).count == titles.count)
        }
    }

    @Test func `every code stands in its class`() {
        for row in Self.rows { #expect(row.code.wholeMatch(of: /SP[1-7][0-9]{2}/) != nil, "\(row.code)") }
        #expect(RefusalCode.allCases.allSatisfy { ("1"..."6").contains($0.rawValue.dropFirst(2).prefix(1)) })
    }

    @Test(
        arguments: [(.notPermitted, 77), (.personUnknown, 77), (.samePerson, 1), (.shortage, 1), (.noDistrict, 1)] as [(RefusalCode, Int32)]
    )
    func `who may not act is told apart from what a rule forbids`(code: RefusalCode, exitCode: Int32) {
        #expect(StockpileError(Refusal(code)).exitCode == exitCode)
    }

    @Test func `a shortage names what was asked, what is there and what does not count`() {
        let detail: JSONValue = [
            "item": "tent", "lot": "L1", "place": "WS01", "asked": 40, "available": 12, "base_unit": "顶", "held": 5, "reserved": 0,
            "excluded": .array([["reason": "expired", "quantity": 7]]),
        ]
        let words = Refusal(.shortage, detail).wording(.en)
        #expect(words.lines == ["tent L1 WS01: 40 asked, 12 available (顶)", "Not counted: expired 7", "held 5"])
    }
}
