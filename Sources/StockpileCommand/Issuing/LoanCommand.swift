package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile loan …`
package struct LoanCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "loan", abstract: "借用 · Loans", subcommands: [List.self])

    package init() {}

    /// `stockpile loan list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "借出未还：借给谁、何时应还、逾期几天 · What is out on loan: to whom, until when, days overdue",
            discussion: "例 / Example:\n  stockpile loan list --overdue")

        @Flag(name: .long, help: "只列逾期未还的。Only what is overdue.")
        var overdue = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listLoans(isOverdueOnly: overdue), columns: Shown.loans)
            }
        }
    }
}
