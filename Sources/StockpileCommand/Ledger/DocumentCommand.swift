package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile document …`
package struct DocumentCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "document", abstract: "单据 · Documents",
        subcommands: [Show.self, List.self, Reverse.self, Attach.self, SaveAttachment.self])

    package init() {}

    /// `stockpile document show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "show", abstract: "查看单据 · Show a document")

        @Argument(help: "单据编号，如 WS01-RK-2026-000001。Document number.", transform: Input.code)
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let document = try await operations.showDocument(number)
                execution.output.object(
                    document, keys: Shown.document,
                    lists: [("lines", Shown.documentLines(of: document, execution.output.format)), ("attachments", Shown.attachments)])
            }
        }
    }

    /// `stockpile document reverse NUMBER`
    package struct Reverse: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "reverse", abstract: "冲销单据或其中几行（唯一的更正办法）· Reverse a document or some of its lines, the only correction",
            discussion: """
                不写 --line 即冲销尚未冲销的全部各行。Without --line: all lines that are not reversed yet.
                例 / Example:
                  stockpile document reverse WS01-RK-2026-000001 --line 2 --remarks 数量点错
                """)

        @Argument(help: "单据编号。Document number.", transform: Input.code)
        var number: String
        @Option(name: .customLong("line"), help: "只冲销该行；可重复。Only this line; may be repeated.")
        var lines: [Int64] = []
        @Option(name: .long, help: "原因。Why.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            guard lines.allSatisfy({ (1...10_000).contains($0) }) else { throw ValidationError("--line: 1–10000") }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let remarks = try Input.text(remarks, field: "--remarks")
                try await execution.show(
                    try await operations.reverseDocument(number, lines: lines, remarks: remarks, key: keyed.value()), operations)
            }
        }
    }
}

extension DocumentCommand {
    /// `stockpile document list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "单据列表，最近的在前 · Documents, newest first",
            discussion: "例 / Example:\n  stockpile document list --by occurred --from 2026-11-01 --to 2026-11-30 --place WS01")

        @Option(name: .long, help: "按哪个时间：occurred 发生、recorded 记账。By which time.")
        var by = "recorded"
        @Option(name: .long, help: "起始日。From this day.")
        var from: String?
        @Option(name: .long, help: "截止日（含）。To this day, it included.")
        var to: String?
        @Option(name: .long, help: "只看某地点。Only this place.")
        var place: String?
        @Option(name: .long, help: "只看某类单据，如 receipt、issue。Only this kind.")
        var kind: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var filter = DocumentFilter()
                filter.place = place
                filter.kind = kind
                let time = Input.choice(by, of: DocumentFilter.Time.allCases.map(\.rawValue), field: "--by", into: &problems)
                filter.time = time.flatMap(DocumentFilter.Time.init) ?? .recorded
                filter.from = from.flatMap { Input.date($0, field: "--from", into: &problems) }
                filter.to = to.flatMap { Input.date($0, field: "--to", into: &problems) }
                guard problems.isEmpty else { throw StockpileError.invalid(problems) }
                try await execution.list(page, columns: Shown.documents) { slice in
                    filter.slice = slice
                    return try await operations.listDocuments(filter)
                }
            }
        }
    }
}
