import StockpileModel
import Testing

@Suite("Input text")
struct InputTextTests {
    @Test(arguments: ["2026-09-30", "2026/9/30", "2026.9.30", "2026年9月30日", "20260930", " ２０２６－０９－３０ ", "２０２６年９月３０日", "2026-9-30"])
    func `a day is read in every usual way of writing`(written: String) throws {
        #expect(try InputText(written).date() == CalendarDate(year: 2026, month: 9, day: 30))
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "26-09-30", "30/9/2026", "2026年9月", "2026-09", "tomorrow", "202609301", "2026-09-30-1"])
    func `a day that does not exist or is guesswork is refused`(written: String) {
        #expect(problem { () throws(InputProblem) in _ = try InputText(written).date() } == .notADate)
    }

    @Test(arguments: [("1200", 1200), ("1,200", 1200), ("１２００", 1200), ("１，２００", 1200), (" 7 ", 7), ("007", 7), ("1,000,000", 1_000_000)])
    func `a quantity may have separators and full-width digits`(written: String, quantity: Int64) throws {
        #expect(try InputText(written).quantity() == quantity)
    }

    @Test(arguments: ["0", "-5", "－5", "1,000,000,001", "99999999999999999999999"])
    func `a quantity out of range is refused as such`(written: String) {
        #expect(problem { () throws(InputProblem) in _ = try InputText(written).quantity() } == .outOfRange)
    }

    @Test(arguments: ["", "1,20", "1.5", "1e3", "+5", "½", "४", "12a", "1,,200", ",200"])
    func `what is not a whole number is refused as such`(written: String) {
        #expect(problem { () throws(InputProblem) in _ = try InputText(written).quantity() } == .notANumber)
    }

    @Test(arguments: ["II", "Ⅱ", "ii", "2", "二级", "Ⅱ级", "ⅱ", "２", "ＩＩ", "Ⅱ级响应", "二"])
    func `level two is read in every usual way of writing`(written: String) throws {
        #expect(try InputText(written).level() == .II)
    }

    @Test(arguments: ["", "5", "V", "IIII", "级", "一二"])
    func `another level is refused`(written: String) {
        #expect(problem { () throws(InputProblem) in _ = try InputText(written).level() } == .notAChoice)
    }

    @Test(arguments: [("yes", true), ("是", true), ("TRUE", true), ("1", true), ("no", false), ("否", false), ("false", false), ("０", false)])
    func `yes and no are read in both languages`(written: String, flag: Bool) throws {
        #expect(try InputText(written).flag() == flag)
    }

    @Test func `a code is ASCII, in full-width forms too, and at most 40 characters long`() throws {
        #expect(try InputText("ＷＳ０１").code() == "WS01")
        for wrong in ["", "a b", "仓库", "a/b", "é", String(repeating: "a", count: 41)] {
            #expect(problem { () throws(InputProblem) in _ = try InputText(wrong).code() } == .notACode, "\(wrong)")
        }
    }

    @Test func `yuan have at most two places and become fen`() throws {
        #expect(try InputText("1,234.5").fenFromYuan() == 123_450)
        #expect(try InputText("0.07").fenFromYuan() == 7)
        #expect(problem { () throws(InputProblem) in _ = try InputText("0.075").fenFromYuan() } == .notANumber)
        #expect(problem { () throws(InputProblem) in _ = try InputText("-1").fenFromYuan() } == .outOfRange)
        #expect(problem { () throws(InputProblem) in _ = try InputText("10000000.01").fenFromYuan() } == .outOfRange)
    }

    @Test func `a decimal keeps six places and a coefficient is above zero`() throws {
        #expect(try InputText("0.000001").decimal(least: .smallest).millionths == 1)
        #expect(problem { () throws(InputProblem) in _ = try InputText("0").decimal(least: .smallest) } == .outOfRange)
        #expect(problem { () throws(InputProblem) in _ = try InputText("0.0000001").decimal(least: .zero) } == .notANumber)
        #expect(problem { () throws(InputProblem) in _ = try InputText("1000000000000").decimal(least: .zero) } == .outOfRange)
    }

    @Test func `degrees stay on the globe`() throws {
        #expect(try InputText("106.92").degrees(limit: 180) == "106.92")
        #expect(try InputText("-90").degrees(limit: 90) == "-90.0")
        #expect(problem { () throws(InputProblem) in _ = try InputText("90.1").degrees(limit: 90) } == .outOfRange)
        #expect(problem { () throws(InputProblem) in _ = try InputText("东经106").degrees(limit: 180) } == .notANumber)
    }

    @Test func `NUL is refused wherever it stands`() {
        #expect(problem { () throws(InputProblem) in _ = try InputText("WS\0" + "01") } == .notAllowed)
    }

    @Test func `blanks and invisible marks around a value do not count, and a name keeps its full-width signs`() throws {
        let input = try InputText("\u{FEFF}\u{3000}（甲）仓库 \u{200B}")
        #expect(input.written == "（甲）仓库")
        #expect(input.text == "(甲)仓库")
    }

    @Test func `the problem says what was given and what would be right`() throws {
        let error = #expect(throws: InputProblem.self) { try InputText("0").quantity() }
        #expect(error?.detail == ["value": "0", "expected": "1–1000000000"])
    }

    private func problem(_ body: () throws(InputProblem) -> Void) -> ProblemCode? {
        do throws(InputProblem) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }
}
