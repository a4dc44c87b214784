package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile lot …`
package struct LotCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "lot", abstract: "批次 · Lots",
        subcommands: [
            List.self, Show.self, SetDates.self, LifeLeft.self, Test.self, Relabel.self, Hold.self, Release.self, ChangeCondition.self,
            ChangeOwner.self, Reclassify.self,
        ])

    package init() {}

    /// `stockpile lot list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "在库批次，先到期在前 · Lots in stock, soonest expiry first",
            discussion: "例 / Example:\n  stockpile lot list --expires-within 90")

        @Option(name: .long, help: "只列这些天内到期的（含已过期）。Only what expires within so many days.")
        var expiresWithin: Int?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            try Usage.requireRange(-36_500...36_500, expiresWithin ?? 0, "--expires-within")
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listLots(expiresWithin: expiresWithin), columns: Shown.lots)
            }
        }
    }

    /// `stockpile lot hold LOT`
    package struct Hold: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "hold", abstract: "冻结批次 · Hold what is free of a lot")

        @OptionGroup var lot: HoldOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let answer = try await operations.holdLot(
                    lot.lot, item: lot.item, at: lot.place, remarks: Input.text(lot.remarks, field: "--remarks"), key: keyed.value())
                execution.output.object(answer, keys: Shown.hold)
            }
        }
    }

    /// `stockpile lot release LOT`
    package struct Release: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "release", abstract: "解冻批次 · Release what is held of a lot")

        @OptionGroup var lot: HoldOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let answer = try await operations.releaseLot(
                    lot.lot, item: lot.item, at: lot.place, remarks: Input.text(lot.remarks, field: "--remarks"), key: keyed.value())
                execution.output.object(answer, keys: Shown.hold)
            }
        }
    }
}

/// Which lot, where, and why.
package struct HoldOptions: ParsableArguments {
    @Argument(help: "批次号。Lot number.")
    package var lot: String
    @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
    package var item: String?
    @Option(name: .long, help: "只限某地点。Only at this place.", transform: Input.code)
    package var place: String?
    @Option(name: .long, help: "原因。Why.")
    package var remarks: String?

    package init() {}
}
