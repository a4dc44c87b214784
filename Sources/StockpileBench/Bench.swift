package import ArgumentParser
internal import Foundation
internal import StockpileModel

/// The command `stockpile-bench`: our figures beside those of bare PostgreSQL, on a throw-away server of its own.
@main
package struct Bench: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stockpile-bench", abstract: "与纯 PostgreSQL 对比的性能测试 · Benchmarks against bare PostgreSQL",
        discussion: """
            每次测试使用 /tmp 中的临时数据库（fsync 开启），不接触任何真实数据；两边轮流测量，取中位数。
            Runs on a throw-away database in /tmp with fsync on and touches no real data; both sides in turn, medians.
              posting   function/1, /4, /16: post_document ÷ bare SQL; service/1, /4, /16: service layer ÷ pgbench calling post_document
            """)

    package enum Suite: String, ExpressibleByArgument, CaseIterable {
        case posting
    }

    package enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json
    }

    @Argument(help: "测试组。Which figures.")
    var suite: Suite = .posting
    @Option(name: .long, help: "输出格式：table、json。Output format.")
    var format: Format = .table
    @Option(name: .long, help: "每轮秒数。Seconds of each run.")
    var seconds = 5
    @Option(name: .long, help: "轮数，至少 3。Rounds of each figure, at least 3.")
    var rounds = 3
    @Option(name: .long, help: "只测名称以此开头的项目。Only figures whose name begins so.")
    var only = ""

    package init() {}

    package func validate() throws {
        guard (1...3600).contains(seconds) else { throw ValidationError("--seconds: 1–3600") }
        guard (3...99).contains(rounds) else { throw ValidationError("--rounds: 3–99") }
    }

    package func run() async throws {
        let (seconds, rounds, only) = (seconds, rounds, only)
        let results: [Comparison]
        do {
            results = try await BenchServer.with { server in
                let suite = PostingSuite(server: server, seconds: seconds, rounds: rounds) { Self.say("  \($0) …") }
                return try await suite.run { only.isEmpty || $0.hasPrefix(only) }
            }
        } catch is CancellationError {
            Self.say("已中断 · interrupted")
            throw ExitCode(130)
        } catch {
            Self.say("\(error)")
            throw ExitCode(70)
        }
        switch format {
        case .json: print(JSONValue.array(results.map(\.json)).written)
        case .table: print(Self.table(results))
        }
    }

    private static func table(_ results: [Comparison]) -> String {
        let rows = [["name", "ours", "bare", "ratio", "unit"]] + results.map(\.row)
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 || column == 4 ? row[column] + blanks : blanks + row[column]
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
