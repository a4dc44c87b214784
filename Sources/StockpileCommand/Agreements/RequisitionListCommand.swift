package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile requisition-list …`
package struct RequisitionListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "requisition-list", abstract: "征用预备目录（不是库存，不计入充足度） · Who may be asked for goods by requisition; not stock",
        subcommands: [List.self, Add.self, Retire.self])

    package init() {}

    /// `stockpile requisition-list list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "目录 · The list", discussion: "例 / Example:\n  stockpile requisition-list list --as commander1")
        @Flag(name: .long, help: "包括已撤下的。With those taken off it.")
        var withRetired = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listCandidates(withRetired: withRetired), columns: Shown.candidates)
            }
        }
    }

    /// `stockpile requisition-list add`
    package struct Add: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add", abstract: "列入目录 · Put someone on the list",
            discussion: """
                例 / Examples:
                  stockpile requisition-list add --holder 某示例运输公司 --classification 2999900 --quantity 6 --unit 辆 \
                --location 万盛街道某停车场 --telephone 023-00000301 --source 2026年摸底 --as commander1
                """)
        @Option(name: .long, help: "持有单位或个人。Who holds the goods.")
        var holder: String
        @Option(name: .long, help: "品种（或用 --classification）。Item, or else a class.", transform: Input.code)
        var item: String?
        @Option(name: .long, help: "七位分类编码。Seven-digit class.", transform: Input.code)
        var classification: String?
        @Option(name: .long, parsing: .unconditional, help: "数量。Quantity.")
        var quantity: String
        @Option(name: .long, help: "分类的计量单位。Unit, for a class.")
        var unit: String?
        @Option(name: .long, help: "所在位置（文字）。Where the goods are, in words.")
        var location: String
        @Option(name: .long, help: "联系人。Contact.")
        var contact: String?
        @Option(name: .long, help: "电话。Telephone.")
        var telephone: String?
        @Option(name: .long, help: "依据或出处。Basis or source.")
        var source: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                func needed(_ value: String, _ field: String) -> String {
                    if let text = Input.text(value, field: field, into: &problems) { return text }
                    if !problems.contains(where: { $0.field == field }) { problems.append(FieldProblem(field: field, .required)) }
                    return ""
                }
                let count = Input.number(quantity, field: "--quantity", into: &problems)
                var draft = CandidateDraft(
                    holder: needed(holder, "--holder"), quantity: count ?? 1, place: needed(location, "--location"),
                    source: needed(source, "--source"))
                (draft.item, draft.classification) = (item, classification)
                draft.unit = Input.text(unit, field: "--unit", into: &problems)
                draft.contact = Input.text(contact, field: "--contact", into: &problems)
                draft.telephone = Input.text(telephone, field: "--telephone", into: &problems)
                execution.output.list(
                    try await operations.addCandidate(draft, problems: problems, key: keyed.value()), columns: Shown.candidates)
            }
        }
    }

    /// `stockpile requisition-list retire NUMBER`
    package struct Retire: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "retire", abstract: "撤下 · Take an entry off the list",
            discussion: "例 / Example:\n  stockpile requisition-list retire WS-ZY-2026-000001 --as commander1")
        @Argument(help: "目录编号。Number.", transform: Input.code)
        var number: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.retireCandidate(number, key: keyed.value()), columns: Shown.candidates)
            }
        }
    }
}
