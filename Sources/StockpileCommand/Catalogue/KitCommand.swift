package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile item kit …`
package struct KitCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "kit", abstract: "成套物资：列出、查看、添加和移除部件 · Kits: list, show, add and remove parts",
        subcommands: [List.self, Show.self, Add.self, Remove.self])

    package init() {}

    /// `stockpile item kit list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "list", abstract: "成套物资清单 · List kits")

        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listKits(), columns: Shown.kits)
            }
        }
    }

    /// `stockpile item kit show KIT`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "一种成套物资及其部件 · A kit with its parts",
            discussion: "例 / Example:\n  stockpile item kit show family-kit")

        @Argument(help: "成套物资代码。Code of the kit.", transform: Input.code)
        var kit: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.object(
                    try await operations.showKit(kit), keys: Shown.kits, lists: [("kit_parts", Shown.kitParts)])
            }
        }
    }

    /// `stockpile item kit add`
    package struct Add: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add", abstract: "添加部件 · Say that a kit has a part",
            discussion: """
                例 / Example:
                  stockpile item kit add --kit family-kit --part quilt-cotton --quantity 2 --source 区应急局 --as admin1
                """)

        @OptionGroup var pair: KitPartOptions
        @Option(name: .long, parsing: .unconditional, help: "每套几个部件单位。Base units of the part in each kit.")
        var quantity: String
        @Option(name: .long, help: "依据或出处。Basis or source.")
        var source: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var draft = KitPartDraft()
                (draft.kit, draft.part) = (pair.kit, pair.part)
                let range = 1...KitPartDraft.quantityMax
                draft.quantity = Input.whole(quantity, range, field: "--quantity", into: &problems) ?? 1
                draft.source = Input.needed(source, field: "--source", into: &problems)
                let added = try await operations.addKitPart(draft, problems: problems, key: keyed.value())
                execution.output.list(added, columns: Shown.kitParts)
            }
        }
    }

    /// `stockpile item kit remove`
    package struct Remove: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "移除部件 · Say that a kit has a part no more",
            discussion: "例 / Example:\n  stockpile item kit remove --kit family-kit --part quilt-cotton --as admin1")

        @OptionGroup var pair: KitPartOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let removed = try await operations.removeKitPart(pair.part, of: pair.kit, key: keyed.value())
                execution.output.list(removed, columns: Shown.kitParts)
            }
        }
    }
}

/// A kit and one of its parts.
struct KitPartOptions: ParsableArguments {
    @Option(name: .long, help: "成套物资。The kit.", transform: Input.code)
    var kit: String
    @Option(name: .long, help: "部件。The part.", transform: Input.code)
    var part: String
}
