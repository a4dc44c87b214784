package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

/// `stockpile proof …`
package struct ProofCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "在库核查 · Proofs of what companies keep for us",
        subcommands: [Record.self, Import.self, Template.self, List.self, Remind.self])

    package init() {}

    /// `stockpile proof record`
    package struct Record: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "record", abstract: "登记一次核查 · Record what was found",
            discussion: """
                例 / Example:
                  stockpile proof record --agreement XY-2026-04 --item quilt-cotton --place WS34 --kind visit --quantity 480 \
                --proved-on 2026-11-20 --evidence photo.jpg --as keeper1
                """)

        @Option(name: .long, help: "协议编号。Agreement number.", transform: Input.code)
        var agreement: String
        @Option(name: .long, help: "物资品种代码。Item code.", transform: Input.code)
        var item: String
        @Option(name: .long, help: "企业存放点代码。The company's site.", transform: Input.code)
        var place: String
        @Option(name: .long, help: "方式：declaration 申报、visit 实地核查、surprise_check 突击抽查。How it was proved.", transform: Input.code)
        var kind: String
        @Option(name: .long, parsing: .unconditional, help: "实有数量（产能则为每日件数）。Quantity found; of capacity, units a day.")
        var quantity: String
        @Option(name: .long, help: "核查日期，缺省为今天。The day; today when left out.")
        var provedOn: String?
        @Option(name: .long, help: "证据文件（照片、盖章表）。A file that shows it.")
        var evidence: String?
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @Flag(name: .long, help: "核查的是产能行。It is the line of capacity that was seen.")
        var capacity = false
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let read = Input.choice(kind, of: ProofKind.allCases.map(\.rawValue), field: "--kind", into: &problems)
                let found = Input.number(quantity, field: "--quantity", allowsZero: true, into: &problems)
                let day = provedOn.flatMap { Input.date($0, field: "--proved-on", into: &problems) } ?? operations.today
                var proof = ProofDraft(agreement: agreement, item: item, place: place, provedOn: day, quantity: found ?? 0)
                proof.kind = read.flatMap(ProofKind.init) ?? .declaration
                proof.form = capacity ? "capacity" : "agreement_stock"
                proof.remarks = Input.text(remarks, field: "--remarks", into: &problems)
                if capacity, let read, read != "visit" {
                    problems.append(FieldProblem(field: "--kind", .notAChoice, ["value": read, "choices": "visit"]))
                }
                let file = evidence.flatMap { Input.attachment($0, keptAt: nil, into: &problems) }
                execution.output.list(
                    try await operations.recordProof(proof, evidence: file, problems: problems, key: keyed.value()), columns: Shown.proofs)
            }
        }
    }

    /// `stockpile proof import FILE`
    package struct Import: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "import", abstract: "录入企业月报（CSV，全部或全不） · Enter a file of declarations, whole or not at all",
            discussion: "例 / Example:\n  stockpile proof import 2026-11.csv --as liaison1")

        @Argument(help: "CSV 文件，或 - 表示标准输入。A CSV file, or - for standard input.")
        var file: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let name = file == "-" ? "stdin" : URL(filePath: file).lastPathComponent
                let read = ProofFile.read(data: try Input.data(file), name: name)
                execution.output.object(try await operations.importProofs(read, key: keyed.value()), keys: Shown.proofFile)
            }
        }
    }

    /// `stockpile proof template`
    package struct Template: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "template", abstract: "给出企业待填的月报表（CSV） · The sheet a company fills in, as CSV",
            discussion: "例 / Example:\n  stockpile proof template --company c-market-1 --as liaison1 > 2026-11.csv")

        @Option(name: .long, help: "企业代码。Company.", transform: Input.code)
        var company: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let rows = try await operations.declarationTemplate(company: company)
                // A sheet to be filled in is CSV unless a program asks for JSON.
                let output = Output(format: options.format == .json ? .json : .csv, language: execution.language)
                output.list(rows, columns: ProofFile.columns)
            }
        }
    }

    /// `stockpile proof list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "核查记录，最近的在前 · Proofs, newest first",
            discussion: "例 / Example:\n  stockpile proof list --company c-market-1 --as commander1")

        @Option(name: .long, help: "只列该协议。Of this agreement only.", transform: Input.code)
        var agreement: String?
        @Option(name: .long, help: "只列该企业。Of this company only.", transform: Input.code)
        var company: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                try await execution.list(page, columns: Shown.proofs) {
                    try await operations.listProofs(agreement: agreement, company: company, slice: $0)
                }
            }
        }
    }

    /// `stockpile proof remind`
    package struct Remind: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "remind", abstract: "为本月尚未申报的企业开待办 · Open a task for each company that has not declared this month",
            discussion: "例 / Example:\n  stockpile proof remind --as liaison1")
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.object(try await operations.remindDeclarations(), keys: Shown.reminders)
            }
        }
    }
}
