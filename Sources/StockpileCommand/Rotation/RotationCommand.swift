package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile rotation …`
package struct RotationCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rotation", abstract: "轮换 · Rotation",
        subcommands: [
            List.self, Plan.self, Plans.self, Show.self, Approve.self, RotationCarryOutCommand.self, Drop.self, Cancel.self, Waste.self,
        ])

    package init() {}

    /// `stockpile rotation list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "到应轮换日的批次及涉及金额 · What passes its rotate-by date, with the value at risk")

        @Option(name: .long, help: "今后多少天内。Within so many days.")
        var within = 0
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            try Usage.requireRange(0...36_500, within, "--within")
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let rows = try await operations.listRotation(within: within)
                execution.output.list(rows, columns: Shown.lots)
                let total = rows.reduce(0) { $0 + ($1[key: "value_fen"]?.integer ?? 0) }
                execution.output.say("涉及金额合计：\(YuanText.of(total)) 元", "Value at risk: \(YuanText.of(total)) yuan")
            }
        }
    }

    /// `stockpile rotation plan`
    package struct Plan: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "轮换建议：不使任何一天低于响应需求，尽量保全价值 · What to do with goods before they spoil",
            discussion: """
                例 / Examples:
                  stockpile rotation plan --months 12 --level II --scenario flood
                  stockpile rotation plan --months 12 --save --as keeper1
                """)

        @Option(name: .long, help: "今后多少个月。Within so many months.")
        var months = 12
        @Option(name: .long, help: "响应等级：I、II、III、IV。Response level.", transform: Input.level)
        var level = ResponseLevel.II
        @Option(name: .long, help: "情景代码；缺省为全部情景。Scenario; all of them when left out.", transform: Input.code)
        var scenario: String?
        @Flag(name: .long, help: "存为草稿，待另一人审批。Keep it as a draft, for another person to approve.")
        var save = false
        @Option(name: .long, help: "保存时的备注。Remarks of the plan that is kept.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            try Usage.requireRange(1...120, months, "--months")
            for (name, value) in [("--remarks", remarks), ("--key", keyed.key)] where value != nil && !save {
                throw Usage.mistake("\(name) 只能与 --save 同用。", "\(name) goes with --save only.")
            }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                guard !save else {
                    let remarks = try Input.text(remarks, field: "--remarks")
                    let kept = try await operations.saveRotationPlan(
                        months: months, level: level, scenario: scenario, remarks: remarks, key: keyed.value())
                    return execution.showRotation(try await operations.showRotationPlan(kept[key: "number"]?.text ?? ""))
                }
                let plan = try await operations.planRotation(months: months, level: level, scenario: scenario)
                execution.output.object(plan, keys: Shown.rotationPlan, lists: [("steps", Shown.rotationSteps)])
            }
        }
    }

    /// `stockpile rotation waste`
    package struct Waste: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "waste", abstract: "历年过期金额 · What expired in stock, by year",
            discussion: "例 / Example:\n  stockpile rotation waste --year 2026 --by item")

        @Option(name: .long, help: "只看该年度。Only this year.")
        var year: Int?
        @Option(name: .long, help: "按 category 类别或 item 品种。By category or item.", transform: Input.code)
        var by = "category"
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            try Usage.requireRange(1...9999, year ?? 1, "--year")
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let byItem = try Input.choice(by, of: ["category", "item"], field: "--by") == "item"
                let waste = try await operations.measureWaste(year: year, byItem: byItem)
                execution.output.object(
                    waste, keys: Shown.wasteTotal, lists: [("waste", byItem ? Shown.wasteByItem : Shown.waste)])
                let unknown = waste[key: "not_known"]?.array ?? []
                guard !unknown.isEmpty else { return }
                execution.output.say("到期日不明、未计入的在库：", "In stock with no known expiry, counted nowhere above:")
                if options.format == .table { execution.output.table(unknown, Shown.undated) }
            }
        }
    }
}
