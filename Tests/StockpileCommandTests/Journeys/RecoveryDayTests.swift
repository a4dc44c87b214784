import Foundation
import StockpileModel
import Testing

@Suite("Goods of an incident are brought back")
struct RecoveryDayTests {
    @Test func `a keeper gives tents to a shelter, brings them back as they are found, and the rate is seen`() async throws {
        try await LoadedExample.run { stockpile in
            let issued = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "tent-single-12m2", "--quantity", "10", "--receiver", "黑山镇安置点", "--contact",
                "示例联系人", "--telephone", "023-00000501", "--occasion", "2026年暴雨", "--as", "keeper1", "--format", "json")
            #expect(issued.exitCode == 0, "\(issued.errors)")
            #expect(issued.json?[key: "receiver"] == "黑山镇安置点")
            let number = try #require(issued.json?[key: "number"]?.text)
            let out = try await stockpile("recovery", "list", "--as", "keeper2")
            #expect(out.exitCode == 0 && out.output.contains("黑山镇安置点") && out.output.contains("023-00000501"), "\(out.errors)")
            let task = try await stockpile("task", "list", "--mine", "--kind", "recovery", "--as", "keeper2", "--format", "json")
            #expect(task.json?.array?.first?[key: "days_left"]?.integer == 30)
            let back = try await stockpile(
                "recovery", "record", number, "--item", "tent-single-12m2", "--good", "6", "--to-repair", "2", "--as", "keeper1",
                "--format",
                "json")
            #expect(back.exitCode == 0, "\(back.errors)")
            #expect(back.json?[key: "return_document"]?.text?.hasPrefix("WS01-RK-") == true)
            let lot = try #require(back.json?[key: "lines"]?.array?.first?[key: "lot"]?.text)
            let own = try await stockpile("lot", "accept", lot, "--item", "tent-single-12m2", "--place", "WS01", "--as", "keeper1")
            #expect(own.exitCode == 1 && own.errors.hasPrefix("SP519"), "\(own.errors)")
            let accepted = try await stockpile("lot", "accept", lot, "--item", "tent-single-12m2", "--place", "WS01", "--as", "keeper2")
            #expect(accepted.exitCode == 0, "\(accepted.errors)")
            let silent = try await stockpile("recovery", "record", number, "--item", "tent-single-12m2", "--lost", "1", "--as", "keeper1")
            #expect(silent.exitCode == 65 && silent.errors.contains("--reason"))
            let more = try await stockpile("recovery", "record", number, "--item", "tent-single-12m2", "--good", "3", "--as", "keeper1")
            #expect(more.exitCode == 1 && more.errors.hasPrefix("SP118"))
            let file = "item,lot,result,quantity,serials\ntent-single-12m2,,to_scrap,1,\ntent-single-12m2,,lost,1,\n"
            let rest = try await stockpile.run(
                ["recovery", "record", number, "--file", "-", "--reason", "冲走", "--as", "keeper1"], input: file)
            #expect(rest.exitCode == 0 && rest.output.contains("丢失") && rest.output.contains("待修"), "\(rest.errors)")
            #expect(try await stockpile("recovery", "list", "--as", "keeper2", "--format", "json").json?.array?.isEmpty == true)
            let rate = try await stockpile("recovery", "rate", "--occasion", "2026年暴雨", "--as", "commander1", "--format", "json")
            #expect(rate.json?.array?.map { $0[key: "recovered_percent"]?.integer } == [90])
            #expect(try await stockpile("recovery", "rate", "--as", "auditor1", "--lang", "en").output.contains("Came back %"))
        }
    }

    @Test func `what says nothing of a receiver is refused, all of it at once`() async throws {
        try await LoadedExample.run { stockpile in
            let issue = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "tent-single-12m2", "--quantity", "1", "--telephone", "1", "--as", "keeper1")
            #expect(issue.exitCode == 65 && issue.errors.contains("--receiver"))
            let loan = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "tent-single-12m2", "--quantity", "1", "--purpose", "loan", "--borrower",
                "一小",
                "--due-on", "2000-01-01", "--receiver", "一小", "--as", "keeper1")
            #expect(loan.exitCode == 65 && loan.errors.contains("--borrower"))
            let past = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "tent-single-12m2", "--quantity", "1", "--purpose", "loan", "--borrower",
                "一小",
                "--due-on", "2000-01-01", "--as", "keeper1")
            #expect(past.exitCode == 1 && past.errors.hasPrefix("SP117"), "\(past.errors)")
            let given = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "tent-single-12m2", "--quantity", "1", "--receiver", "一小", "--as", "keeper1",
                "--format", "json")
            let number = try #require(given.json?[key: "number"]?.text)
            let wrong = try await stockpile.run(
                ["recovery", "record", number, "--file", "-", "--good", "1", "--as", "keeper1"],
                input: "item,result,quantity\ntent-single-12m2,fine,0\n")
            #expect(wrong.exitCode == 65 && wrong.errors.contains("--good") && wrong.errors.contains("result"))
        }
    }
}
