internal import StockpileModel
internal import StockpileOperations

/// Everything that must hold after the run, whatever was killed on the way.
struct FinalCheck {
    let server: TortureServer
    let script: Script
    let entries: [Journal.Entry]
    /// Requests that were on their way when their client was killed for the last time.
    let unfinished: [RequestName]

    struct Findings: Sendable {
        var differences: [String] = []
        /// Requests without an answer that turned out to have been carried out, and those that were not.
        var foundUnknown = 0
        var absentUnknown = 0
        var sentAgain = 0
    }

    func run(_ desk: Desk) async throws -> Findings {
        var findings = Findings()
        let facts = try await LedgerFacts(server, keys: script.keys)
        findings.differences += facts.strange.map { "\($0): from none of the clients" }
        findings.differences += entries.filter { $0.outcome == .failed }.map { "\($0.name) was answered: \($0.text)" }
        checkEntries(facts, &findings)
        checkBooks(facts, &findings)
        let verified = try await desk.auditor.verifyLedger().differences
        findings.differences += verified.map { "ledger verify: \($0.written)" }
        let resend = Resend(desk: desk, script: script, entries: entries.filter { $0.outcome == .done })
        let before = try await LedgerFacts.fingerprint(server)
        findings.differences += try await resend.run()
        findings.sentAgain = resend.entries.count
        let after = try await LedgerFacts.fingerprint(server)
        if before != after { findings.differences.append("sending everything again changed the ledger: \(before) → \(after)") }
        return findings
    }

    /// Acknowledged: there once. Refused: not there. Unknown: there once or not at all. Nothing else is there.
    private func checkEntries(_ facts: LedgerFacts, _ findings: inout Findings) {
        var known = Set<RequestName>()
        func check(_ name: RequestName, _ outcome: Journal.Outcome, key: String) {
            known.insert(name)
            let rows = facts.requests[name] ?? []
            let own = rows.filter { $0.key == key }.count
            let tags = facts.tags[name.tag] ?? 0
            let isTagged = script.action(name).isTagged
            switch outcome {
            case .done:
                if own != 1 { findings.differences.append("\(name) was acknowledged, and its key is there \(own) times") }
                if isTagged, tags != 1 { findings.differences.append("\(name) was acknowledged once and is there \(tags) times") }
            case .refused, .failed:
                if !rows.isEmpty || tags > 0 { findings.differences.append("\(name) was refused and is there all the same") }
            case .unknown:
                if rows.isEmpty { findings.absentUnknown += 1 } else { findings.foundUnknown += 1 }
                if tags > 1 || (isTagged && (tags == 1) != !rows.isEmpty) {
                    findings.differences.append("\(name) got no answer, and is there \(tags) times under \(rows.count) keys")
                }
            }
        }
        for entry in entries { check(entry.name, entry.outcome, key: entry.key) }
        for name in unfinished { check(name, .unknown, key: script.keys.key(name)) }
        for name in facts.requests.keys.sorted() where !known.contains(name) {
            findings.differences.append("\(name) is there, and nobody has asked for it yet")
        }
    }

    /// The model is told which requests took effect, and must then agree with every balance.
    private func checkBooks(_ facts: LedgerFacts, _ findings: inout Findings) {
        let requests = facts.requests.map { name, rows in
            let answer = rows.lazy.compactMap(\.answer).first.flatMap { JSONValue(parsing: $0) } ?? .null
            return (name, (found: facts.movements[name] ?? [], answer: answer))
        }
        let books = Books(script, Dictionary(uniqueKeysWithValues: requests))
        books.enterAll()
        findings.differences += books.differences
        findings.differences += books.compare(facts.balances)
    }
}

/// Sends every acknowledged request once more, under the key that was acknowledged.
struct Resend: Sendable {
    let desk: Desk
    let script: Script
    let entries: [Journal.Entry]

    /// What was answered otherwise than the first time.
    func run() async throws -> [String] {
        let groups = 8
        return try await withThrowingTaskGroup(of: [String].self) { group in
            for part in 0..<groups {
                group.addTask {
                    var differences: [String] = []
                    for index in stride(from: part, to: entries.count, by: groups) {
                        if let difference = try await askAgain(entries[index]) { differences.append(difference) }
                    }
                    return differences
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func askAgain(_ entry: Journal.Entry) async throws -> String? {
        guard let key = IdempotencyKey(rawValue: entry.key) else { return "\(entry.key) is no key" }
        do {
            let answer = try await script.action(entry.name).send(desk, key).canonical
            return answer == entry.text ? nil : "\(entry.name), sent again, was answered \(answer) instead of \(entry.text)"
        } catch {
            return "\(entry.name), sent again, was answered: \(error)"
        }
    }
}
