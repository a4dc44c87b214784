package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile company scorecard …`
package struct ScorecardCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "scorecard", abstract: "企业履约评分与诚信记录 · How companies keep their promises",
        discussion: """
            例 / Examples:
              stockpile company scorecard --as commander1
              stockpile company scorecard c-market-1 --format csv --as finance1
            """)

    @Argument(help: "企业代码；缺省为全部。Company; all when left out.", transform: Input.code)
    var company: String?
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            execution.output.list(try await operations.scoreCompanies(company), columns: Shown.scorecard)
        }
    }
}

/// `stockpile company scorecard-weight MEASURE WEIGHT`
package struct ScorecardWeightCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "scorecard-weight", abstract: "设定评分权重 · What a figure of the scorecard weighs",
        discussion: "例 / Example:\n  stockpile company scorecard-weight delivered_on_time 40 --source 区政府文件 --as finance1")

    @Argument(
        help: "指标：answered_in_time、confirmed、delivered_in_full、delivered_on_time、proofs_sufficient。Measure.", transform: Input.code)
    var measure: String
    @Argument(help: "权重（整数）。Weight, a whole number.")
    var weight: Int
    @Option(name: .long, help: "出处（文号）。Source.")
    var source: String
    @OptionGroup var keyed: KeyOption
    @OptionGroup var options: CommonOptions

    package init() {}

    package func validate() throws {
        try Usage.requireRange(0...1000, weight, "WEIGHT")
    }

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            let known = try Input.choice(measure, of: Scorecard.Measure.allCases.map(\.rawValue), field: "MEASURE")
            guard let wanted = Scorecard.Measure(rawValue: known), let source = try Input.text(source, field: "--source") else {
                throw StockpileError.invalid([FieldProblem(field: "--source", .required)])
            }
            execution.output.object(
                try await operations.setScorecardWeight(wanted, Int64(weight), source: source, key: keyed.value()),
                keys: Shown.scorecardWeight)
        }
    }
}

/// `stockpile company …`
package struct CompanyCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "company", abstract: "企业 · Companies",
        subcommands: [CompanyShow.self, ScorecardCommand.self, ScorecardWeightCommand.self])

    package init() {}
}
