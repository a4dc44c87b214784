import Foundation
import StockpileModel
import StockpileTesting
import Testing

@Suite("Exit codes and errors")
struct ExitCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let exitCode: Int32
        let code: String

        init(_ command: String, _ exitCode: Int32, _ code: String) {
            arguments = command.split(separator: " ").map(String.init)
            self.exitCode = exitCode
            self.code = code
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let receipt = "receipt post --place WS01 --item quilt-cotton --quantity 1"
    static let cases = [
        Case("issue post --place WS01 --item quilt-cotton --quantity 99999999 --as keeper1", 1, "SP101"),
        Case("\(receipt) --category flood_drought --as keeper1", 1, "SP602"),
        Case("\(receipt) --occurred-at 2999-01-01T00:00:00Z --as keeper1", 1, "SP302"),
        Case("transfer post --place WS01 --to WS01 --item quilt-cotton --quantity 1 --as keeper1", 1, "SP603"),
        Case("readiness check --level I --scenario flood --as keeper1", 1, "SP609"),
        Case("period close --period 2999-01 --as finance1", 1, "SP303"),
        Case("\(receipt)x --as keeper1", 65, "SP600"),
        Case("\(receipt) --purpose eat --as keeper1", 65, "SP600"),
        Case("\(receipt) --condition broken --as keeper1", 65, "SP600"),
        Case("\(receipt) --unit-cost-fen cheap --as keeper1", 65, "SP600"),
        Case("\(receipt) --manufactured-on yesterday --as keeper1", 65, "SP600"),
        Case("receipt post --place WS01 --as keeper1", 65, "SP600"),
        Case("receipt post --place NOWHERE --item nothing --quantity 1 --as keeper1", 65, "SP600"),
        Case("issue post --place WS01 --item quilt-cotton --quantity 1 --purpose eat --as keeper1", 65, "SP600"),
        Case("issue post --place WS01 --file /nonexistent/lines.csv --as keeper1", 65, "SP600"),
        Case("order issue --item quilt-cotton --quantity 1 --as commander1", 65, "SP600"),
        Case("readiness check --level IX --scenario flood --as keeper1", 65, "SP600"),
        Case("reconciliation run --period 2026-13 --as finance1", 65, "SP600"),
        Case("import district /nonexistent --as admin1", 65, "SP600"),
        Case("readiness check --level II --scenario nowhere --as keeper1", 66, "SP601"),
        Case("document show NONE --as keeper1", 66, "SP601"),
        Case("document reverse NONE --as keeper1", 66, "SP601"),
        Case("order show NONE --as keeper1", 66, "SP601"),
        Case("order dispatch NONE --as keeper1", 66, "SP601"),
        Case("write-off approve NONE --as finance1", 66, "SP601"),
        Case("lot hold NONE --as keeper1", 66, "SP601"),
        Case("stock list --item nothing --as keeper1", 66, "SP601"),
        Case("stock list --by lot --lot NONE --as keeper1", 66, "SP601"),
        Case("stock list --by category --category nothing --as keeper1", 66, "SP601"),
        Case("item list --category nothing --as keeper1", 66, "SP601"),
        Case("\(receipt) --as auditor1", 77, "SP401"),
        Case("order issue --item quilt-cotton --quantity 1 --to WS13 --as keeper1", 77, "SP401"),
        Case("period close --period 2026-10 --as keeper1", 77, "SP401"),
        Case(
            "scenario create flood_again --like flood --plan 彭水县自然灾害救助应急预案 --level II --set in_need=800 --name 洪涝 --source 测算 "
                + "--as keeper1", 77, "SP401"),
        Case("stock list --as nobody-knows", 77, "SP403"),
    ]

    @Test func `each kind of failure has its exit code and its code, for people in their language and for programs as JSON`() async throws {
        try await LoadedExample.run { stockpile in
            for failure in Self.cases {
                for language in ["zh", "en"] {
                    let told = try await stockpile.run(failure.arguments + ["--lang", language])
                    #expect(told.exitCode == failure.exitCode, "\(failure.testDescription): \(told.errors)")
                    #expect(told.errors.hasPrefix("\(failure.code)  "), "\(failure.testDescription): \(told.errors)")
                    #expect(told.output.isEmpty, "\(failure.testDescription)")
                    #expect(WordsTests.isChinese(told.errors) || language == "en", "\(told.errors)")
                    #expect(!told.errors.contains("{"), "raw data among the words: \(told.errors)")
                }
                let run = try await stockpile.run(failure.arguments + ["--format", "json", "--lang", "en"])
                let error = JSONValue(parsing: run.errors)?[key: "error"]
                #expect(run.exitCode == failure.exitCode && run.output.isEmpty, "\(failure.testDescription)")
                #expect(error?[key: "code"]?.text == failure.code, "\(failure.testDescription): \(run.errors)")
                #expect(error?[key: "title"]?.text?.isEmpty == false && error?[key: "detail"]?.members != nil)
                #expect((error?[key: "problems"]?.array?.isEmpty == false) == (failure.exitCode == 65), "\(failure.testDescription)")
            }
        }
    }

    @Test(
        arguments: [
            "stock list --by colour", "stock list --format xml", "lot list --expires-within soon", "lot list --expires-within=99999999",
            "order list --limit=-1", "rotation list --within=-1", "rotation plan --months 0", "order show", "nonsense",
            "stock list --colour red", "serve --port 99999",
            "order issue --item quilt-cotton --quantity 1 --due-hours 0",
            "receipt post --place WS01 --item quilt-cotton --quantity 1 --place WS02", "transfer post --to WS01 --to=WS02 --place WS03",
        ])
    func `what is not a command of ours is a mistake of usage`(command: String) async throws {
        let run = try await Program(environment: [:]).run(command.split(separator: " ").map(String.init))
        #expect(run.exitCode == 64)
        #expect(run.output.isEmpty && run.errors.contains("Usage: stockpile"))
    }

    @Test func `a problem of a file names its file, line, column, field, code and message`() async throws {
        try await LoadedExample.run { stockpile in
            let run = try await stockpile(
                "receipt", "post", "--place", "WS01", "--file", "-", "--as", "keeper1", "--format", "json", "--lang", "en",
                input: "item,quantity,manufactured_on\nquilt-cotton,10,2026-02-30\n")
            let problem = try #require(JSONValue(parsing: run.errors)?[key: "error"]?[key: "problems"]?.array?.first)
            #expect(problem.keys == ["file", "line", "column", "field", "code", "message"])
            #expect(problem[key: "file"] == "stdin" && problem[key: "line"] == 2 && problem[key: "column"] == 3)
            #expect(problem[key: "field"] == "manufactured_on" && problem[key: "code"] == "not_a_date")
            #expect(problem[key: "message"]?.text?.contains("2026-02-30") == true)
        }
    }

    @Test func `an empty database says which command makes it right`() async throws {
        let conninfo = try await TestCluster.shared.emptyDatabase()
        let stockpile = Program(database: conninfo)
        let before = try await stockpile("stock", "list", "--as", "keeper1", "--format", "json")
        #expect(before.exitCode == 78 && before.output.isEmpty)
        let error = JSONValue(parsing: before.errors)?[key: "error"]
        #expect(error?[key: "code"] == "SP612" && error?[key: "hint"]?.text?.contains("stockpile database migrate") == true)
        #expect(try await stockpile("serve", "--port", "0").exitCode == 78)
        #expect(try await stockpile("database", "migrate").exitCode == 0)
        #expect(try await stockpile("database", "migrate", "--lang", "en").output.contains("up to date"))
        let empty = try await stockpile("stock", "list", "--as", "keeper1")
        #expect(empty.exitCode == 1 && empty.errors.hasPrefix("SP611") && empty.errors.contains("stockpile import district"))
        try await TestCluster.shared.drop(conninfo)
    }

    @Test func `a server that is not there is a reason to try again`() async throws {
        let stockpile = Program(database: "host=/nonexistent dbname=x user=postgres")
        let run = try await stockpile("stock", "list", "--as", "keeper1", "--format", "json")
        #expect(run.exitCode == 75 && run.output.isEmpty)
        #expect(JSONValue(parsing: run.errors)?[key: "error"]?[key: "code"] == "SP203")
        #expect(try await stockpile("serve", "--port", "0").exitCode == 75)
    }
}
