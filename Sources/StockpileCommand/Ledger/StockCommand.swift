package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// What a stock list is grouped by, as an argument.
package enum GroupingOption: String, ExpressibleByArgument, CaseIterable {
    case item, place, lot, category, bin, owner
}

/// `stockpile stock …`
package struct StockCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stock", abstract: "库存 · Stock", subcommands: [List.self])

    package init() {}

    /// `stockpile stock list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "库存清单 · List stock",
            discussion: """
                例 / Examples:
                  stockpile stock list --by category
                  stockpile stock list --by lot --item quilt-cotton --format csv
                  stockpile stock list --by bin --place WS01
                  stockpile stock list --as-of 2026-10-31 --known-at 2026-11-05      当时的库存，按当时所知 / then, as known then
                """)

        @Option(name: .long, help: "汇总方式：item、place、lot、category、bin 货位、owner 物权单位。Grouped by.")
        var by: GroupingOption = .item
        @Option(name: .long, help: "只看某品种。Only this item.", transform: Input.code)
        var item: String?
        @Option(name: .long, help: "只看某地点。Only this place.", transform: Input.code)
        var place: String?
        @Option(name: .long, help: "只看某类别。Only this category.", transform: Input.code)
        var category: String?
        @Option(name: .long, help: "只看某批次。Only this lot.")
        var lot: String?
        @Option(name: .long, help: "只看某物权单位。Only this owner.", transform: Input.code)
        var owner: String?
        @Option(name: .long, help: "某日终了或某一时刻的库存（按发生时间）。Stock at the end of a day or at a moment, by when goods moved.")
        var asOf: String?
        @Option(name: .long, help: "按当时所知（按记账时间）。As it was known then, by when it was recorded.")
        var knownAt: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let filter = StockFilter(item: item, place: place, category: category, lot: lot, owner: owner)
                let moment = try operations.moment(asOf: asOf, knownAt: knownAt)
                let rows = try await operations.listStock(by: StockGrouping(rawValue: by.rawValue) ?? .item, filter, at: moment)
                execution.output.list(rows, columns: columns)
            }
        }

        private var columns: [String] {
            switch by {
            case .item: Shown.stockByItem
            case .place: Shown.stockByPlace
            case .category: Shown.stockByCategory
            case .lot: Shown.stockByLot
            case .bin: Shown.stockByBin
            case .owner: Shown.stockByOwner
            }
        }
    }
}
