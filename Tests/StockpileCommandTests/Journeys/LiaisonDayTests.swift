import Foundation
import StockpileModel
import Testing

@Suite("Liaison officers are kept, called, and asked about what waits")
struct LiaisonDayTests {
    @Test func `a commander fills a gap, calls the roll, and sees who is silent`() async throws {
        try await LoadedExample.run { stockpile in
            let missing = try await stockpile("liaison", "list", "--missing", "--kind", "town", "--as", "commander1", "--format", "json")
            #expect(missing.json?.array?.compactMap { $0[key: "organisation"]?.text } == ["WS20"], "\(missing.errors)")
            let set = try await stockpile(
                "liaison", "set", "--kind", "town", "--organisation", "WS20", "--name", "示例联络员酉", "--telephone", "023-00000699", "--deputy",
                "示例副联络员酉", "--trained-on", "2026-05-12", "--source", "镇政府来函", "--as", "commander1")
            #expect(set.exitCode == 0 && set.output.contains("示例联络员酉") && set.output.contains("镇街"), "\(set.errors)")
            #expect(
                try await stockpile("liaison", "list", "--missing", "--kind", "town", "--as", "auditor1", "--format", "json").json?.array?
                    .isEmpty == true)
            let started = try await stockpile(
                "liaison", "check", "start", "--within", "2", "--remarks", "汛前点名", "--as", "commander1", "--format", "json")
            #expect(started.exitCode == 0, "\(started.errors)")
            let number = try #require(started.json?[key: "number"]?.text)
            let called = try #require(started.json?[key: "called"]?.integer)
            let answered = try await stockpile(
                "liaison", "check", "record", number, "--organisation", "WS20", "--by", "deputy", "--as", "keeper1", "--format", "json")
            #expect(answered.json?[key: "silent"]?.integer == called - 1, "\(answered.errors)")
            let several = try await stockpile("liaison", "check", "record", number, "--organisation", "c-textile", "--as", "keeper1")
            #expect(several.exitCode == 1 && several.errors.hasPrefix("SP646"))
            let shown = try await stockpile("liaison", "check", "show", number, "--as", "auditor1")
            #expect(shown.exitCode == 0 && shown.output.contains("副联络员") && shown.output.contains("未应答"))
            let checks = try await stockpile("liaison", "check", "list", "--as", "auditor1", "--lang", "en")
            #expect(checks.exitCode == 0 && checks.output.contains("Silent"))
            let again = try await stockpile("liaison", "check", "record", number, "--organisation", "WS20", "--as", "keeper1")
            #expect(again.exitCode == 1 && again.errors.hasPrefix("SP642"))
        }
    }

    @Test func `a commander sees whom to call about a call-off, and ends a roll-call by hand`() async throws {
        try await LoadedExample.run { stockpile in
            let sent = try await stockpile(
                "call-off", "send", "--agreement", "XY-2026-04", "--item", "quilt-cotton", "--quantity", "20", "--to", "WS13",
                "--respond-by",
                "2", "--as", "commander1")
            #expect(sent.exitCode == 0 && sent.output.contains("示例联络员东"), "\(sent.errors)")
            let listed = try await stockpile("call-off", "list", "--as", "commander1", "--format", "json")
            #expect(listed.json?.array?.first?[key: "contact"] == "示例联络员东")
            #expect(try await stockpile("liaison", "check", "start", "--within", "1", "--as", "commander1").exitCode == 0)
            let tasks = try await stockpile("task", "list", "--mine", "--as", "commander1", "--format", "json")
            let mine = try #require(tasks.json?.array)
            #expect(Set(mine.compactMap { $0[key: "kind"]?.text }) == ["liaison_check", "call_off_due"])
            #expect(mine.first { $0[key: "kind"] == "call_off_due" }?[key: "contact"] == "示例联络员东")
            let table = try await stockpile("task", "list", "--mine", "--as", "commander1")
            #expect(table.output.contains("剩余天数") && table.output.contains("协议调用待确认"))
            func number(_ kind: String) -> String {
                mine.first { $0[key: "kind"]?.text == kind }?[key: "task"]?.integer.map(String.init) ?? ""
            }
            let wrong = try await stockpile(
                "task", "close", number("call_off_due"), "--done", "--remarks", "已电话确认", "--as", "commander1")
            #expect(wrong.exitCode == 1 && wrong.errors.hasPrefix("SP524") && wrong.errors.contains("call-off"))
            let bare = try await stockpile("task", "close", number("liaison_check"), "--dropped", "--as", "commander1")
            #expect(bare.exitCode == 65 && bare.errors.contains("--remarks"))
            #expect(try await stockpile("task", "close", number("liaison_check"), "--remarks", "x", "--as", "commander1").exitCode == 64)
            let closed = try await stockpile(
                "task", "close", number("liaison_check"), "--dropped", "--remarks", "改期", "--as", "commander1")
            #expect(closed.exitCode == 0 && closed.output.contains("改期"), "\(closed.errors)")
            let ended = try await stockpile("task", "list", "--ended", "--as", "auditor1", "--format", "json")
            #expect(ended.json?.array?.map { $0[key: "ended_by"]?.text } == ["commander1"])
            #expect(try await stockpile("task", "list", "--ended", "--overdue", "--as", "auditor1").exitCode == 64)
        }
    }
}
