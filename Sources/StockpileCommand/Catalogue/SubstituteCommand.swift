package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile item substitute …`
package struct SubstituteCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "substitute", abstract: "替代品：列出、添加、移除 · Substitutes: list, add, remove",
        subcommands: [List.self, Add.self, Remove.self])

    package init() {}

    /// `stockpile item substitute list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "替代品清单 · List substitutes",
            discussion: "例 / Example:\n  stockpile item substitute list --item shelter-capacity")

        @Option(name: .long, help: "只看该品种的替代品。Of this item only.", transform: Input.code)
        var item: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listSubstitutes(of: item), columns: Shown.substitutes)
            }
        }
    }

    /// `stockpile item substitute add`
    package struct Add: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add", abstract: "添加替代品 · Say that one item stands for another",
            discussion: """
                例 / Example:
                  stockpile item substitute add --item tent-single-12m2 --substitute tent-cotton-12m2 --units 1 \
                --condition 非高温季节 --source 区应急局 --as admin1
                """)

        @Option(name: .long, help: "被替代的品种。The item it stands for.", transform: Input.code)
        var item: String
        @Option(name: .long, help: "替代品。The item that stands for it.", transform: Input.code)
        var substitute: String
        @Option(
            name: .long, parsing: .unconditional,
            help: "一个替代品单位顶几个被替代品种单位，可有小数。Base units of the item that one base unit of the substitute stands for; decimals allowed.")
        var units: String
        @Option(name: .long, help: "替代条件（文字，不参与计算）。When it will do, in words; nothing is reckoned with it.")
        var condition: String?
        @Option(name: .long, help: "依据或出处。Basis or source.")
        var source: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var draft = SubstituteDraft()
                (draft.item, draft.substitute) = (item, substitute)
                let range = ExactDecimal.smallest...SubstituteDraft.unitsMax
                draft.units = Input.decimal(units, in: range, field: "--units", into: &problems) ?? .smallest
                draft.condition = Input.text(condition, field: "--condition", into: &problems)
                draft.source = Input.needed(source, field: "--source", into: &problems)
                let added = try await operations.addSubstitute(draft, problems: problems, key: keyed.value())
                execution.output.list(added, columns: Shown.substitutes)
            }
        }
    }

    /// `stockpile item substitute remove`
    package struct Remove: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "移除替代品 · Say that an item stands for another no more",
            discussion: """
                例 / Example:
                  stockpile item substitute remove --item tent-single-12m2 --substitute tent-cotton-12m2 --as admin1
                """)

        @Option(name: .long, help: "被替代的品种。The item it stood for.", transform: Input.code)
        var item: String
        @Option(name: .long, help: "替代品。The item that stood for it.", transform: Input.code)
        var substitute: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let removed = try await operations.removeSubstitute(substitute, of: item, key: keyed.value())
                execution.output.list(removed, columns: Shown.substitutes)
            }
        }
    }
}
