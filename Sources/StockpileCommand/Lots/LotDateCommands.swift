package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension LotCommand {
    /// `stockpile lot show LOT`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "查看批次：各日期与剩余天数、沿革、年限规则、检验、所在 · A lot: its dates, their history, rules, tests, where it lies",
            discussion: "例 / Example:\n  stockpile lot show WS01-20230526-001")

        @Argument(help: "批次号。Lot number.")
        var lot: String
        @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
        var item: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showLot(try await operations.showLot(lot, item: item))
            }
        }
    }

    /// `stockpile lot set-dates LOT`
    package struct SetDates: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "set-dates", abstract: "更正批次日期（原日期保留可查）· New dates of a lot; the old ones stay readable",
            discussion: """
                例 / Example:
                  stockpile lot set-dates WS01-20230526-001 --stop-issue-on 2028-12-31 --reason 厂家通知 --source 厂函〔2026〕12号 \
                --as commander1
                """)

        @Argument(help: "批次号。Lot number.")
        var lot: String
        @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
        var item: String?
        @Option(name: .long, help: "到期日。Expiry.")
        var expiresOn: String?
        @Option(name: .long, help: "预警日。Warning.")
        var warnOn: String?
        @Option(name: .long, help: "应轮换日。Rotate by.")
        var rotateByOn: String?
        @Option(name: .long, help: "停发日：从这天起不再发出使用。From this day on it is no longer issued for use.")
        var stopIssueOn: String?
        @Option(name: .long, help: "原因。Reason.")
        var reason: String?
        @Option(name: .long, help: "依据：检验报告、厂家通知。What the dates rest on.")
        var source: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var change = LotDatesChange()
                var problems: [FieldProblem] = []
                func date(_ text: String?, _ field: String) -> CalendarDate? {
                    text.flatMap { Input.date($0, field: field, into: &problems) }
                }
                change.expiresOn = date(expiresOn, "--expires-on")
                change.warnOn = date(warnOn, "--warn-on")
                change.rotateByOn = date(rotateByOn, "--rotate-by-on")
                change.stopIssueOn = date(stopIssueOn, "--stop-issue-on")
                change.reason = Input.text(reason, field: "--reason", into: &problems)
                change.source = Input.text(source, field: "--source", into: &problems)
                let number = Input.lotNumber(lot, field: "lot", into: &problems) ?? lot
                change.problems = problems
                execution.showLot(try await operations.setLotDates(number, item: item, change, key: keyed.value()))
            }
        }
    }

    /// `stockpile lot life-left …`
    package struct LifeLeft: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "life-left", abstract: "最低剩余保质期要求 · How long goods must still last where they are used",
            subcommands: [List.self, Demand.self])

        package init() {}

        /// `stockpile lot life-left list`
        package struct List: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "list", abstract: "现行要求 · What is demanded now", discussion: "例 / Example:\n  stockpile lot life-left list")

            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    execution.output.list(try await operations.listLifeLeftDemands(), columns: Shown.lifeLeftDemands)
                }
            }
        }

        /// `stockpile lot life-left demand`
        package struct Demand: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "demand", abstract: "设定或取消要求；最具体的一条起作用 · Set or end a demand; the most special one decides",
                discussion: """
                    例 / Examples:
                      stockpile lot life-left demand --item water-bottled --place-kind shelter --days 90 --source 内部规定 --as commander1
                      stockpile lot life-left demand --item water-bottled --place-kind shelter --end --source 内部规定 --as commander1
                    """)

            @Option(name: .long, help: "品种代码；不填为全部。Item; all when left out.", transform: Input.code)
            var item: String?
            @Option(
                name: .long, help: "送达地点类型：depot、town_point、company_site、shelter、vehicle。Kind of place the goods go to.",
                transform: Input.code)
            var placeKind: String?
            @Option(name: .long, help: "用途：use、donation、loan、order（调拨指令）。Purpose.", transform: Input.code)
            var purpose: String?
            @Option(name: .long, parsing: .unconditional, help: "发出后至少还要保质的天数。Days they must still last.")
            var days: String?
            @Flag(name: .long, help: "取消该要求。End the demand.")
            var end = false
            @Option(name: .long, help: "依据。What it rests on.")
            var source: String
            @OptionGroup var keyed: KeyOption
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    var problems: [FieldProblem] = []
                    let given = days.flatMap { Input.number($0, field: "--days", into: &problems) }
                    if let given, !(0...36_500).contains(given) {
                        problems.append(FieldProblem(field: "--days", .outOfRange, ["value": "\(given)", "expected": "0–36500"]))
                    }
                    if (days == nil) != end {
                        let detail = ["value": "--days", "expected": "--end", "reason": "either_or"]
                        problems.append(FieldProblem(field: "--days", end ? .notAllowed : .required, end ? detail : [:]))
                    }
                    var demand = LifeLeftDemand(
                        days: end ? nil : given.map { Int(clamping: $0) },
                        source: Input.text(source, field: "--source", into: &problems) ?? "")
                    demand.item = item
                    demand.placeKind = placeKind.flatMap {
                        Input.choice($0, of: PlaceKind.allCases.map(\.rawValue), field: "--place-kind", into: &problems)
                    }.flatMap(PlaceKind.init(rawValue:))
                    demand.purpose = purpose
                    demand.problems = problems
                    execution.output.list(
                        try await operations.demandLifeLeft(demand, key: keyed.value()).array ?? [], columns: Shown.lifeLeftDemands)
                }
            }
        }
    }
}

extension Execution {
    func showLot(_ lot: JSONValue) {
        output.object(
            lot, keys: Shown.lot,
            lists: [
                ("dates", Shown.lotDates), ("rules", Shown.lotRules), ("tests", Shown.testsOfLot), ("relabels", Shown.relabels),
                ("balances", Shown.lotBalances),
            ])
    }
}
