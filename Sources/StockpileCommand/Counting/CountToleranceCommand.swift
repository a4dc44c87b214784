package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension CountCommand {
    /// `stockpile count tolerance`
    package struct Tolerance: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "tolerance", abstract: "盘点允差：查看或设定 · The tolerance of counts: show or set",
            discussion: "例 / Example:\n  stockpile count tolerance --tolerance-fen 10000 --source \"区应急〔2026〕7号\" --as finance1")

        @Option(name: .long, help: "新的允差（分）；不填则列出。The new tolerance in fen; lists them when left out.")
        var toleranceFen: String?
        @Option(name: .long, help: "生效日期，缺省为今天。In effect from; today when left out.")
        var effectiveFrom: String?
        @Option(name: .long, help: "依据。The paper it rests on.")
        var source: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                guard let toleranceFen else {
                    return execution.output.list(try await operations.listCountTolerances(), columns: Shown.countTolerances)
                }
                var problems: [FieldProblem] = []
                let fen = Input.number(toleranceFen, field: "--tolerance-fen", allowsZero: true, into: &problems)
                let day = effectiveFrom.flatMap { Input.date($0, field: "--effective-from", into: &problems) }
                if source == nil { problems.append(FieldProblem(field: "--source", .required)) }
                guard problems.isEmpty, let fen, let source else { throw StockpileError.invalid(problems) }
                let set = try await operations.setCountTolerance(fen: fen, from: day, source: source, key: keyed.value())
                execution.output.list(set.array ?? [], columns: Shown.countTolerances)
            }
        }
    }
}
