package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile document …`
package struct DocumentCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "document", abstract: "单据 · Documents", subcommands: [Show.self, Reverse.self])

    package init() {}

    /// `stockpile document show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "show", abstract: "查看单据 · Show a document")

        @Argument(help: "单据编号，如 WS01-RK-2026-000001。Document number.", transform: Input.code)
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let document = try await operations.showDocument(number)
                execution.output.object(document, keys: Shown.document, lists: [("lines", Shown.documentLines)])
            }
        }
    }

    /// `stockpile document reverse NUMBER`
    package struct Reverse: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "reverse", abstract: "冲销单据（唯一的更正办法）· Reverse a document, the only correction")

        @Argument(help: "单据编号。Document number.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "原因。Why.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let remarks = try Input.text(remarks, field: "--remarks")
                try await execution.show(try await operations.reverseDocument(number, remarks: remarks, key: keyed.value()), operations)
            }
        }
    }
}

/// `stockpile ledger …`
package struct LedgerCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "台账 · The ledger", subcommands: [Verify.self, Export.self])

    package init() {}

    /// `stockpile ledger verify`
    package struct Verify: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "由分录重算全部结存并核对；有差异退出码 3 · Recompute every balance; exit 3 on a difference")

        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let (counts, differences) = try await operations.verifyLedger()
                let answer = JSONValue.object(
                    [JSONMember("is_whole", .bool(differences.isEmpty))] + (counts.members ?? [])
                        + [JSONMember("differences", .array(differences))])
                execution.output.object(
                    answer, keys: Shown.ledgerCounts, lists: [("differences", Shown.differences)])
                if differences.isEmpty {
                    execution.output.say("账账相符：结存与分录一致。", "The ledger is whole: balances equal the movements.")
                } else {
                    throw ExitCode(3)
                }
            }
        }
    }
}
