package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

/// `stockpile standard …`
package struct StandardCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "standard", abstract: "储备标准 · Standards",
        subcommands: [
            List.self, Show.self, StandardImport.self, Difference.self, StandardTry.self, Adopt.self, StandardSize.self,
            TriggersCommand.self,
        ])
    package init() {}

    /// `stockpile standard list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "list", abstract: "标准及版本 · Standards and their versions")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listStandards(), columns: Shown.standards)
            }
        }
    }

    /// `stockpile standard show CODE`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "一个版本及其标准行 · A version with its lines",
            discussion: "例 / Example:\n  stockpile standard show wansheng-level2 --version 2")

        @Argument(help: "标准代码；standard list 可查。Code of the standard.", transform: Input.code)
        var code: String
        @Option(name: .long, help: "版本；缺省为现行版本。Version; the one in force when left out.")
        var version: Int?
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showStandard(try await operations.showStandard(code: code, version: version))
            }
        }
    }

    /// `stockpile standard diff CODE --from 1 --to 2`
    package struct Difference: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "diff", abstract: "两个版本的差别：新增、删除、修改的行 · What two versions ask for differently",
            discussion: "例 / Example:\n  stockpile standard diff wansheng-level2 --from 1 --to 2")

        @Argument(help: "标准代码。Code of the standard.", transform: Input.code)
        var code: String
        @Option(name: .long, help: "原版本。The older version.")
        var from: Int
        @Option(name: .long, help: "新版本。The newer version.")
        var to: Int
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let difference = try await operations.compareStandards(code: code, from: from, to: to)
                execution.output.object(
                    difference, keys: Shown.standardDifference, lists: [("changes", Shown.standardChanges)])
                guard difference[key: "changes"]?.array?.isEmpty == true else { return }
                execution.output.say("", "")
                execution.output.say("标准行没有差别。", "No line is different.")
            }
        }
    }

    /// `stockpile standard adopt CODE --version N`
    package struct Adopt: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "adopt", abstract: "采用一个版本（不能是编制人本人） · Put a version in force, by another person than its maker",
            discussion: "例 / Example:\n  stockpile standard adopt wansheng-level2 --version 2 --as commander1")

        @Argument(help: "标准代码。Code of the standard.", transform: Input.code)
        var code: String
        @Option(name: .long, help: "版本。Version.")
        var version: Int
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let named = StandardVersion(code: code, version: version)
                execution.showStandard(try await operations.adoptStandard(named, key: keyed.value()))
            }
        }
    }
}

/// `stockpile standard import`
package struct StandardImport: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import", abstract: "装入标准的新版本（另一人采用后才生效） · New versions, in force once another person adopts them",
        discussion: """
            文件列与区县文件夹中的 standards.csv、standard_lines.csv、drivers.csv 相同 / Columns as in a district's folder:
              code,version,name,name_en,level,effective_from,source[,redundancy_percent]
              standard,version,hazard,category,item,driver,coefficient,days,within_hours,source[,coefficient_max]
            例 / Example:
              stockpile standard import --standards standards.csv --lines standard_lines.csv --as admin1
            """)

    @Option(name: .long, help: "标准文件（CSV）。File of standards.")
    var standards: String
    @Option(name: .long, help: "标准行文件（CSV）。File of their lines.")
    var lines: String
    @Option(name: .long, help: "新增需求因子文件（CSV）。File of new drivers.")
    var drivers: String?
    @OptionGroup var keyed: KeyOption
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            let files = StandardFiles(
                standards: try Self.file(standards), lines: try Self.file(lines), drivers: try drivers.map(Self.file))
            let drafts = try await operations.draftStandards(files, key: keyed.value())
            guard options.format == .table else { return execution.output.list(drafts, columns: Shown.standard) }
            for draft in drafts { execution.showStandard(draft) }
        }
    }

    private static func file(_ path: String) throws -> StandardFiles.File {
        StandardFiles.File(name: path == "-" ? "stdin" : URL(filePath: path).lastPathComponent, data: try Input.data(path))
    }
}

/// `stockpile standard try CODE --version N`
package struct StandardTry: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "try", abstract: "采用前试算：哪些行转为不足、哪些转为充足 · Before it is adopted: which lines turn short, which are relieved",
        discussion: "例 / Example:\n  stockpile standard try wansheng-level2 --version 2 --scenario flood --as commander1")

    @Argument(help: "标准代码。Code of the standard.", transform: Input.code)
    var code: String
    @Option(name: .long, help: "版本。Version.")
    var version: Int
    @Option(name: .long, help: "情景代码；scenario list 可查。Scenario.", transform: Input.code)
    var scenario: String
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            execution.showTrial(
                try await operations.tryStandard(StandardVersion(code: code, version: version), scenario: scenario, on: nil))
        }
    }
}

/// `stockpile standard size CODE`
package struct StandardSize: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "size", abstract: "储备目录：按标准应储什么、多少、以何方式、在何处 · The reserve catalogue a standard asks for",
        discussion: """
            每类每品种取各情景中的最大需求；现有协议、产能能按时到位的计为协议、产能储备，其余为实物储备。
            例 / Examples:
              stockpile standard size wansheng-level2 --as commander1
              stockpile standard size wansheng-level2 --version 2 --scenario flood --scenario earthquake --format csv
            """)

    @Argument(help: "标准代码；standard list 可查。Code of the standard.", transform: Input.code)
    var code: String
    @Option(name: .long, help: "版本；缺省为现行版本。Version; the one in force when left out.")
    var version: Int?
    @Option(name: .long, help: "情景代码，可多次；缺省为该标准各灾种的全部情景。Scenarios; all of its hazards when left out.", transform: Input.code)
    var scenario: [String] = []
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            var seen: Set<String> = []
            execution.output.object(
                try await operations.sizeReserve(
                    code: code, version: version, scenarios: scenario.filter { seen.insert($0).inserted }),
                keys: Shown.reserveCatalogue, lists: [("entries", Shown.reserveEntries)])
        }
    }
}
