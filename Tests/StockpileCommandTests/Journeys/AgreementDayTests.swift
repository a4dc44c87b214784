import Foundation
import StockpileModel
import Testing

@Suite("An agreement is made, proved, called and measured")
struct AgreementDayTests {
    @Test func `a commander drafts, finance puts it in force, and the whole district sees what it is worth`() async throws {
        try await LoadedExample.run { stockpile in
            let made = try await stockpile(
                "agreement", "create", "--company", "c-textile", "--name", "棉被补充协议", "--from", "2026-01-01", "--to", "2099-12-31",
                "--fee-per-year-fen", "50000", "--source", "合同", "--as", "commander1", "--format", "json")
            #expect(made.exitCode == 0, "\(made.errors)")
            let number = try #require(made.json?[key: "number"]?.text)
            let line = try await stockpile(
                "agreement", "line", "add", number, "--form", "agreement_stock", "--item", "quilt-cotton", "--place", "WS34", "--quantity",
                "600", "--response-hours", "4", "--town-hours", "WS18=6", "--price-rule", "fixed", "--price-fen", "9800", "--source", "合同",
                "--as", "commander1")
            #expect(line.exitCode == 0 && line.output.contains("固定价"), "\(line.errors)")
            let byItsMaker = try await stockpile("agreement", "put-in-force", number, "--as", "commander1")
            #expect(byItsMaker.exitCode == 1 && byItsMaker.errors.contains("SP402"), "\(byItsMaker.errors)")
            let inForce = try await stockpile("agreement", "put-in-force", number, "--as", "finance1")
            #expect(inForce.exitCode == 0 && inForce.output.contains("生效"), "\(inForce.errors)")
            let company = try await stockpile("company", "show", "c-textile", "--as", "auditor1")
            #expect(company.exitCode == 0 && company.output.contains(number))

            let inspected = try await stockpile(
                "capacity", "inspect", "--agreement", "XY-2026-04", "--item", "quilt-cotton", "--place", "WS34", "--units-per-day", "200",
                "--raw-material-days", "2", "--as", "keeper1", "--format", "json")
            #expect(inspected.json?.array?.first?[key: "makeable_quantity"]?.integer == 400, "\(inspected.errors)")
            let floor = try await stockpile("floor", "report", "c-market-1", "rice", "720", "--as", "liaison1")
            #expect(floor.exitCode == 0, "\(floor.errors)")
            let breached = try await stockpile("floor", "list", "--breached", "--as", "commander1", "--format", "json")
            #expect(breached.json?.array?.map { $0[key: "shortfall"]?.integer } == [80])
        }
    }

    @Test func `the share under agreement, advisory layers and the list for requisition are read by everybody`() async throws {
        try await LoadedExample.run { stockpile in
            for by in ["item", "category", "value"] {
                let share = try await stockpile("agreement", "share", "--by", by, "--as", "auditor1", "--format", "json")
                #expect(share.exitCode == 0 && share.json?.array?.isEmpty == false, "\(share.errors)")
            }
            #expect(try await stockpile("agreement", "share", "--by", "colour", "--as", "auditor1").exitCode == 65)
            #expect(try await stockpile("agreement", "share", "--record", "--as", "keeper1").exitCode == 77)
            #expect(try await stockpile("agreement", "share", "--record", "--as", "finance1").exitCode == 0)
            let trend = try await stockpile("agreement", "share", "--by", "value", "--trend", "--as", "auditor1", "--format", "json")
            #expect(trend.json?.array?.count == 1)
            for command in [["advisory", "list"], ["requisition-list", "list"], ["capacity", "list"], ["floor", "list"]] {
                for language in ["zh", "en"] {
                    let listed = try await stockpile.run(command + ["--as", "auditor1", "--lang", language])
                    #expect(listed.exitCode == 0 && listed.output.split(separator: "\n").count > 2, "\(command) \(listed.errors)")
                }
            }
            let added = try await stockpile(
                "requisition-list", "add", "--holder", "某运输公司", "--classification", "2999900", "--quantity", "6", "--unit", "辆",
                "--location", "停车场", "--source", "摸底", "--as", "commander1", "--format", "json")
            let number = try #require(added.json?.array?.first?[key: "number"]?.text)
            #expect(try await stockpile("requisition-list", "retire", number, "--as", "commander1").exitCode == 0)
            #expect(try await stockpile("requisition-list", "retire", number, "--as", "commander1").exitCode == 1)
            #expect(try await stockpile("agreement", "remind", "--as", "commander1").exitCode == 0)
        }
    }
}
