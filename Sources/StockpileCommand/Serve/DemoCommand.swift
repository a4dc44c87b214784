package import ArgumentParser
internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// `stockpile demo`
package struct DemoCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "演示：新建私有数据库，装入示例，入库出库，答复够不够Ⅱ级响应 · A fresh private database, the example, and the Level II verdict")

    @Option(name: .long, help: "示例文件夹；缺省为自带的万盛示例。Example folder; the bundled one when left out.", completion: .directory)
    var example: String?
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.plain(options) { execution in
            try execution.requirePrivate()
            let home = Self.home
            // Before anything is removed: a folder that cannot be loaded must not cost the earlier demonstration.
            try Operations.checkDistrict(folder: folder)
            // Only a cluster that an earlier demonstration made is removed; any other is refused.
            let cluster = PrivateDatabase.cluster(home: home, isDisposable: true)
            if try await cluster.status() != .notMade { try await cluster.destroy() }
            execution.output.say("1. 新建私有数据库：\(home)", "1. A fresh private database: \(home)")
            let conninfo = try await cluster.start()
            _ = try await Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
            let store = Store(conninfo: conninfo)
            do {
                try await show(store, execution)
            } catch {
                await store.close()
                throw error
            }
            await store.close()
            Self.suggest(home, execution)
        }
    }

    /// A folder of its own beside the private database, so that the demonstration never touches real stock.
    static var home: String {
        ClusterHome.folder(application: "stockpile-demo", variable: "STOCKPILE_DEMO_HOME", environment: ProcessInfo.processInfo.environment)
    }

    private var folder: URL {
        example.map { URL(filePath: $0, directoryHint: .isDirectory) } ?? Bundle.module.bundleURL.appending(path: "wansheng")
    }

    private func show(_ store: Store, _ execution: Execution) async throws {
        let output = execution.output
        output.say("\n2. 装入示例地区", "\n2. The example district is loaded")
        execution.showImport(try await Operations.importDistrict(folder: folder, store: store, login: "admin1").json)

        let keeper = try await Operations.open(store, login: "keeper1")
        output.say("\n3. 库管员入库 50 床棉被，再发出 20 床（先到期先出）", "\n3. A storekeeper receives 50 quilts and issues 20, first expired first out")
        var line = PostingRequestLine(item: "quilt-cotton", quantity: 50)
        line.category = "living_relief"
        line.fundingSource = "district_budget"
        line.unitCostFen = 8500
        let received = try await keeper.postReceipt(
            PostingRequest(purpose: "purchase", place: "WS01", lines: [line]), key: KeyOption.fresh())
        try await execution.show(received, keeper)
        output.say("", "")
        let asked = PostingRequest(purpose: "use", place: "WS01", lines: [PostingRequestLine(item: "quilt-cotton", quantity: 20)])
        try await execution.show(try await keeper.postIssue(asked, key: KeyOption.fresh()), keeper)

        output.say("\n4. 各类库存", "\n4. Stock by category")
        output.list(try await keeper.listStock(by: .category, StockFilter()), columns: Shown.stockByCategory)

        output.say("\n5. 够不够Ⅱ级响应（洪涝，转移安置 2,400 人）？", "\n5. Is it enough for a Level II response (flood, 2,400 resettled)?")
        execution.showReadiness(try await keeper.checkReadiness(level: .II, scenario: "flood", on: nil).json, onlyShort: false)
    }

    private static func suggest(_ home: String, _ execution: Execution) {
        execution.output.say("\n接下来可以试：", "\nTry next:")
        let program = "STOCKPILE_HOME=\(home) \(CommandLine.arguments.first ?? "stockpile")"
        for command in [
            "stock list --by lot --item quilt-cotton --as keeper1",
            "order issue --item quilt-cotton --quantity 300 --to WS13 --as commander1",
            "readiness check --level II --scenario earthquake --only-short --as commander1",
        ] {
            execution.output.say("  \(program) \(command)", "  \(program) \(command)")
        }
    }
}
