package import ArgumentParser
internal import Hummingbird
internal import Logging
internal import StockpileStore
internal import StockpileWeb

/// `stockpile serve`
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "启动服务（健康检查、到期预留释放、台账封存）· Run the server: health route, worker for due releases and sealing",
        discussion: "例 / Example:\n  stockpile serve --port 8080")

    @Option(name: .long, help: "监听地址。Address.")
    var host = "127.0.0.1"
    @Option(name: .long, help: "端口。Port.")
    var port = 8080
    @OptionGroup var options: CommonOptions

    package init() {}

    package func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port: 0–65535") }
    }

    package func run() async throws {
        try await Execution.plain(options) { execution in
            let store = Store(conninfo: try await execution.conninfo())
            try await store.requireSchema()
            let application = buildApplication(store: store, host: host, port: port, logger: Logger(label: "stockpile"))
            try await application.runService()
            await store.close()
        }
    }
}
