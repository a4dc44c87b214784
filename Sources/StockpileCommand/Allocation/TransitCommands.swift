package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// Which goods of an order did not arrive.
package struct TransitOptions: ParsableArguments {
    @Argument(help: "指令编号。Order number.", transform: Input.code)
    package var number: String
    @Option(name: .long, help: "品种代码。Item code.", transform: Input.code)
    package var item: String
    @Option(name: .long, parsing: .unconditional, help: "数量（基本单位）。Quantity in base units.")
    package var quantity: String?
    @Option(name: .long, help: "批次号（在途有多个批次时）。Lot, when several are on their way.")
    package var lot: String?
    @Option(name: .long, help: "原定送达地点（有多个时）。Where they were to arrive, when there are several.", transform: Input.code)
    package var place: String?
    @Option(name: .long, help: "序列号（一物一码）；多件用逗号分隔或重复。Serial numbers, comma-separated or repeated.")
    package var serial: [String] = []

    package init() {}

    func settlement(_ outcome: TransitSettlement.Outcome, _ posting: PostingOptions, _ operations: Operations) -> TransitSettlement {
        var problems: [FieldProblem] = []
        let serials = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }
        // Who names the units has counted them.
        let count = quantity.map { Input.number($0, field: "--quantity", into: &problems) ?? 0 } ?? Int64(serials.count)
        if quantity == nil, serials.isEmpty { problems.append(FieldProblem(field: "--quantity", .required)) }
        var settlement = TransitSettlement(order: number, item: item, quantity: count, outcome: outcome)
        settlement.lot = lot.flatMap { Input.lotNumber($0, field: "--lot", into: &problems) }
        settlement.place = place
        settlement.serials = serials
        settlement.occurredAt = posting.occurredAt.flatMap { Input.moment($0, field: "--occurred-at", into: &problems) }.map(operations.iso)
        settlement.reference = Input.text(posting.reference, field: "--reference", into: &problems)
        settlement.remarks = Input.text(posting.remarks, field: "--remarks", into: &problems)
        settlement.grounds = posting.grounds(into: &problems)
        settlement.problems = problems
        return settlement
    }
}

extension OrderCommand {
    /// `stockpile order receive NUMBER`
    package struct Receive: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "receive", abstract: "签收到货 · Take in what arrived",
            discussion: """
                少到的仍记在途，查明后用 order lost 或 order turn-back 了结。
                What is short stays on its way until order lost or order turn-back settles it.
                例 / Example:
                  stockpile order receive WS-DB-2026-000001 --short quilt-cotton=5 --as keeper2
                """)

        @Argument(help: "指令编号。Order number.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "只收某地点的。Only at this destination.", transform: Input.code)
        var place: String?
        @Option(name: .long, help: "少到多少（可重复）：品种=数量。What is short, may be repeated: item=quantity.")
        var short: [String] = []
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let missing = short.compactMap { Self.shortArrival($0, into: &problems) }
                execution.showOrder(
                    try await operations.receiveOrder(number, at: place, short: missing, problems: problems, key: keyed.value()))
            }
        }

        private static func shortArrival(_ text: String, into problems: inout [FieldProblem]) -> ShortArrival? {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                problems.append(
                    FieldProblem(field: "--short", .contradiction, ["value": text, "expected": "\(text)=1", "reason": "short_each"]))
                return nil
            }
            return Input.number(parts[1], field: "--short", into: &problems).map {
                ShortArrival(item: Input.code(parts[0]), quantity: $0)
            }
        }
    }

    /// `stockpile order lost NUMBER`
    package struct Lost: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "lost", abstract: "途中损失：了结未到的在途物资 · Goods that were lost on the way",
            discussion: """
                需要原因、依据文号或附件、另一人复核。Owes a reason, a reference or file, and a checker.
                例 / Example:
                  stockpile order lost WS-DB-2026-000001 --item quilt-cotton --quantity 5 --reason 落水 --reference 万盛应急〔2026〕7号 \
                --checker finance1 --as commander1
                """)

        @OptionGroup var transit: TransitOptions
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let settlement = transit.settlement(.lost, posting, operations)
                execution.showOrder(try await operations.settleTransit(settlement, key: keyed.value()))
            }
        }
    }

    /// `stockpile order turn-back NUMBER`
    package struct TurnBack: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "turn-back", abstract: "途中退回：在途物资退回库中 · Goods that turned back to a depot",
            discussion: """
                例 / Example:
                  stockpile order turn-back WS-DB-2026-000001 --item quilt-cotton --quantity 5 --to WS01 --reason 道路中断 --as keeper1
                """)

        @OptionGroup var transit: TransitOptions
        @Option(name: .long, help: "退回到哪个地点。The place they lie at now.", transform: Input.code)
        var to: String
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let settlement = transit.settlement(.turnedBack(to: to), posting, operations)
                execution.showOrder(try await operations.settleTransit(settlement, key: keyed.value()))
            }
        }
    }
}
