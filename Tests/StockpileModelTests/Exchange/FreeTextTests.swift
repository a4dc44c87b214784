import StockpileModel
import Testing

@Suite("Free text, lot numbers, moments and months")
struct FreeTextTests {
    @Test func `remarks are trimmed and stand in one line`() throws {
        #expect(try InputText("  领用单\n七\t号 ").freeText() == "领用单 七 号")
        #expect(try InputText("a\r\nb").freeText() == "a b")
        #expect(try InputText(" \n ").freeText().isEmpty)
    }

    @Test(arguments: ["\u{1B}[31mred", "bell\u{7}", "turned \u{202E}round", "\u{7F}", "\u{9B}31m"])
    func `what acts on a terminal is refused and shown harmlessly`(written: String) {
        let found = problem { () throws(InputProblem) in _ = try InputText(written).freeText() }
        #expect(found?.code == .notAllowed && found?.detail["reason"] == "control_characters")
        #expect(found?.detail["value"]?.unicodeScalars.contains { $0.properties.generalCategory == .control } == false)
    }

    @Test func `bytes that are no text are refused`() {
        let bytes = String(decoding: [0x61, 0xFF] as [UInt8], as: UTF8.self)
        let found = problem { () throws(InputProblem) in _ = try InputText(bytes).freeText() }
        #expect(found?.detail["reason"] == "not_text")
    }

    @Test func `remarks have at most 1,000 characters, a lot number 60`() throws {
        #expect(try InputText(String(repeating: "备", count: 1_000)).freeText().count == 1_000)
        #expect(kind { () throws(InputProblem) in _ = try InputText(String(repeating: "备", count: 1_001)).freeText() } == .outOfRange)
        let piled = "e" + String(repeating: "\u{301}", count: 1_000)
        #expect(kind { () throws(InputProblem) in _ = try InputText(piled).freeText() } == .outOfRange)
        #expect(try InputText(String(repeating: "L", count: 60)).lotNumber().count == 60)
        #expect(kind { () throws(InputProblem) in _ = try InputText(String(repeating: "L", count: 61)).lotNumber() } == .outOfRange)
    }

    @Test(arguments: [("", ProblemCode.required), (" \u{3000}", .required), ("L\t1", .notAllowed), ("L\n1", .notAllowed)])
    func `a lot number is something that can be read off a box`(written: String, code: ProblemCode) {
        #expect(kind { () throws(InputProblem) in _ = try InputText(written).lotNumber() } == code)
    }

    @Test(arguments: [
        ("2026-11-25 07:00", "2026-11-25T07:00:00+08:00"), ("2026-11-25T07:00:09", "2026-11-25T07:00:09+08:00"),
        ("２０２６－１１－２５　７：００", "2026-11-25T07:00:00+08:00"), ("2026年11月25日 07:00", "2026-11-25T07:00:00+08:00"),
        ("2026-11-25T07:00:00Z", "2026-11-25T07:00:00+00:00"), ("2026-11-25T07:00:00.25-03:30", "2026-11-25T07:00:00.25-03:30"),
    ])
    func `a moment is read as people write it, in the district's time unless it says otherwise`(written: String, iso: String) throws {
        #expect(try InputText(written).moment().iso(offsetMinutes: 480) == iso)
    }

    @Test(arguments: [
        ("0000-01-01T00:00:00+08:00", ProblemCode.notADate), ("1899-12-31 10:00", .outOfRange), ("2026-11-25", .notADate),
        ("2026-11-25 24:00", .notADate), ("2026-02-30 10:00", .notADate), ("2026-11-25 10:60", .notADate), ("", .notADate),
        ("2026-11-25T10:00:00+99:00", .notADate), ("yesterday at 10:00", .notADate),
    ])
    func `a moment that never was is refused`(written: String, code: ProblemCode) {
        #expect(kind { () throws(InputProblem) in _ = try InputText(written).moment() } == code)
    }

    @Test(arguments: ["2026-10", "2026－10", "２０２６年１０月", "202610", "2026/10", "2026.10"])
    func `a month is read in every usual way of writing`(written: String) throws {
        #expect(try InputText(written).month() == "2026-10")
    }

    @Test(arguments: ["2026-13", "2026", "26-10", "2026-10-01", "October"]) func `what is no month is refused`(written: String) {
        #expect(kind { () throws(InputProblem) in _ = try InputText(written).month() } == .notADate)
    }

    private func kind(_ body: () throws(InputProblem) -> Void) -> ProblemCode? { problem(body)?.code }

    private func problem(_ body: () throws(InputProblem) -> Void) -> InputProblem? {
        do throws(InputProblem) {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
