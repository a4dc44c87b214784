package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile lot …`
package struct LotCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "lot", abstract: "批次 · Lots",
        subcommands: [
            List.self, Show.self, Trace.self, SetDates.self, LifeLeft.self, Test.self, Relabel.self, Accept.self, Hold.self, Release.self,
            ChangeCondition.self,
            ChangeOwner.self,
            Reclassify.self,
        ])

    package init() {}

    /// `stockpile lot list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "在库批次，先到期在前；或待检、冻结的 · Lots in stock, soonest expiry first; or what waits, or is on hold",
            discussion: """
                例 / Examples:
                  stockpile lot list --expires-within 90
                  stockpile lot list --condition in_inspection
                  stockpile lot list --held
                """)

        @Option(name: .long, help: "只列这些天内到期的（含已过期）。Only what expires within so many days.")
        var expiresWithin: Int?
        @Option(
            name: .long, help: "只列该物资状态的，等得最久在前：in_inspection、to_repair、to_scrap、good。Only what is in this condition, since when.",
            transform: Input.code)
        var condition: String?
        @Flag(name: .long, help: "只列冻结的：原因、负责人、期限，逾期在前。Only what is on hold: why, whose, until when; overdue first.")
        var held = false
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            try Usage.requireRange(-36_500...36_500, expiresWithin ?? 0, "--expires-within")
            if [expiresWithin != nil, condition != nil, held].count(where: \.self) > 1 {
                throw Usage.mistake(
                    "--expires-within、--condition、--held 只能写一个。", "Only one of --expires-within, --condition and --held may be given.")
            }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                if held {
                    try await execution.list(page, columns: Shown.heldLots) {
                        try await operations.listHeldLots(slice: $0)
                    }
                } else if let condition {
                    let wanted = try Input.choice(condition, of: ReceiptCommand.Post.conditions, field: "--condition")
                    try await execution.list(page, columns: Shown.lotsInCondition) {
                        try await operations.listLots(in: wanted, slice: $0)
                    }
                } else {
                    try await execution.list(page, columns: Shown.lots) {
                        try await operations.listLots(expiresWithin: expiresWithin, slice: $0)
                    }
                }
            }
        }
    }

    /// `stockpile lot hold LOT`
    package struct Hold: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "冻结批次：原因、负责人、期限 · Hold what is free of a lot: why, whose, until when",
            discussion: """
                例 / Example:
                  stockpile lot hold WS01-20230526-001 --reason 送检 --owner keeper2 --until 2026-12-15 --as commander1
                """)

        @OptionGroup var lot: HoldOptions
        @Option(name: .long, help: "负责人登录名，缺省为本人。Login of who sees to it; else whoever holds.", transform: Input.code)
        var owner: String?
        @Option(name: .long, help: "期限：到这天须有结论，到期有待办。Until this day; a task falls due then.")
        var until: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let day = until.flatMap { Input.date($0, field: "--until", into: &problems) }
                let remarks = Input.text(lot.remarks, field: "--remarks", into: &problems)
                guard problems.isEmpty else { throw StockpileError.invalid(problems) }
                let answer = try await operations.holdLot(
                    lot.lot, item: lot.item, at: lot.place, remarks: remarks, owner: owner, until: day, key: keyed.value())
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
    @Option(name: [.customLong("remarks"), .customLong("reason")], help: "原因。Why.")
    package var remarks: String?

    package init() {}
}
