package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile ledger …`
package struct LedgerCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "台账 · The ledger", subcommands: [Verify.self, Export.self, Seal.self, Events.self])

    package init() {}

    /// `stockpile ledger verify`
    package struct Verify: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "核对全部结存与封存链；有差异退出码 3 · Check balances and the seal; exit 3 on a difference",
            discussion: """
                封存链默认从上次核对无误的区块之后开始；--full 从头核对。只核对，不修复。
                The seal is read from the last block found whole; --full reads all of it. Nothing is ever repaired.
                例 / Example:
                  stockpile ledger verify --head 3f9a… --as auditor1
                """)

        @Option(name: .long, help: "链头（如结账单所印）；须在链上。Head hash, as on a close sheet: must be in the chain.")
        var head: String?
        @Flag(name: .long, help: "只核对结存。Only the balances.")
        var balancesOnly = false
        @Flag(name: .long, help: "从第一个区块起完整核对。From the first block on.")
        var full = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            if let head, HeadHash(head) == nil {
                throw ValidationError("--head: 64 位十六进制 / 64 hexadecimal digits")
            }
        }

        package func run() async throws {
            let scope = VerificationScope(isBalancesOnly: balancesOnly, isFull: full, head: head.flatMap(HeadHash.init))
            try await Execution.run(options) { operations, execution in
                let found = try await operations.verifyLedger(scope)
                let answer = JSONValue.object(
                    [JSONMember("is_whole", .bool(found.differences.isEmpty))] + (found.counts.members ?? [])
                        + [JSONMember("differences", .array(found.differences))])
                execution.output.object(
                    answer, keys: Shown.ledgerCounts, lists: [("differences", Shown.differences)])
                if found.differences.isEmpty {
                    execution.output.say("账账相符：台账完整。", "The ledger is whole.")
                } else {
                    throw ExitCode(3)
                }
            }
        }
    }

    /// `stockpile ledger seal`
    package struct Seal: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "seal", abstract: "封存已记账的单据 · Seal what has been posted",
            discussion: """
                serve 每十秒自动封存。By itself every ten seconds while `serve` runs.
                例 / Example:
                  stockpile ledger seal --as finance1
                """)

        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.object(try await operations.sealLedger(), keys: Shown.seal)
            }
        }
    }

    /// `stockpile ledger events`
    package struct Events: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "events", abstract: "按封存序号列出单据，可重放 · Sealed documents in their order, to be replayed from any position",
            discussion: """
                读到哪里由读者记住；频道 stockpile_sealed 通知新的末尾序号。
                The reader remembers how far it has read; the channel stockpile_sealed tells the newest position.
                例 / Example:
                  stockpile ledger events --after 120 --limit 50 --format json
                """)

        @Option(name: .long, help: "已读到的封存序号。Position read already.")
        var after: Int64 = 0
        @Option(name: .long, help: "最多几条，1–10000。At most so many.")
        var limit: Int64 = 100
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            guard after >= 0 else { throw ValidationError("--after: 0…") }
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit: 1–10000") }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listEvents(after: after, limit: limit), columns: Shown.events)
            }
        }
    }
}
