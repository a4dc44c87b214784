package import ArgumentParser
internal import Foundation
internal import Postgres
internal import StockpileStore

/// The command `stockpile-torture`: kills the server, the connections and the clients under a working ledger, and looks what is left.
package struct Torture: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stockpile-torture", abstract: "账本压力与崩溃测试 · Tortures a ledger and checks what is left of it",
        discussion: """
            在 /tmp 中的临时数据库（fsync 开启）上，多个客户端随机入库、出库、移库、冻结、下令、核销、冲销；期间随机以 SIGKILL
            杀死 PostgreSQL 并重启、断开连接、杀死客户端进程，未获答复的请求以原键重发。结束后：已确认的恰有一次，未确认的至多一次，
            重发答复相同且不改变账本，ledger verify 无差异，内存中独立的模型与每个账户余额一致。不接触任何真实数据。
            同一种子重放同样的请求。SIGKILL 证明的是崩溃恢复，不是断电：操作系统仍会写完缓存。
            完整运行为 \(Minima.fullSeconds) 秒以上，至少 20 次杀死服务器、200 次断开连接、20,000 份已确认单据；较短的按时长比例，至少各 1。
            退出码：0 通过；3 有差异；1 未达到最低次数；64 用法错误；70 程序故障。

            Many clients post random documents on a throw-away durable server in /tmp.
            Meanwhile PostgreSQL is killed with SIGKILL and restarted, connections are cut
            and client processes killed; what got no answer is sent again under its key.
            At the end all that was acknowledged is there once, the rest at most once;
            every key sent again answers the same and changes nothing; ledger verify is
            clean; and an independent model in memory agrees with every balance.
            No real data is touched. The same seed replays the same requests.
            SIGKILL proves crash recovery, not power loss: the operating system lives on
            and writes what it was given.
            A full run lasts \(Minima.fullSeconds) seconds or more and owes 20 kills, 200 cut connections
            and 20,000 acknowledged documents; a shorter one its share, at least 1 each.
            Exit: 0 clean; 3 differences; 1 minima not reached; 64 usage; 70 our fault.
            """)

    @Option(name: .long, help: "随机种子，不写则随机选一个并打印。The seed; one is chosen and printed when left out.")
    var seed: UInt64?
    @Option(name: .long, help: "操作持续的秒数，检查另计。How long the clients work; checking comes on top.")
    var seconds = Minima.fullSeconds
    @Option(name: .long, help: "同时工作的客户端。Clients at work at the same time.")
    var clients = 12
    @Option(name: .long, help: "客户端进程数。Processes they are shared out to.")
    var processes = 3
    @Option(name: .long, help: "杀死服务器的次数，默认按时长。Server kills; by the seconds when left out.")
    var kills: Int?
    @Option(name: .long, help: "断开连接的次数，默认按时长。Connections to cut; by the seconds when left out.")
    var cuts: Int?
    @Option(name: .long, help: "杀死客户端进程的次数，默认按时长。Client processes to kill; by the seconds when left out.")
    var clientKills: Int?
    @Flag(name: .long, help: "自检：重发时换键，必须报告差异。Self-test: repeated requests get fresh keys; must end in 3.")
    var withoutKeyCheck = false
    @Flag(name: .long, help: "自检：不锁账户，必须报告差异。Self-test: accounts are not locked; must end in 3.")
    var withoutLock = false

    package init() {}

    package func validate() throws {
        guard (1...86_400).contains(seconds) else { throw ValidationError("--seconds: 1–86400") }
        guard (1...64).contains(clients) else { throw ValidationError("--clients: 1–64") }
        guard (1...clients).contains(processes) else { throw ValidationError("--processes: 1–\(clients)") }
        for (name, count) in [("kills", kills), ("cuts", cuts), ("client-kills", clientKills)] {
            guard (0...100_000).contains(count ?? 0) else { throw ValidationError("--\(name): 0–100000") }
        }
    }

    package func run() async throws {
        let run = TortureRun(
            script: Script(seed: seed ?? UInt64.random(in: 1...999_999), clients: clients), seconds: seconds, processes: processes,
            crashes: kills ?? max(1, seconds * 24 / 180), cuts: cuts ?? max(2, seconds * 300 / 180),
            clientKills: clientKills ?? max(1, seconds * 24 / 180), keepsKeys: !withoutKeyCheck, locks: !withoutLock)
        Torture.say("随机种子 · seed: \(run.script.seed)")
        let report: Report
        do {
            report = try await TortureServer.with { try await run.play(on: $0) }
        } catch is CancellationError {
            Torture.say("已中断 · interrupted")
            throw ExitCode(130)
        } catch {
            Torture.say("\(error)")
            throw ExitCode(70)
        }
        print(report.text)
        if report.exitCode != 0 { throw ExitCode(report.exitCode) }
    }

    /// What happens goes to standard error; the report alone goes to standard output.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
