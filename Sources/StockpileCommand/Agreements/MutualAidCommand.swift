package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile mutual-aid …`
package struct MutualAidCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "mutual-aid",
        abstract: "跨区域支援：邻区承诺支援的物资（不是库存，按到达时限计入充足度） · What neighbours promise to send; no stock, counted by its hours",
        subcommands: [List.self, Add.self, End.self])

    package init() {}

    /// `stockpile mutual-aid list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "承诺清单 · What is promised",
            discussion: "例 / Example:\n  stockpile mutual-aid list --as commander1")
        @Flag(name: .long, help: "包括已终止和已过期的。With what is over.")
        var withEnded = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listMutualAid(withEnded: withEnded), columns: Shown.mutualAid)
            }
        }
    }

    /// `stockpile mutual-aid add`
    package struct Add: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add", abstract: "登记邻区承诺 · Keep what a neighbour promises",
            discussion: """
                例 / Examples:
                  stockpile mutual-aid add --neighbour nanchuan --neighbour-name 南川区 --neighbour-name-en Nanchuan --item quilt-cotton \
                --quantity 300 --place WS01 --hours 8 --percent 80 --from 2026-06-01 --until 2027-05-31 --source 支援协议 --as commander1
                应用 --hours 写明从求援到物资抵达该地点的时间；之后的路程另计。邻区已登记时不必再写名称。
                --hours is from the call until the goods are at that place; roads from there are added. A known neighbour needs no name.
                """)
        @Option(name: .long, help: "邻区代码。Code of the neighbour.", transform: Input.code)
        var neighbour: String
        @Option(name: .long, help: "邻区名称；首次登记时必填。Its name, the first time.")
        var neighbourName: String?
        @Option(name: .long, help: "邻区英文名称。Its English name.")
        var neighbourNameEn: String?
        @Option(name: .long, help: "联系电话。Telephone.")
        var telephone: String?
        @Option(name: .long, help: "品种。Item.", transform: Input.code)
        var item: String
        @Option(name: .long, parsing: .unconditional, help: "数量（基本单位）。Quantity in base units.")
        var quantity: String
        @Option(name: .long, help: "运抵的地点。Where it comes in.", transform: Input.code)
        var place: String
        @Option(name: .long, parsing: .unconditional, help: "从求援到运抵该地点的小时数。Hours from the call until it is there.")
        var hours: String
        @Option(name: .long, parsing: .unconditional, help: "可信度（百分之几），默认 100；可信度规则可使之更低。Confidence; the rule may say less.")
        var percent: String = "100"
        @Option(name: .long, help: "自某日起。First day.")
        var from: String
        @Option(name: .long, help: "到某日止（含）。Last day.")
        var until: String
        @Option(name: .long, help: "依据或出处。Basis or source.")
        var source: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let draft = read(into: &problems)
                execution.output.list(
                    try await operations.addMutualAid(draft, problems: problems, key: keyed.value()), columns: Shown.mutualAid)
            }
        }

        private func read(into problems: inout [FieldProblem]) -> MutualAidDraft {
            var draft = MutualAidDraft()
            (draft.neighbour, draft.item, draft.place) = (neighbour, item, place)
            draft.neighbourName = Input.text(neighbourName, field: "--neighbour-name", into: &problems)
            draft.neighbourNameEn = Input.text(neighbourNameEn, field: "--neighbour-name-en", into: &problems)
            draft.telephone = Input.text(telephone, field: "--telephone", into: &problems)
            draft.quantity = Input.number(quantity, field: "--quantity", into: &problems) ?? 1
            draft.responseHours = Input.number(hours, field: "--hours", allowsZero: true, into: &problems) ?? 0
            draft.confidencePercent = Input.number(percent, field: "--percent", allowsZero: true, into: &problems) ?? 0
            if draft.confidencePercent > 100 {
                problems.append(FieldProblem(field: "--percent", .outOfRange, ["value": percent, "expected": "0–100"]))
            }
            if draft.responseHours > 100_000 {
                problems.append(FieldProblem(field: "--hours", .outOfRange, ["value": hours, "expected": "0–100000"]))
            }
            draft.validFrom = Input.date(from, field: "--from", into: &problems) ?? draft.validFrom
            draft.validTo = Input.date(until, field: "--until", into: &problems) ?? draft.validTo
            if let text = Input.text(source, field: "--source", into: &problems) {
                draft.source = text
            } else if !problems.contains(where: { $0.field == "--source" }) {
                problems.append(FieldProblem(field: "--source", .required))
            }
            return draft
        }
    }

    /// `stockpile mutual-aid end NUMBER`
    package struct End: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "end", abstract: "终止承诺，自今日起不再计入 · End a promise: from today on it does not count",
            discussion: "例 / Example:\n  stockpile mutual-aid end WS-KQ-2026-000001 --as commander1")
        @Argument(help: "编号。Number.", transform: Input.code)
        var number: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.endMutualAid(number, key: keyed.value()), columns: Shown.mutualAid)
            }
        }
    }
}
