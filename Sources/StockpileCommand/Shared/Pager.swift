internal import Foundation

/// A pager between long tables and a person's screen, as one knows it from git and psql; none where no person sits at a terminal.
///
/// Shape: `STOCKPILE_PAGER`, else `PAGER`, else `less` where there is one; an empty one switches it off.
enum Pager {
    /// Only tables that a command reads from the database: never what runs on, like a server or the demonstration.
    static func start() {
        _ = started
    }

    private static let started: Void = {
        let environment = ProcessInfo.processInfo.environment
        guard isatty(STDOUT_FILENO) == 1, let command = command(environment) else { return }
        let pager = Process()
        let pipe = Pipe()
        pager.executableURL = URL(filePath: "/bin/sh")
        pager.arguments = ["-c", command]
        pager.environment = environment.merging(["LESS": "FRX", "LESSCHARSET": "utf-8"]) { own, _ in own }
        pager.standardInput = pipe
        guard (try? pager.run()) != nil else { return }
        fflush(nil)
        dup2(pipe.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
        try? pipe.fileHandleForWriting.close()
        running = pager
        // Whatever way the command ends, the person reads to the end first.
        atexit {
            close(STDOUT_FILENO)
            Pager.running?.waitUntilExit()
        }
    }()

    /// Written once, before anybody reads it.
    private nonisolated(unsafe) static var running: Process?

    private static func command(_ environment: [String: String]) -> String? {
        guard let terminal = environment["TERM"], !terminal.isEmpty, terminal != "dumb" else { return nil }
        guard let chosen = environment["STOCKPILE_PAGER"] ?? environment["PAGER"] else {
            return "if command -v less >/dev/null; then exec less; else exec cat; fi"
        }
        return chosen.isEmpty ? nil : chosen
    }
}
