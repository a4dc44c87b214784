/// What the run survived, and what it found.
struct Report: Sendable {
    let seed: UInt64
    let seconds: Int
    let done: Mischief.Done
    let minima: Minima
    let entries: [Journal.Entry]
    let findings: FinalCheck.Findings
    let script: Script
    /// Resolved by the server and sent again, as its log tells of them; each is a second lost for somebody.
    let deadlocks: [String]

    /// At most so many differences are printed; their number always is.
    private static let printedMax = 40
    /// Each is many lines.
    private static let printedDeadlocksMax = 4

    var documents: Int { entries.count { $0.outcome == .done && script.action($0.name).makesDocument } }

    var missing: [String] { minima.missing(done, documents: documents) }

    /// 0 clean, 3 differences found, 1 less gone through than it must.
    var exitCode: Int32 { !findings.differences.isEmpty ? 3 : missing.isEmpty ? 0 : 1 }

    var text: String {
        let refused = Dictionary(grouping: entries.filter { $0.outcome == .refused }, by: \.text).mapValues(\.count)
        let reasons = refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) × \($0.value)" }.joined(separator: ", ")
        let acknowledged = Dictionary(grouping: entries.filter { $0.outcome == .done }) { script.kind($0.name).name }.mapValues(\.count)
        let kinds = acknowledged.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) × \($0.value)" }
        var lines = [
            "随机种子 · seed: \(seed)",
            "时长 · seconds: \(seconds)",
            "服务器被杀 · server kills: \(done.crashes)",
            "断开的连接 · connections cut: \(done.connectionsCut)",
            "被杀的客户端进程 · client processes killed: \(done.clientsKilled)",
            "重发次数 · retries: \(entries.map(\.resent).reduce(0, +))",
            "已确认单据 · acknowledged documents: \(documents)",
            "已确认请求 · acknowledged requests: \(acknowledged.values.reduce(0, +)) (\(kinds.joined(separator: ", ")))",
            "被拒绝的请求 · refused requests: \(refused.values.reduce(0, +)) (\(reasons))",
            "结果未知而已入账 · unknown, found in the ledger: \(findings.foundUnknown)",
            "结果未知而未入账 · unknown, not in the ledger: \(findings.absentUnknown)",
            "死锁 · deadlocks: \(deadlocks.count)",
            "最后全部重发 · all sent again at the end: \(findings.sentAgain)",
            "差异 · differences: \(findings.differences.count)",
        ]
        lines += findings.differences.prefix(Self.printedMax).map { "  \($0)" }
        if findings.differences.count > Self.printedMax { lines.append("  …") }
        lines += deadlocks.prefix(Self.printedDeadlocksMax).map { "  \($0)" }
        if !missing.isEmpty { lines.append("未达到最低次数 · less gone through than a run must: \(missing.joined(separator: "; "))") }
        lines.append(verdict)
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        switch exitCode {
        case 0: "通过 · clean"
        case 3: "账本有差异 · the ledger is not whole"
        default: "未完成 · not enough of a run to prove anything"
        }
    }
}
