package import ArgumentParser
internal import Foundation
internal import Hummingbird
internal import Logging
internal import StockpileModel
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
        try Usage.requireRange(0...65535, port, "--port")
    }

    package func run() async throws {
        try await Execution.plain(options) { execution in
            let store = Store(conninfo: try await execution.conninfo())
            try await store.requireSchema()
            let application = buildApplication(store: store, host: host, port: port, logger: Logger(label: "stockpile"))
            do {
                try await store.onItsThreads { try await application.runService() }
            } catch {
                await store.close()
                throw problem(error) ?? error
            }
            await store.close()
        }
    }

    /// An address that cannot be listened at is a mistake of whoever chose it.
    private func problem(_ error: any Error) -> (any Error)? {
        // The server library tells the system's error number in words only.
        let reasons = [EADDRINUSE: "port_in_use", EACCES: "port_not_permitted", EADDRNOTAVAIL: "address_not_here"]
        let words = "\(error)"
        guard let reason = reasons.first(where: { words.contains("errno: \($0.key))") })?.value else { return nil }
        let field = reason == "address_not_here" ? "--host" : "--port"
        return StockpileError.invalid([FieldProblem(field: field, .notAllowed, ["value": "\(host):\(port)", "reason": reason])])
    }
}
