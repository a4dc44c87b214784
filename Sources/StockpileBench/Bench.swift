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
              posting   function…/1, /4, /16: the posting functions ÷ bare SQL; service…/N: service layer ÷ pgbench calling them;
                        100: documents of 100 lines; _hot: everybody on one lot
              load      first, live: COPY and post_documents ÷ COPY of the same rows into the same tables
              history   as_of…, known_at…: a past day ÷ now; verify…: ÷ one aggregation; posting_grown: all rows ÷ 50,000
              readiness check, forecast (365 days), stress (102 losses) of 100,000 lots ÷ one query that sums their free stock
            名称以 _time 结尾的是时间（越小越好），其余是速率（越大越好）。
            Names that end in _time are times (less is better), the others rates (more is better).
            """)

    package enum Suite: String, ExpressibleByArgument, CaseIterable {
        case posting, load, history, readiness
    }

    package enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json
    }

    @Argument(help: "测试组。Which figures.")
    var suite: Suite = .posting
    @Option(name: .long, help: "输出格式：table、json。Output format.")
    var format: Format = .table
    @Option(name: .long, help: "每轮秒数（posting_grown 为十倍）。Seconds of each run (of posting_grown ten times as many).")
    var seconds = 5
    @Option(name: .long, help: "轮数，至少 3。Rounds of each figure, at least 3.")
    var rounds = 3
    @Option(name: .long, help: "load、history 的分录数。Movements for load and history.")
    var rows = 200_000
    @Option(name: .long, help: "只测名称以此开头的项目。Only figures whose name begins so.")
    var only = ""

    package init() {}

    package func validate() throws {
        guard (1...3600).contains(seconds) else { throw ValidationError("--seconds: 1–3600") }
        guard (1_000...20_000_000).contains(rows) else { throw ValidationError("--rows: 1000–20000000") }
        guard (3...99).contains(rounds) else { throw ValidationError("--rounds: 3–99") }
    }

    package func run() async throws {
        let results: [Comparison]
        do {
            results = try await measure()
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

    private func measure() async throws -> [Comparison] {
        let (suite, seconds, rounds, rows, only) = (suite, seconds, rounds, rows, only)
        let wanted: @Sendable (String) -> Bool = { only.isEmpty || $0.hasPrefix(only) }
        let progress: @Sendable (String) -> Void = { Self.say("  \($0) …") }
        return try await BenchServer.with(stock: suite == .posting) { server in
            switch suite {
            case .posting: try await PostingSuite(server: server, seconds: seconds, rounds: rounds, progress: progress).run(wanted)
            case .load: try await LoadSuite(server: server, rows: rows, rounds: rounds, progress: progress).run(wanted)
            case .history:
                try await HistorySuite(server: server, rows: rows, seconds: seconds, rounds: rounds, progress: progress).run(wanted)
            case .readiness: try await ReadinessSuite(server: server, rounds: rounds, progress: progress).run(wanted)
            }
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
