import StockpileModel
import Testing

@Suite("Problems and refusals in words")
struct ProblemWordingTests {
    @Test func `an example is called one, and what is right is called right`() {
        #expect(FieldProblem(.notACode, ["value": "391", "example": "1010101"]).wording(.zh) == "不是有效代码：391（例如 1010101）")
        #expect(FieldProblem(.outOfRange, ["value": "0", "expected": "1–9"]).wording(.zh) == "超出范围：0（应为 1–9）")
        #expect(FieldProblem(.required, ["value": "", "choices": "a, b"]).wording(.en) == "is required (choices: a, b)")
    }

    static let reasons = [
        "with_file", "private_only", "not_a_connection_string", "either_or", "order_picks", "port_in_use", "port_not_permitted",
        "address_not_here", "quantity_each", "same_place", "past_day", "folder_not_empty", "not_writable", "too_long", "not_text",
        "control_characters", "no_lines", "nul", "utf16", "quote", "bytes", "too_large", "not_readable", "encoding_not_installed",
        "unknown_pack", "not_even", "not_a_quantity", "lot_not_there", "lot_exists", "route_to_itself", "pack_is_base_unit",
        "place_is_not_a_company_site", "site_of_another_company", "category_not_of_item", "driver_missing", "dates",
        "town_driver_missing", "town_figure_missing", "town_figures_sum",
    ]

    @Test(arguments: reasons) func `a reason is told in words, never as it is`(reason: String) {
        let problem = FieldProblem(.notAllowed, ["value": "V", "expected": "E", "reason": reason])
        let (chinese, english) = (problem.wording(.zh), problem.wording(.en))
        #expect(Self.isChinese(chinese) && !Self.isChinese(english))
        for words in [chinese, english] { #expect(!words.contains(reason) || !reason.contains("_"), "\(words)") }
        #expect(!chinese.contains("不允许"))
    }

    @Test func `contradicting dates are named, with or without our own look at them`() {
        let detail: JSONValue = ["dates": .array([["field": "expires_on", "value": "2026-01-01", "expected": "> 2026-09-01"]])]
        #expect(Refusal(.datesInvalid, detail).wording(.zh).lines == ["到期日 2026-01-01：应 > 2026-09-01"])
        let constraint = Refusal(.datesInvalid, ["constraint": "lot_expires_after_manufacture"])
        for language in Language.allCases { #expect(!constraint.wording(language).lines.joined().contains("_")) }
        #expect(constraint.wording(.zh).lines == ["到期日应晚于生产日期。"])
    }

    @Test func `nothing to do says why`() {
        for operation in ["dispatch_order", "receive_order", "hold", "hold_release"] {
            #expect(Refusal(.nothingToDo, ["operation": .text(operation)]).wording(.en).lines.count == 1)
        }
    }

    @Test func `only an issue is advised of the purposes it can have`() {
        for (purpose, advised) in [("use", true), ("relocation", false), ("order", false)] {
            for code in [RefusalCode.lotExpired, .lotOnHold, .lotNotInspected] {
                let hint = Refusal(code, ["purpose": .text(purpose), "lines": .array([])]).wording(.en).hint ?? ""
                #expect(hint.contains("disposal") == advised, "\(purpose): \(hint)")
            }
        }
    }

    @Test func `of several short items each says what does not count of it, and English has no Chinese name`() {
        func line(_ item: String) -> JSONValue {
            [
                "item": .text(item), "item_name": "棉被", "to_place": "WS13", "asked": 4, "available": 1, "base_unit": "bed",
                "excluded": .array([["reason": "held", "quantity": 2]]),
            ]
        }
        let words = Refusal(.shortage, ["order_lines": .array([line("quilt"), line("bed")])]).wording(.en).lines
        #expect(words.filter { $0.contains("Not counted") } == ["quilt Not counted: held 2", "bed Not counted: held 2"])
        #expect(words.first == "quilt → WS13: 4 asked, 1 available (bed)")
    }

    private static func isChinese(_ text: String) -> Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
