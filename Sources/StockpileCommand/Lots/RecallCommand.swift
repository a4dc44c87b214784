package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile recall …`
package struct RecallCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "召回批次：立即停发，谁手里有、电话、进展 · Recalls: nothing more is issued; who has it, telephone, progress",
        subcommands: [Issue.self, AddLot.self, List.self, Show.self, Progress.self, End.self])

    package init() {}

    /// `stockpile recall issue LOT`
    package struct Issue: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "issue",
            abstract: "召回批次及由其分出的批次：库、在途、企业、借出，一次停发 · Recall a lot and those made from it, wherever they are",
            discussion: """
                召回后不能发出使用、借出或调拨；仍可处置、抽样、退供应商，或移往储备库。召回不能撤销。
                Nothing is issued for use, lent or ordered any more; disposal, sample and return to supplier pass. A recall stays.
                例 / Example:
                  stockpile recall issue WS01-20230526-001 --reason 厂家通知召回 --reference 厂函〔2026〕12号 --as commander1
                """)

        @Argument(help: "批次号。Lot number.")
        var lot: String
        @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
        var item: String?
        @Option(name: .long, help: "原因。Why.")
        var reason: String
        @Option(name: .long, help: "依据：通知机关、生产厂家、文号。What it rests on: authority, producer, paper.")
        var reference: String?
        @Option(name: .long, help: "通知文件（不超过 5 MiB）。The notice, 5 MiB at most.")
        var evidence: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let why = Input.text(reason, field: "--reason", into: &problems)
                if why == nil, problems.isEmpty { problems.append(FieldProblem(field: "--reason", .required)) }
                var recall = RecallDraft(lot: Input.lotNumber(lot, field: "lot", into: &problems) ?? lot, item: item, reason: why ?? "")
                recall.reference = Input.text(reference, field: "--reference", into: &problems)
                recall.evidence = evidence.flatMap { Input.attachment($0, keptAt: nil, into: &problems) }
                recall.problems = problems
                execution.showRecall(try await operations.issueRecall(recall, key: keyed.value()))
            }
        }
    }

    /// `stockpile recall list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "历次召回，最近的在前 · Recalls, newest first",
            discussion: "例 / Example:\n  stockpile recall list --state in_progress")

        @Option(name: .long, help: "状态：issued 已下达、in_progress 办理中、complete 已办结。State.", transform: Input.code)
        var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let chosen = try state.map { try Input.choice($0, of: RecallState.allCases.map(\.rawValue), field: "--state") }
                try await execution.list(page, columns: Shown.recalls) {
                    try await operations.listRecalls(state: chosen.flatMap(RecallState.init), slice: $0)
                }
            }
        }
    }

    /// `stockpile recall show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "查看召回：谁手里有多少、电话、进展，未落实的在前 · Who has how much, telephone, progress; what is open first",
            discussion: "例 / Example:\n  stockpile recall show WS-ZH-2026-000001")

        @Argument(help: "召回编号。Number of the recall.", transform: Input.code)
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showRecall(try await operations.showRecall(number))
            }
        }
    }

    /// `stockpile recall progress NUMBER`
    package struct Progress: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "progress", abstract: "登记进展：已收回（封存），或无法收回及原因 · What became of goods: back or set aside, or not to be had",
            discussion: """
                在途和借出的以签收、归还单据为准，自动计入。
                What is on its way or lent is counted by the documents that bring it back.
                例 / Examples:
                  stockpile recall progress WS-ZH-2026-000001 --holder 1 --outcome returned --quantity 20 --as keeper1
                  stockpile recall progress WS-ZH-2026-000001 --holder 4 --outcome not_recoverable --remarks 已食用 --as keeper1
                """)

        @Argument(help: "召回编号。Number of the recall.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "持有序号（recall show）。Number of the holder.")
        var holder: String
        @Option(name: .long, help: "结果：returned 已收回、not_recoverable 无法收回。Outcome.", transform: Input.code)
        var outcome: String
        @Option(name: .long, parsing: .unconditional, help: "数量（基本单位）；不写为全部未落实的。Base units; all that is open when left out.")
        var quantity: String?
        @Option(name: .long, help: "收回所用的退库单编号。Number of the return that goods came back with.", transform: Input.code)
        var document: String?
        @Option(name: .long, help: "备注；无法收回时必填。Remarks; why, when goods are not recoverable.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let holderNo = Input.number(holder, field: "--holder", into: &problems)
                if let holderNo, holderNo > Int64(Int32.max) {
                    problems.append(FieldProblem(field: "--holder", .outOfRange, ["value": holder, "expected": "1–\(Int32.max)"]))
                }
                let chosen = Input.choice(
                    outcome, of: RecallProgress.Outcome.allCases.map(\.rawValue), field: "--outcome", into: &problems)
                var progress = RecallProgress(number, holder: holderNo ?? 0, chosen.flatMap(RecallProgress.Outcome.init) ?? .returned)
                progress.quantity = quantity.flatMap { Input.number($0, field: "--quantity", into: &problems) }
                progress.document = document
                progress.remarks = Input.text(remarks, field: "--remarks", into: &problems)
                progress.problems = problems
                execution.showRecall(try await operations.recordRecallProgress(progress, key: keyed.value()))
            }
        }
    }

    /// `stockpile recall end NUMBER`
    package struct End: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "end", abstract: "办结召回：每一件都已落实 · End a recall of which every unit is accounted for",
            discussion: "例 / Example:\n  stockpile recall end WS-ZH-2026-000001 --as commander1")

        @Argument(help: "召回编号。Number of the recall.", transform: Input.code)
        var number: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showRecall(try await operations.endRecall(number, key: keyed.value()))
            }
        }
    }
}

extension Execution {
    func showRecall(_ recall: JSONValue) {
        output.object(recall, keys: Shown.recall, lists: [("holders", Shown.recallHolders), ("recalled_lots", Shown.recalledLots)])
    }
}
