package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// `stockpile recovery …`
package struct RecoveryCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "recovery", abstract: "回收：谁发放，谁回收 · Recovery: whoever issues brings back",
        subcommands: [List.self, Record.self, Rate.self])

    package init() {}

    /// `stockpile recovery list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "尚未回收的物资：在谁手中、多少天 · What is still out: who has it, and how long",
            discussion: "例 / Example:\n  stockpile recovery list --place WS01 --as keeper1")
        @OptionGroup var filter: RecoveryOptions
        @Option(name: .long, help: "只看该出库单。Of this issue only.", transform: Input.code)
        var document: String?
        @Flag(name: .long, help: "包括已全部回收的。With what is back altogether.")
        var all = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var wanted = try filter.filter()
                (wanted.document, wanted.withComplete) = (document, all)
                execution.output.list(try await operations.listRecoveries(wanted), columns: Shown.recoveries)
            }
        }
    }

    /// `stockpile recovery rate`
    package struct Rate: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "rate", abstract: "回收率：按受领单位、事由、品种 · Share that came back: by receiver, occasion and item",
            discussion: "例 / Example:\n  stockpile recovery rate --occasion 2026年暴雨 --as commander1")
        @OptionGroup var filter: RecoveryOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listRecoveryRates(try filter.filter()), columns: Shown.recoveryRates)
            }
        }
    }

    /// `stockpile recovery record DOCUMENT`
    package struct Record: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "record", abstract: "登记回收：退库、验收结果、丢失，一次办完 · Goods that come back, as they are found, or what is lost",
            discussion: """
                例 / Examples:
                  stockpile recovery record WS01-CK-2026-000012 --item tent-single-12m2 --good 6 --to-repair 2 --lost 1 \
                --reason 洪水冲走 --as keeper1
                  stockpile recovery record WS01-CK-2026-000012 --item quilt-cotton --good 20 --bin A-01-01 --as keeper1
                  stockpile recovery record WS01-CK-2026-000012 --file back.csv --as keeper1
                文件列 / Columns: item, lot, result, quantity, serials, bin
                完好的待另一人验收 / What is good waits for another person: stockpile lot accept；修好后 / when repaired: \
                stockpile lot change-condition；报废 / scrap: stockpile write-off request
                """)
        @Argument(help: "出库单编号。Number of the issue.", transform: Input.code)
        var document: String
        @OptionGroup var found: RecoveryLineOptions
        @Option(name: .long, help: "多行：CSV 文件，或 - 表示标准输入。Many lines: a CSV file, or - for standard input.")
        var file: String?
        @Option(name: .long, help: "原因（丢失必填）。Reason; a loss owes one.")
        var reason: String?
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var request = RecoveryRequest(document: document, lines: try lines(&problems))
                request.reason = Input.text(reason, field: "--reason", into: &problems)
                request.remarks = Input.text(remarks, field: "--remarks", into: &problems)
                request.problems = problems
                execution.output.object(
                    try await operations.recordRecovery(request, key: keyed.value()), keys: Shown.recovery,
                    lists: [("lines", Shown.recoveries), ("entries", Shown.recoveryEntries)])
            }
        }

        private func lines(_ problems: inout [FieldProblem]) throws -> [RecoveryLine] {
            guard let file else { return found.lines(&problems) }
            let read = RecoveryFile.read(data: try Input.data(file), name: file == "-" ? "stdin" : file)
            problems += found.typed.map { FieldProblem(field: $0.name, .notAllowed, ["value": $0.value, "reason": "with_file"]) }
            problems += read.problems
            return read.lines
        }
    }
}

/// Of which goods that are to come back a list tells.
package struct RecoveryOptions: ParsableArguments {
    @Option(name: .long, help: "只看该受领单位。Of this receiver only.")
    package var receiver: String?
    @Option(name: .long, help: "只看该发出地点。Issued at this place only.", transform: Input.code)
    package var place: String?
    @Option(name: .long, help: "只看该事由（突发事件、演练）。Of this occasion only.")
    package var occasion: String?

    package init() {}

    /// Errors: invalid.
    func filter() throws -> RecoveryFilter {
        var filter = RecoveryFilter()
        filter.receiver = try Input.text(receiver, field: "--receiver")
        filter.occasion = try Input.text(occasion, field: "--occasion")
        filter.place = place
        return filter
    }
}

/// One item that came back, by how it was found.
package struct RecoveryLineOptions: ParsableArguments {
    @Option(name: .long, help: "物资品种代码。Item code.", transform: Input.code)
    package var item: String?
    @Option(name: .long, help: "批次号；不填则按发出的批次。Lot number; the lots issued when left out.")
    package var lot: String?
    @Option(name: .long, parsing: .unconditional, help: "完好数量。Found good.")
    package var good: String?
    @Option(name: .long, parsing: .unconditional, help: "待检数量。Still to be inspected.")
    package var inInspection: String?
    @Option(name: .long, parsing: .unconditional, help: "待修数量（含待清洗）。To be repaired or cleaned.")
    package var toRepair: String?
    @Option(name: .long, parsing: .unconditional, help: "报废数量。To be scrapped.")
    package var toScrap: String?
    @Option(name: .long, parsing: .unconditional, help: "丢失数量。Lost.")
    package var lost: String?
    @Option(name: .long, help: "序列号（一物一码；一次只登记一种验收结果）。Serial numbers; then of one result at a time.")
    package var serial: [String] = []
    @Option(name: .long, help: "放入货位（丢失的除外）。The bin it is put into, but for what is lost.")
    package var bin: String?

    package init() {}

    private var figures: [(name: String, value: String?, result: RecoveryResult)] {
        [
            ("--good", good, .good), ("--in-inspection", inInspection, .inInspection), ("--to-repair", toRepair, .toRepair),
            ("--to-scrap", toScrap, .toScrap), ("--lost", lost, .lost),
        ]
    }

    /// What was typed, for a file to refuse.
    var typed: [(name: String, value: String)] {
        var typed: [(name: String, value: String)] = []
        if let item { typed.append((name: "--item", value: item)) }
        if let lot { typed.append((name: "--lot", value: lot)) }
        for figure in figures {
            if let value = figure.value { typed.append((name: figure.name, value: value)) }
        }
        if let bin { typed.append((name: "--bin", value: bin)) }
        for number in serial { typed.append((name: "--serial", value: number)) }
        return typed
    }

    func lines(_ problems: inout [FieldProblem]) -> [RecoveryLine] {
        if (item ?? "").isEmpty { problems.append(FieldProblem(field: "--item", .required)) }
        let lot = lot.flatMap { Input.lotNumber($0, field: "--lot", into: &problems) }
        let units = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }
        let shelf = Input.text(bin, field: "--bin", into: &problems)
        let given = figures.filter { $0.value != nil }
        if !units.isEmpty, given.count > 1 {
            problems.append(FieldProblem(field: "--serial", .notAllowed, ["value": units.joined(separator: " "), "expected": "--file"]))
        }
        var lines: [RecoveryLine] = []
        for figure in given {
            guard let count = Input.number(figure.value ?? "", field: figure.name, into: &problems) else { continue }
            var line = RecoveryLine(item: item ?? "", quantity: count, result: figure.result)
            (line.lot, line.serials) = (lot, units)
            // What is lost beside what comes back goes into no bin.
            line.bin = figure.result == .lost && given.count > 1 ? nil : shelf
            lines.append(line)
        }
        return lines
    }
}
