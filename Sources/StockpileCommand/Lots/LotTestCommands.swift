package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension LotCommand {
    /// `stockpile lot test …`
    package struct Test: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "test", abstract: "延期检验 · Tests by which a lot lasts longer",
            discussion: """
                抽样用 issue post --purpose sample；登记结果后由另一人审批，日期才改变。
                Draw the sample with issue post --purpose sample; dates change when another person approves.
                """,
            subcommands: [Record.self, Approve.self, Withdraw.self, List.self])

        package init() {}

        /// `stockpile lot test record LOT`
        package struct Record: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "record", abstract: "登记检验结果；不合格的立即冻结 · Record a result; a lot that failed is held at once",
                discussion: """
                    例 / Examples:
                      stockpile lot test record WS01-20241018-001 --laboratory 市质检院 --report-number Z2026-118 \
                    --sampled-by-document WS01-CK-2026-000007 --tested-on 2026-11-20 --result passed --expires-on 2027-12-31 \
                    --evidence report.pdf --as keeper1
                      stockpile lot test record WS01-20241018-001 --laboratory 市质检院 --report-number Z2026-119 \
                    --sampled-by-document WS01-CK-2026-000007 --tested-on 2026-11-20 --result failed --evidence report.pdf --as keeper1
                    """)

            @Argument(help: "批次号。Lot number.")
            var lot: String
            @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
            var item: String?
            @Option(name: .long, help: "检验机构。Laboratory.")
            var laboratory: String
            @Option(name: .long, help: "报告编号。Number of the report.")
            var reportNumber: String
            @Option(name: .long, help: "抽样出库单编号。Number of the document that drew the sample.", transform: Input.code)
            var sampledByDocument: String
            @Option(name: .long, help: "检验日期。Day of the test.")
            var testedOn: String
            @Option(name: .long, help: "结果：passed 合格、failed 不合格。Result.", transform: Input.code)
            var result: String
            @Option(name: .long, help: "报告允许的新到期日（合格时）。The expiry that the report allows, when it passed.")
            var expiresOn: String?
            @Option(name: .long, help: "报告文件（不超过 5 MiB）。The report, 5 MiB at most.")
            var evidence: String
            @OptionGroup var keyed: KeyOption
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    var problems: [FieldProblem] = []
                    func required(_ text: String, _ field: String) -> String {
                        let read = Input.text(text, field: field, into: &problems)
                        if read == nil, !problems.contains(where: { $0.field == field }) {
                            problems.append(FieldProblem(field: field, .required))
                        }
                        return read ?? ""
                    }
                    let choice = Input.choice(
                        result, of: LotTestDraft.Result.allCases.map(\.rawValue), field: "--result", into: &problems)
                    let number = Input.lotNumber(lot, field: "lot", into: &problems) ?? lot
                    var test = LotTestDraft(
                        lot: number, laboratory: required(laboratory, "--laboratory"),
                        reportNumber: required(reportNumber, "--report-number"),
                        sampledByDocument: sampledByDocument,
                        testedOn: Input.date(testedOn, field: "--tested-on", into: &problems) ?? operations.today,
                        result: choice.flatMap(LotTestDraft.Result.init) ?? .passed)
                    test.item = item
                    test.expiresOn = expiresOn.flatMap { Input.date($0, field: "--expires-on", into: &problems) }
                    let file = Input.attachment(evidence, keptAt: nil, into: &problems)
                    test.problems = problems
                    execution.output.object(
                        try await operations.recordLotTest(test, evidence: file, key: keyed.value()), keys: Shown.recordedTest)
                }
            }
        }

        /// `stockpile lot test approve LOT`
        package struct Approve: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "approve", abstract: "审批延期：到期日改变，各存放点换贴标签 · Approve an extension: the dates change, new labels are owed",
                discussion: """
                    例 / Example:
                      stockpile lot test approve WS01-20241018-001 --report-number Z2026-118 --relabel-within 7 --as commander1
                    """)

            @Argument(help: "批次号。Lot number.")
            var lot: String
            @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
            var item: String?
            @Option(name: .long, help: "报告编号。Number of the report.")
            var reportNumber: String
            @Option(name: .long, help: "检验机构（报告编号重复时）。Laboratory, when several gave this number.")
            var laboratory: String?
            @Option(name: .long, help: "几天内换贴标签，缺省 7。Days for new labels; 7 when left out.")
            var relabelWithin = 7
            @OptionGroup var keyed: KeyOption
            @OptionGroup var options: CommonOptions

            package init() {}

            package func validate() throws {
                try Usage.requireRange(0...365, relabelWithin, "--relabel-within")
            }

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    let test = LotTestName(
                        lot: try Input.lotNumber(lot), item: item,
                        reportNumber: try Input.text(reportNumber, field: "--report-number") ?? "",
                        laboratory: try Input.text(laboratory, field: "--laboratory"))
                    execution.showLot(try await operations.approveLotTest(test, relabelDays: relabelWithin, key: keyed.value()))
                }
            }
        }

        /// `stockpile lot test list`
        package struct List: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "list", abstract: "检验记录，最近的在前 · Tests, newest first",
                discussion: """
                    例 / Examples:
                      stockpile lot test list --state waiting
                      stockpile lot test list --lot WS01-20241018-001
                    """)

            @Option(name: .long, help: "只列该批次。Of this lot only.")
            var lot: String?
            @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
            var item: String?
            @Option(name: .long, help: "状态：waiting 待审批、approved 已审批、failed 不合格、withdrawn 已撤回。State.", transform: Input.code)
            var state: String?
            @OptionGroup var page: PageOptions
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    let chosen = try state.map {
                        try Input.choice($0, of: LotTestState.allCases.map(\.rawValue), field: "--state")
                    }
                    try await execution.list(page, columns: Shown.lotTests) {
                        try await operations.listLotTests(
                            of: try lot.map { try Input.lotNumber($0) }, item: item, state: chosen.flatMap(LotTestState.init), slice: $0)
                    }
                }
            }
        }
    }

    /// `stockpile lot relabel LOT`
    package struct Relabel: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "relabel", abstract: "登记已换贴标签 · Say that a lot has its new labels at a place",
            discussion: "例 / Example:\n  stockpile lot relabel WS01-20241018-001 --place WS01 --as keeper1")

        @Argument(help: "批次号。Lot number.")
        var lot: String
        @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
        var item: String?
        @Option(name: .long, help: "地点代码。Place.", transform: Input.code)
        var place: String
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showLot(
                    try await operations.relabelLot(
                        try Input.lotNumber(lot), item: item, at: place, remarks: Input.text(remarks, field: "--remarks"),
                        key: keyed.value()))
            }
        }
    }
}
