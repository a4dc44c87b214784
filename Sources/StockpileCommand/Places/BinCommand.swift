package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension PlaceCommand {
    /// `stockpile place bin …`
    package struct BinCommand: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "bin", abstract: "货位：列出、新增、停用 · Bins: list, add, retire", subcommands: [List.self, Add.self, Retire.self])

        package init() {}

        /// `stockpile place bin list`
        package struct List: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(commandName: "list", abstract: "货位清单 · List bins")

            @Option(name: .long, help: "只看某地点。Only this place.", transform: Input.code)
            var place: String?
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    execution.output.list(try await operations.listBins(at: place), columns: Shown.bins)
                }
            }
        }

        /// `stockpile place bin add`
        package struct Add: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "add", abstract: "新增货位 · Add a bin",
                discussion: "例 / Example:\n  stockpile place bin add --place WS01 --bin H-01-01 --name 待检区 --as keeper1")

            @OptionGroup var bin: NamedBinOptions
            @Option(name: .long, help: "名称。Name.")
            var name: String?
            @OptionGroup var keyed: KeyOption
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    let name = try Input.text(name, field: "--name")
                    let made = try await operations.addBin(try bin.code(), name: name, at: bin.place, key: keyed.value())
                    execution.output.object(made, keys: Shown.bins)
                }
            }
        }

        /// `stockpile place bin retire`
        package struct Retire: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "retire", abstract: "停用空货位 · Retire an empty bin",
                discussion: "例 / Example:\n  stockpile place bin retire --place WS01 --bin H-01-01 --as keeper1")

            @OptionGroup var bin: NamedBinOptions
            @OptionGroup var keyed: KeyOption
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    let retired = try await operations.retireBin(try bin.code(), at: bin.place, key: keyed.value())
                    execution.output.object(retired, keys: Shown.bins)
                }
            }
        }
    }
}

/// One bin of one place.
package struct NamedBinOptions: ParsableArguments {
    @Option(name: .long, help: "地点代码。Place.", transform: Input.code)
    package var place: String
    @Option(name: .long, help: "货位代码（本地点内唯一）。The bin's code, unique at its place.")
    package var bin: String

    package init() {}

    /// Errors: invalid for a code that cannot be read.
    func code() throws -> String {
        guard let code = try Input.text(bin, field: "--bin") else {
            throw StockpileError.invalid([FieldProblem(field: "--bin", .required)])
        }
        return code
    }
}
