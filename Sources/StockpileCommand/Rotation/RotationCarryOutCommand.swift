package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile rotation carry-out NUMBER`
package struct RotationCarryOutCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "carry-out", abstract: "办理一步：按其办法记账，可分批 · Carry one step out: post its document, part by part if need be",
        discussion: """
            例 / Examples:
              stockpile rotation carry-out WS-LH-2026-000001 --step 1 --quantity 60 --occasion 日常 --as keeper1
              stockpile rotation carry-out WS-LH-2026-000001 --step 2 --fresh-quantity 240 --fresh-unit-cost-fen 190 \
            --fresh-manufactured-on 2026-11-01 --as keeper1
              stockpile rotation carry-out WS-LH-2026-000001 --step 3 --sample 2 --reference 送检2026-8 --as keeper1
              stockpile rotation carry-out WS-LH-2026-000001 --step 4 --reason 过期 --reference 鉴定2026-3 --checker keeper2 --as keeper1
            """)

    @Argument(help: "轮换计划编号。Number of the plan.", transform: Input.code)
    var number: String
    @Option(name: .long, parsing: .unconditional, help: "第几步。Which step.")
    var step: String
    @Option(name: .long, parsing: .unconditional, help: "数量（基本单位）；缺省为未办的全部，其余留待再办。Base units; all that is open when left out.")
    var quantity: String?
    @Option(name: .long, parsing: .unconditional, help: "延期检验：抽样数量。Extension test: units drawn as a sample.")
    var sample: String?
    @Option(name: .long, help: "发出的是哪几件（一物一码）；多件用逗号分隔或重复。Which units leave, comma-separated or repeated.")
    var serial: [String] = []
    @Option(name: .long, help: "移库：移入哪个货位。Transfer: the bin they go into.")
    var toBin: String?
    @OptionGroup(title: "置换换入的新批次 · The fresh lot of a swap") var fresh: FreshLotOptions
    @OptionGroup var posting: PostingOptions
    @OptionGroup var keyed: KeyOption
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            var problems: [FieldProblem] = []
            let step = Input.number(step, field: "--step", into: &problems)
            var carryOut = RotationCarryOut(plan: number, step: step ?? 0)
            carryOut.quantity = quantity.flatMap { Input.number($0, field: "--quantity", into: &problems) }
            carryOut.sample = sample.flatMap { Input.number($0, field: "--sample", into: &problems) }
            carryOut.serials = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }
            carryOut.toBin = Input.text(toBin, field: "--to-bin", into: &problems)
            carryOut.request.lines = fresh.line(&problems).map { [$0] } ?? []
            carryOut.request.problems = problems
            posting.fill(&carryOut.request, operations)
            // Without knowing which step is meant nothing else can be told.
            guard step != nil else { throw StockpileError.invalid(carryOut.request.problems) }
            execution.showRotation(try await operations.carryOutRotation(carryOut, key: keyed.value()))
        }
    }
}

/// What is said of the goods that a company gives for the old ones.
package struct FreshLotOptions: ParsableArguments {
    @Option(name: .long, parsing: .unconditional, help: "换入数量（基本单位）。Fresh goods in base units.")
    package var freshQuantity: String?
    @Option(name: .long, parsing: .unconditional, help: "换入单价（分）。Their unit cost in fen.")
    package var freshUnitCostFen: String?
    @Option(name: .long, help: "换入批次号；不填则自动编号。Their lot number; made when left out.")
    package var freshLot: String?
    @Option(name: .long, help: "换入货位。The bin they go into.")
    package var freshBin: String?
    @Option(name: .long, help: "换入批次生产日期。Made on.")
    package var freshManufacturedOn: String?
    @Option(name: .long, help: "换入批次到期日；缺省按品种储存年限。Expires on; by the item's rule when left out.")
    package var freshExpiresOn: String?
    @Option(name: .long, help: "换入状态：good、in_inspection、to_repair、to_scrap。Their condition.", transform: Input.code)
    package var freshCondition: String?
    @Option(name: .long, help: "换入序列号（一物一码）；多件用逗号分隔或重复。Their serial numbers, comma-separated or repeated.")
    package var freshSerial: [String] = []

    package init() {}

    /// The line of the receipt; nil when nothing was said of fresh goods.
    func line(_ problems: inout [FieldProblem]) -> PostingRequestLine? {
        let texts = [freshQuantity, freshUnitCostFen, freshLot, freshBin, freshManufacturedOn, freshExpiresOn, freshCondition]
        guard texts.contains(where: { $0 != nil }) || !freshSerial.isEmpty else { return nil }
        let quantity = freshQuantity.flatMap { Input.number($0, field: "--fresh-quantity", into: &problems) }
        var line = PostingRequestLine(item: "", quantity: quantity ?? 0)
        line.unitCostFen = freshUnitCostFen.flatMap {
            Input.number($0, field: "--fresh-unit-cost-fen", allowsZero: true, into: &problems)
        }
        line.lot = freshLot.flatMap { Input.lotNumber($0, field: "--fresh-lot", into: &problems) }
        line.bin = Input.text(freshBin, field: "--fresh-bin", into: &problems)
        line.manufacturedOn = freshManufacturedOn.flatMap { Input.date($0, field: "--fresh-manufactured-on", into: &problems) }
        line.expiresOn = freshExpiresOn.flatMap { Input.date($0, field: "--fresh-expires-on", into: &problems) }
        line.condition = freshCondition.flatMap {
            Input.choice($0, of: ReceiptCommand.Post.conditions, field: "--fresh-condition", into: &problems)
        }
        line.serials = freshSerial.flatMap { Input.serials($0, field: "--fresh-serial", into: &problems) ?? [] }
        if line.quantity == 0, freshQuantity == nil { line.quantity = Int64(line.serials.count) }
        return line
    }
}
