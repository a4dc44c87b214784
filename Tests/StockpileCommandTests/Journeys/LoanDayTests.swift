import Foundation
import StockpileModel
import Testing

@Suite("A day of loans, changes and papers")
struct LoanDayTests {
    @Test func `lends with a paper, sees what is out, takes it back, accepts it`() async throws {
        try await LoadedExample.run { stockpile in
            let folder = FileManager.default.temporaryDirectory.appending(path: "papers-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let papers = ["slip.txt", "photo.jpg"].map { folder.appending(path: $0) }
            for paper in papers { try Data(paper.lastPathComponent.utf8).write(to: paper) }
            let lent = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "5", "--purpose", "loan", "--borrower", "一小",
                "--due-on", "2099-12-31", "--occasion", "演练", "--attach", papers[0].path, "--attach", papers[1].path, "--as", "keeper1",
                "--format", "json")
            #expect(lent.exitCode == 0, "\(lent.errors)")
            let number = try #require(lent.json?[key: "number"]?.text)
            #expect(lent.json?[key: "attachments"]?.array?.count == 2)
            let list = try await stockpile("loan", "list", "--as", "keeper2", "--format", "json")
            #expect(list.json?.array?.map { $0[key: "quantity"]?.integer }.reduce(0) { $0 + ($1 ?? 0) } == 5)
            #expect(try await stockpile("loan", "list", "--overdue", "--as", "keeper2", "--format", "json").json?.array?.isEmpty == true)

            let back = try await stockpile(
                "receipt", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "5", "--purpose", "loan_return", "--loan",
                number, "--as", "keeper2", "--format", "json")
            #expect(back.exitCode == 0, "\(back.errors)")
            let line = try #require(back.json?[key: "lines"]?.array?.first)
            #expect(line[key: "to_condition"] == "in_inspection")
            let accepted = try await stockpile(
                "lot", "change-condition", line[key: "lot"]?.text ?? "", "--item", "quilt-cotton", "--place", "WS01", "--from-condition",
                "in_inspection", "--quantity", "5", "--to", "good", "--reason", "完好", "--as", "keeper1")
            #expect(accepted.exitCode == 0, "\(accepted.errors)")
            #expect(accepted.output.contains("完好"))
        }
    }

    @Test func `attaches a paper later and gets it back as it was; never over a file that is there`() async throws {
        try await LoadedExample.run { stockpile in
            let folder = FileManager.default.temporaryDirectory.appending(path: "papers-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let (paper, copy) = (folder.appending(path: "acceptance.txt"), folder.appending(path: "copy.txt"))
            try Data("验收单".utf8).write(to: paper)
            let posted = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "1", "--as", "keeper1", "--format", "json")
            let number = try #require(posted.json?[key: "number"]?.text)
            let attached = try await stockpile("document", "attach", number, paper.path, "--as", "keeper1", "--format", "json")
            #expect(attached.exitCode == 0, "\(attached.errors)")
            let hash = try #require(attached.json?[key: "attachments"]?.array?.first?[key: "sha256"]?.text)
            let save = ["document", "attachment", number, String(hash.prefix(8)), "--output", copy.path, "--as", "auditor1"]
            #expect(try await stockpile.run(save).exitCode == 0)
            #expect(try Data(contentsOf: copy) == Data("验收单".utf8))
            let again = try await stockpile.run(save)
            #expect(again.exitCode == 65 && again.errors.contains("不能写入"))
            let twice = try await stockpile("document", "attach", number, paper.path, "--as", "keeper1")
            #expect(twice.exitCode == 1 && twice.errors.hasPrefix("SP518"))
            #expect(
                try await stockpile("document", "attach", number, folder.appending(path: "none").path, "--as", "keeper1").exitCode == 65)
        }
    }

    @Test func `what says nothing for a purpose is refused, all of it at once`() async throws {
        try await LoadedExample.run { stockpile in
            let issue = try await stockpile(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "1", "--borrower", "一小", "--due-on",
                "2099-12-31", "--as", "keeper1")
            #expect(issue.exitCode == 65 && issue.errors.contains("--borrower") && issue.errors.contains("--due-on"))
            let receipt = try await stockpile(
                "receipt", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "1", "--loan", "X", "--as", "keeper1")
            #expect(receipt.exitCode == 65 && receipt.errors.contains("--loan"))
            let change = try await stockpile(
                "lot", "reclassify", "WS01-20230526-001", "--place", "WS01", "--quantity", "0", "--as", "finance1")
            #expect(change.exitCode == 65 && change.errors.contains("--to-category") && change.errors.contains("--quantity"))
            let owner = try await stockpile(
                "lot", "change-owner", "WS01-20230526-001", "--item", "quilt-cotton", "--place", "WS01", "--to", "town-13", "--quantity",
                "2",
                "--reason", "划转", "--reference", "文1", "--checker", "finance2", "--as", "finance1")
            #expect(owner.exitCode == 0, "\(owner.errors)")
        }
    }
}
