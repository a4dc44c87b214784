package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile call-off deliver NUMBER`
package struct CallOffDeliver: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "deliver", abstract: "收货入库，可分批 · Receive what was called off; part by part if need be",
        discussion: """
            例 / Example:
              stockpile call-off deliver WS-DY-2026-000001 --quantity 120 --category living_relief --as keeper1
            """)

    @Argument(help: "协议调用编号。Call-off number.", transform: Input.code)
    var number: String
    @Option(name: .long, parsing: .unconditional, help: "数量（基本单位；用 --pack 则为包装数）。Quantity in base units, or in packs with --pack.")
    var quantity: String
    @Option(name: .long, help: "包装单位。Pack, if the quantity is in packs.")
    var pack: String?
    @Option(name: .long, help: "批次号；不填则自动编号。Lot number; made when left out.")
    var lot: String?
    @Option(name: .long, help: "货位。Bin.")
    var bin: String?
    @Option(name: .long, help: "储备类别代码（品种只属一类时可省）。Reserve category.", transform: Input.code)
    var category: String?
    @Option(name: .long, parsing: .unconditional, help: "单价（分）；缺省按协议固定价，不同价须有 --remarks。Unit cost in fen; the fixed price by default.")
    var unitCostFen: String?
    @Option(name: .long, help: "生产日期。Made on.")
    var manufacturedOn: String?
    @Option(name: .long, help: "到期日；缺省按品种储存年限。Expires on; by the item's rule when left out.")
    var expiresOn: String?
    @Option(name: .long, help: "资金来源。Funding source.")
    var fundingSource: String?
    @Option(name: .long, help: "状态：good、in_inspection、to_repair、to_scrap。Condition.", transform: Input.code)
    var condition: String?
    @OptionGroup var posting: PostingOptions
    @OptionGroup var keyed: KeyOption
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            var problems: [FieldProblem] = []
            var line = PostingRequestLine(item: "", quantity: Input.number(quantity, field: "--quantity", into: &problems) ?? 0)
            line.pack = Input.text(pack, field: "--pack", into: &problems)
            line.lot = lot.flatMap { Input.lotNumber($0, field: "--lot", into: &problems) }
            line.bin = Input.text(bin, field: "--bin", into: &problems)
            line.category = category
            line.unitCostFen = unitCostFen.flatMap {
                Input.number($0, field: "--unit-cost-fen", allowsZero: true, into: &problems)
            }
            line.manufacturedOn = manufacturedOn.flatMap { Input.date($0, field: "--manufactured-on", into: &problems) }
            line.expiresOn = expiresOn.flatMap { Input.date($0, field: "--expires-on", into: &problems) }
            line.fundingSource = Input.text(fundingSource, field: "--funding-source", into: &problems)
            line.condition = condition.flatMap {
                Input.choice($0, of: ReceiptCommand.Post.conditions, field: "--condition", into: &problems)
            }
            var request = PostingRequest(purpose: "purchase", place: "", lines: [line])
            request.problems = problems
            posting.fill(&request, operations)
            execution.showCallOff(try await operations.deliverCallOff(number, request, key: keyed.value()))
        }
    }
}
