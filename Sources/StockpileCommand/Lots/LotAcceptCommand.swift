package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension LotCommand {
    /// `stockpile lot accept LOT`
    package struct Accept: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "accept", abstract: "验收待检物资：完好、待修、报废各多少，一张单据 · Accept goods that wait in inspection, in one document",
            discussion: """
                验收人不能是入库经办人。不写数量即全部完好；写了数量的只办这些，其余继续待检。未通过的须写原因和凭证（文号或附件），可再退供应商。
                The inspector is not whoever took the goods in. Without quantities all of it is good; with them the rest waits on. What is \
                not accepted owes a reason and evidence (a paper or a file), and may go back: issue post --purpose return_to_supplier.

                例 / Examples:
                  stockpile lot accept WS01-20261120-001 --item quilt-cotton --at WS01 --as keeper2
                  stockpile lot accept WS01-20261120-001 --at WS01 --accepted 90 --to-repair 6 --to-scrap 4 --reason 受潮 \
                --reference 验收单12号 --as keeper2
                  stockpile lot accept WS01-20261120-002 --item generator-5kw --at WS01 --accepted-serial G5-01,G5-02 \
                --to-repair-serial G5-03 --reason 不能启动 --reference 验收单13号 --as keeper2
                """)

        @Argument(help: "批次号。Lot number.")
        var lot: String
        @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
        var item: String?
        @Option(name: [.customLong("at"), .customLong("place")], help: "地点代码。Place code.", transform: Input.code)
        var place: String
        @Option(name: .long, parsing: .unconditional, help: "完好的数量（基本单位）。Found good, in base units.")
        var accepted: String?
        @Option(name: .long, parsing: .unconditional, help: "待修的数量。To be repaired.")
        var toRepair: String?
        @Option(name: .long, parsing: .unconditional, help: "报废的数量。Scrap.")
        var toScrap: String?
        @Option(name: .long, help: "完好的是哪几件（一物一码）；多件用逗号分隔或重复。Which units are good, comma-separated or repeated.")
        var acceptedSerial: [String] = []
        @Option(name: .long, help: "待修的是哪几件。Which units are to be repaired.")
        var toRepairSerial: [String] = []
        @Option(name: .long, help: "报废的是哪几件。Which units are scrap.")
        var toScrapSerial: [String] = []
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var acceptance = Acceptance(Input.lotNumber(lot, field: "lot", into: &problems) ?? lot, at: place)
                acceptance.item = item
                func quantity(_ text: String?, _ field: String) -> Int64? {
                    text.flatMap { Input.number($0, field: field, allowsZero: true, into: &problems) }
                }
                acceptance.accepted = quantity(accepted, "--accepted")
                acceptance.toRepair = quantity(toRepair, "--to-repair")
                acceptance.toScrap = quantity(toScrap, "--to-scrap")
                func serials(_ texts: [String], _ field: String) -> [String] {
                    texts.flatMap { Input.serials($0, field: field, into: &problems) ?? [] }
                }
                acceptance.acceptedSerials = serials(acceptedSerial, "--accepted-serial")
                acceptance.toRepairSerials = serials(toRepairSerial, "--to-repair-serial")
                acceptance.toScrapSerials = serials(toScrapSerial, "--to-scrap-serial")
                acceptance.occurredAt =
                    posting.occurredAt.flatMap { Input.moment($0, field: "--occurred-at", into: &problems) }.map(operations.iso)
                acceptance.reference = Input.text(posting.reference, field: "--reference", into: &problems)
                acceptance.remarks = Input.text(posting.remarks, field: "--remarks", into: &problems)
                acceptance.grounds = posting.grounds(into: &problems)
                acceptance.problems = problems
                try await execution.show(try await operations.acceptLot(acceptance, key: keyed.value()), operations)
            }
        }
    }
}
