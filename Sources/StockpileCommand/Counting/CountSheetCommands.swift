package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

extension CountCommand {
    /// `stockpile count sheet NUMBER`
    package struct Sheet: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "本人的盘点表，不含账面数 · The sheet to take along, without the books' figures",
            discussion: "例 / Example:\n  stockpile count sheet WS-PD-2026-000001 --out sheet.csv --as keeper1")

        @Argument(help: "盘点编号。Count number.")
        var number: String
        @Option(name: .long, help: "写入 CSV 文件。Write a CSV file.", completion: .file())
        var out: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let rows = try await operations.showCountSheet(number)
                guard let out else { return execution.output.list(rows, columns: Shown.countSheet) }
                // With the mark that spreadsheets tell UTF-8 by.
                let text = "\u{FEFF}" + Output.csvText(rows, Shown.countSheet)
                guard FileManager.default.createFile(atPath: out, contents: Data(text.utf8)) else {
                    throw StockpileError.invalid([FieldProblem(file: out, field: "--out", .notAllowed, ["value": out])])
                }
                execution.output.list([["file": .text(out), "rows": .integer(Int64(rows.count))]], columns: Shown.importedFiles)
            }
        }
    }

    /// `stockpile count enter NUMBER`
    package struct Enter: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "enter", abstract: "录入实盘数：盘点表、单行，或表外物资 · Enter what was counted: a sheet, a line, or goods not on the sheet",
            discussion: """
                例 / Example:
                  stockpile count enter WS-PD-2026-000001 --file sheet.csv --counted-at "2026-11-24 08:30" --as keeper1
                  stockpile count enter WS-PD-2026-000001 --line 3 --quantity 120 --as keeper2
                  stockpile count enter WS-PD-2026-000001 --item blanket --lot LOT --quantity 5 --as keeper1
                """)

        @Argument(help: "盘点编号。Count number.")
        var number: String
        @Option(name: .long, help: "填好的盘点表（CSV），或 - 表示标准输入；空格为未盘，0 为盘得零。The filled-in sheet, or -; empty: not counted.")
        var file: String?
        @Option(name: .long, help: "盘点表行号。Line of the sheet.")
        var line: String?
        @Option(name: .long, help: "实盘数量（基本单位）。Quantity counted, in base units.")
        var quantity: String?
        @Option(name: .long, help: "表外物资：品种代码。Goods not on the sheet: item.")
        var item: String?
        @Option(name: .long, help: "表外物资：批次号。Goods not on the sheet: lot.")
        var lot: String?
        @Option(name: .long, help: "表外物资：货位。Goods not on the sheet: bin.")
        var bin: String?
        @Option(name: .long, help: "表外物资：物权单位。Goods not on the sheet: owner.")
        var owner: String?
        @Option(name: .long, help: "表外物资：物资状态，缺省 good。Goods not on the sheet: condition; good when left out.")
        var condition: String?
        @Option(name: .long, help: "盘到的是哪几件（一物一码）；多件用逗号分隔或重复，文件用 serials 列。Which units, comma-separated or repeated; in a file: serials.")
        var serial: [String] = []
        @Option(name: .long, help: "盘点时间，缺省为现在。When it was counted; now when left out.")
        var countedAt: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let (entries, problems) = try entries()
                execution.showCount(
                    try await operations.enterCount(number, entries, countedAt: countedAt, problems: problems, key: keyed.value()))
            }
        }

        private func entries() throws -> (entries: [CountEntry], problems: [FieldProblem]) {
            if let file { return CountEntryFile.read(data: try Input.data(file), name: file == "-" ? "stdin" : file) }
            var problems: [FieldProblem] = []
            var entry = CountEntry(line: nil, quantity: 0)
            if let line { entry.line = Input.number(line, field: "--line", into: &problems) }
            if quantity == nil, !serial.isEmpty {
                entry.quantity = Int64(serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }.count)
            } else if let quantity {
                entry.quantity = Input.number(quantity, field: "--quantity", allowsZero: true, into: &problems) ?? 0
            } else {
                problems.append(FieldProblem(field: "--quantity", .required))
            }
            entry.item = item
            entry.lot = lot
            entry.bin = bin
            entry.owner = owner
            entry.serials = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }
            entry.condition = condition.flatMap {
                Input.choice($0, of: ReceiptCommand.Post.conditions, field: "--condition", into: &problems)
            }
            if line == nil {
                for (field, value) in [("--item", item), ("--lot", lot)] where value == nil {
                    problems.append(FieldProblem(field: field, .required))
                }
            }
            return ([entry], problems)
        }
    }

    /// `stockpile count show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "查看盘点；审核后才显示账面数与差异 · Show a count; figures only from the review on")

        @Argument(help: "盘点编号。Count number.")
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let count = try await operations.showCount(number)
                let lines = Shown.countLines(of: count[key: "lines"]?.array ?? [], options.format)
                execution.output.object(
                    count, keys: Shown.count,
                    lists: [
                        ("lines", lines), ("entries", Shown.countEntries), ("events", Shown.countEvents),
                        ("documents", Shown.countDocuments),
                    ])
            }
        }
    }

    /// `stockpile count list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "盘点列表，最近的在前 · Counts, newest first",
            discussion: "例 / Example:\n  stockpile count list --state under_review --as commander1")

        @Option(name: .long, help: "只列该状态，如 counting、under_review、posted。Only those in this state.")
        var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let wanted = try state.map { try Input.choice($0, of: CountState.allCases.map(\.rawValue), field: "--state") }
                try await execution.list(page, columns: Shown.counts) {
                    try await operations.listCounts(state: wanted.flatMap(CountState.init), slice: $0)
                }
            }
        }
    }
}
