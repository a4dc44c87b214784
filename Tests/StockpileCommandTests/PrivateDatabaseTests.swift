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

    @Test func `another database is never confused with the private one`() async throws {
        try await Self.withHome { _, stockpile in
            #expect(try await stockpile("database", "start").exitCode == 0)
            for command in ["start", "stop", "status"] {
                let run = try await stockpile("database", command, "--database", "postgresql://x/y")
                #expect(run.exitCode == 65 && run.errors.contains("--database"), "\(run.errors)")
            }
            var named = stockpile
            named.environment["STOCKPILE_DATABASE_URL"] = "postgresql://x/y"
            let status = try await named("database", "status")
            #expect(status.output.contains("运行中") && status.output.contains("STOCKPILE_DATABASE_URL"))
            let applied = try await stockpile("database", "migrate", "--format", "csv").output.split(separator: "\n")
            #expect(applied.first == "file" && applied.count > 20)
            #expect(try await stockpile("database", "migrate", "--format", "csv").output == "file\n")
        }
    }

    @Test func `a folder that cannot be loaded does not cost the earlier demonstration`() async throws {
        try await Self.withHome { home, stockpile in
            #expect(try await stockpile("demo").exitCode == 0)
            let refused = try await stockpile("demo", "--example", "/nonexistent")
            #expect(refused.exitCode == 65, "\(refused.errors)")
            var demo = stockpile
            demo.environment["STOCKPILE_HOME"] = "\(home)-demo"
            #expect(try await demo("ledger", "verify", "--as", "keeper1").exitCode == 0, "all is still there")
        }
    }

    @Test func `a port that is taken is said to be taken, and by nothing else`() async throws {
        try await Self.withHome { _, stockpile in
            #expect(try await stockpile("database", "migrate").exitCode == 0)
            let taken = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(taken) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isListening = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                    bind(taken, raw, size) == 0 && listen(taken, 1) == 0 && getsockname(taken, raw, &size) == 0
                }
            }
            try #require(isListening)
            let run = try await stockpile("serve", "--port", String(UInt16(bigEndian: address.sin_port)))
            #expect(run.exitCode == 65, "\(run.errors)")
            #expect(run.errors.contains("已被另一个程序占用") && !(run.output + run.errors).contains("due releases failed"), "\(run.output)")
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
