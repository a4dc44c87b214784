import Foundation
import StockpileModel
import Testing

@Suite("The private database")
struct PrivateDatabaseTests {
    @Test func `from nothing to an answer, through stop, kill and two commands at once`() async throws {
        try await Self.withHome { home, stockpile in
            #expect(try await stockpile("database", "status").output.contains("尚未建立"))
            let example = Program.root.appending(path: "examples/wansheng").path
            let first = try await stockpile("import", "district", example, "--as", "admin1")
            #expect(first.exitCode == 0, "\(first.errors)")
            let again = try await stockpile("import", "district", example, "--as", "admin1")
            #expect(again.exitCode == 0 && again.output.contains("未作更改"))
            let status = try await stockpile("database", "status", "--format", "json")
            #expect(status.json?[key: "state"] == "running" && status.json?[key: "process"]?.integer ?? 0 > 1)
            #expect(try await stockpile("database", "psql", "--", "-Atc", "SELECT 6 * 7").output == "42\n")
            #expect(try await stockpile("database", "stop").output.contains("已停止"))
            #expect(try await stockpile("database", "status").output.contains("已停止"))
            async let one = stockpile("stock", "list", "--as", "keeper1")
            async let two = stockpile("lot", "list", "--as", "keeper1")
            #expect(try await one.exitCode == 0)
            #expect(try await two.exitCode == 0)
            let pid = try #require(
                String(contentsOfFile: "\(home)/postgresql/postmaster.pid", encoding: .utf8).split(separator: "\n").first.flatMap {
                    Int32($0)
                })
            kill(pid, SIGKILL)
            let after = try await stockpile("ledger", "verify", "--as", "keeper1")
            #expect(after.exitCode == 0, "\(after.errors)")
        }
    }

    @Test func `the demonstration ends with the verdict, twice`() async throws {
        try await Self.withHome { _, stockpile in
            for _ in 0..<2 {
                let run = try await stockpile("demo")
                #expect(run.exitCode == 0, "\(run.errors)")
                #expect(run.output.contains("II 级响应，洪涝(规划人口2400)：不足"))
                #expect(run.output.components(separatedBy: "STOCKPILE_HOME=").count == 4)
            }
        }
    }

    @Test func `the demonstration never empties a folder with real stock in it`() async throws {
        try await Self.withHome { home, stockpile in
            let example = Program.root.appending(path: "examples/wansheng").path
            #expect(try await stockpile("import", "district", example, "--as", "admin1").exitCode == 0)
            var demo = stockpile
            demo.environment["STOCKPILE_DEMO_HOME"] = home
            for language in ["zh", "en"] {
                let refused = try await demo("demo", "--lang", language)
                #expect(refused.exitCode == 1 && refused.errors.hasPrefix("SP204  "), "\(refused.errors)")
                #expect(WordsTests.isChinese(refused.errors) == (language == "zh"))
            }
            #expect(try await stockpile("ledger", "verify", "--as", "keeper1").exitCode == 0, "all is still there")
        }
    }

    @Test func `the server answers its health route and stops when asked`() async throws {
        try await Self.withHome { _, stockpile in
            #expect(try await stockpile("database", "migrate").exitCode == 0)
            let port = Int.random(in: 20_000...60_000)
            let process = Process()
            process.executableURL = URL(filePath: Program.path)
            process.arguments = ["serve", "--port", String(port)]
            process.environment = stockpile.environment
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            var answer = ""
            for _ in 0..<100 where answer.isEmpty {
                try await Task.sleep(for: .milliseconds(100))
                answer = try await stockpile.run(
                    ["3", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/\(port) && printf '\(Self.healthRequest)' >&3 && cat <&3"],
                    program: "/usr/bin/timeout"
                ).output
            }
            #expect(answer.contains("200 OK") && answer.contains(#"{"status":"ok"}"#))
            process.terminate()
            for _ in 0..<100 where process.isRunning { try await Task.sleep(for: .milliseconds(100)) }
            #expect(!process.isRunning && process.terminationStatus == 0)
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
    }

    private static let healthRequest = #"GET /health HTTP/1.0\r\nHost: x\r\nConnection: close\r\n\r\n"#

    private static func withHome(_ body: (String, Program) async throws -> Void) async throws {
        let home = "/tmp/sp-home-\(UUID().uuidString.prefix(8))"
        let stockpile = Program(environment: ["STOCKPILE_HOME": home, "STOCKPILE_DEMO_HOME": "\(home)-demo", "HOME": home])
        do {
            try await body(home, stockpile)
        } catch {
            try await cleanUp(home, stockpile)
            throw error
        }
        try await cleanUp(home, stockpile)
    }

    private static func cleanUp(_ home: String, _ stockpile: Program) async throws {
        for folder in [home, "\(home)-demo"] {
            var program = stockpile
            program.environment["STOCKPILE_HOME"] = folder
            try await program("database", "stop")
            try? FileManager.default.removeItem(atPath: folder)
        }
    }
}
