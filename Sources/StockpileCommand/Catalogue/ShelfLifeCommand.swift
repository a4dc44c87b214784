package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile item shelf-life …`
package struct ShelfLifeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "shelf-life", abstract: "储存年限规则及出处 · How long goods last, by each source", subcommands: [List.self])
    package init() {}

    /// `stockpile item shelf-life list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "年限规则；来源不一时最短者起作用 · The rules; where sources conflict the shortest decides",
            discussion: "例 / Example:\n  stockpile item shelf-life list --item helmet-fire")
        @Option(name: .long, help: "只看该品种。Of this item only.", transform: Input.code)
        var item: String?
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listShelfLives(item: item), columns: Shown.shelfLives)
            }
        }
    }
}
