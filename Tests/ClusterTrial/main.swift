import Foundation
import Postgres

/// One command on a cluster, as a process of its own: cluster-trial HOME start|stop|status|destroy.
@MainActor func run() async -> Int32 {
    let words = CommandLine.arguments
    guard words.count == 3 else {
        FileHandle.standardError.write(Data("cluster-trial HOME start|stop|status|destroy\n".utf8))
        return 64
    }
    let cluster = PrivateCluster(
        folder: words[1], databaseName: "trial", isDisposable: true, settings: ["fsync": "off"],
        environment: ProcessInfo.processInfo.environment)
    do {
        let start = ContinuousClock.now
        switch words[2] {
        case "start": print(try await cluster.start())
        case "stop": try await cluster.stop()
        case "status": print(try await cluster.status())
        case "destroy": try await cluster.destroy()
        default: return 64
        }
        FileHandle.standardError.write(Data("took \(ContinuousClock.now - start)\n".utf8))
        return 0
    } catch {
        FileHandle.standardError.write(Data("\(error)\n".utf8))
        return 1
    }
}

exit(await run())
