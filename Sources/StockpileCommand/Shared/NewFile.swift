internal import Foundation
internal import StockpileModel

/// A file that a command writes; one that exists is never overwritten.
enum NewFile {
    /// Refuses before anything is done what could not be written afterwards.
    ///
    /// Errors: invalid.
    static func require(_ path: String?, option: String) throws {
        guard let path, FileManager.default.fileExists(atPath: path) else { return }
        throw problem(path, option, "file_exists")
    }

    /// Errors: invalid.
    static func write(_ text: String, to path: String, option: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            throw problem(path, option, FileManager.default.fileExists(atPath: path) ? "file_exists" : "not_writable")
        }
    }

    private static func problem(_ path: String, _ option: String, _ reason: String) -> StockpileError {
        .invalid([FieldProblem(field: option, .notAllowed, ["value": path, "reason": reason])])
    }
}
