package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// Which goods of a lot are changed.
package struct LotChangeOptions: ParsableArguments {
    @Argument(help: "批次号。Lot number.")
    package var lot: String
    @Option(name: .long, help: "地点代码。Place code.", transform: Input.code)
    package var place: String
    @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
    package var item: String?
    @Option(name: .long, parsing: .unconditional, help: "数量（基本单位）；不填为全部。Quantity in base units; all of it when left out.")
    package var quantity: String?
    @Option(name: .long, help: "只改这些件（一物一码）；多件用逗号分隔或重复。Only these units, comma-separated or repeated.")
    package var serial: [String] = []
    @Option(name: .long, help: "只限该物资状态的。Only what is in this condition.", transform: Input.code)
    package var fromCondition: String?
    @Option(name: .long, help: "只限该物权单位的。Only what belongs to this owner.", transform: Input.code)
    package var fromOwner: String?

    package init() {}

    func change(_ kind: LotChange.Kind, _ posting: PostingOptions, _ operations: Operations) -> LotChange {
        var problems: [FieldProblem] = []
        var change = LotChange(kind, lot: Input.lotNumber(lot, field: "lot", into: &problems) ?? lot, at: place)
        change.item = item
        change.quantity = quantity.flatMap { Input.number($0, field: "--quantity", into: &problems) }
        change.serials = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }
        change.fromCondition = fromCondition.flatMap {
            Input.choice($0, of: ReceiptCommand.Post.conditions, field: "--from-condition", into: &problems)
        }
        change.fromOwner = fromOwner
        change.occurredAt = posting.occurredAt.flatMap { Input.moment($0, field: "--occurred-at", into: &problems) }.map(operations.iso)
        change.reference = Input.text(posting.reference, field: "--reference", into: &problems)
        change.remarks = Input.text(posting.remarks, field: "--remarks", into: &problems)
        change.grounds = posting.grounds(into: &problems)
        change.problems = problems
        return change
    }
}

extension LotCommand {
    /// `stockpile lot change-condition LOT`
    package struct ChangeCondition: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "change-condition", abstract: "变更物资状态：验收为完好，或转待检、待修、报废 · Change the condition of goods that stay where they lie",
            discussion: """
                例 / Example:
                  stockpile lot change-condition WS01-20230526-001 --place WS01 --to to_repair --quantity 3 --reason 破损 --as keeper1
                """)

        @OptionGroup var lot: LotChangeOptions
        @Option(name: .long, help: "改为：good、in_inspection、to_repair、to_scrap。Condition afterwards.", transform: Input.code)
        var to: String
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var change = lot.change(.condition(to), posting, operations)
                _ = Input.choice(to, of: ReceiptCommand.Post.conditions, field: "--to", into: &change.problems)
                try await execution.show(try await operations.changeLot(change, key: keyed.value()), operations)
            }
        }
    }

    /// `stockpile lot change-owner LOT`
    package struct ChangeOwner: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "change-owner", abstract: "变更物权单位 · Change the owner of goods that stay where they lie",
            discussion: """
                例 / Example:
                  stockpile lot change-owner LOT --place WS01 --to town-13 --reason 划转 --reference 万盛应急〔2026〕8号 \
                --checker finance2 --as finance1
                """)

        @OptionGroup var lot: LotChangeOptions
        @Option(name: .long, help: "新的物权单位代码。New owner.", transform: Input.code)
        var to: String
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let change = lot.change(.owner(to), posting, operations)
                try await execution.show(try await operations.changeLot(change, key: keyed.value()), operations)
            }
        }
    }

    /// `stockpile lot reclassify LOT`
    package struct Reclassify: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "reclassify",
            abstract: "调整储备类别或资金来源：移入新的子批次，原批次不变 · Move goods into a child lot of another category or funding source",
            discussion: """
                例 / Example:
                  stockpile lot reclassify LOT --place WS01 --to-category flood --quantity 20 --reason 调整 --reference 万盛应急〔2026〕9号 \
                --checker finance2 --as finance1
                """)

        @OptionGroup var lot: LotChangeOptions
        @Option(name: .long, help: "新的储备类别代码。New reserve category.", transform: Input.code)
        var toCategory: String?
        @Option(name: .long, help: "新的资金来源。New funding source.")
        var toFundingSource: String?
        @Option(name: .long, help: "子批次的批次号；不填由系统编号。Number of the child lot; made when left out.")
        var newLot: String?
        @OptionGroup var posting: PostingOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var change = lot.change(.classification(category: nil, fundingSource: nil, lotNumber: nil), posting, operations)
                let fundingSource = Input.text(toFundingSource, field: "--to-funding-source", into: &change.problems)
                let number = newLot.flatMap { Input.lotNumber($0, field: "--new-lot", into: &change.problems) }
                change.kind = .classification(category: toCategory, fundingSource: fundingSource, lotNumber: number)
                if toCategory == nil && fundingSource == nil {
                    change.problems.append(
                        FieldProblem(field: "--to-category", .required, ["choices": "--to-category, --to-funding-source"]))
                }
                try await execution.show(try await operations.changeLot(change, key: keyed.value()), operations)
            }
        }
    }
}
