internal import Foundation

/// What one client was told, written down before it asks for anything else; it outlives the client.
///
/// Shape: a line for each request: number, outcome, key, how often it was sent again, and the answer or the reason, with tabs between.
struct Journal: Sendable {
    enum Outcome: String, Sendable {
        case done, refused
        /// No answer came, and it was not sent again.
        case unknown
        /// An answer nobody should get: our fault.
        case failed
    }

    struct Entry: Sendable {
        let name: RequestName
        let outcome: Outcome
        let key: String
        let resent: Int
        let text: String
    }

    struct CannotWrite: Error {}

    let client: Int
    let path: String

    init(client: Int, folder: String) {
        self.client = client
        path = "\(folder)/client-\(client).journal"
    }

    /// Every whole line. A client killed while it wrote may have left half of one, which was never acknowledged.
    func read() throws -> [Entry] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        let text = String(decoding: data, as: UTF8.self)
        let whole = text.lastIndex(of: "\n").map { text[...$0] } ?? ""
        return whole.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
            guard cells.count == 5, let number = Int(cells[0]), let outcome = Outcome(rawValue: String(cells[1])) else { return nil }
            return Entry(
                name: RequestName(client, number), outcome: outcome, key: String(cells[2]), resent: Int(cells[3]) ?? 0,
                text: String(cells[4]))
        }
    }

    /// Cuts off half a line left behind, and opens the file for more.
    func reopen() throws -> FileHandle {
        let data = FileManager.default.contents(atPath: path) ?? Data()
        let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        if data.isEmpty { guard FileManager.default.createFile(atPath: path, contents: nil) else { throw CannotWrite() } }
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        try handle.truncate(atOffset: UInt64(whole))
        return handle
    }

    static func write(_ entry: Entry, to handle: FileHandle) throws {
        let text = entry.text.replacing("\t", with: " ").replacing("\n", with: " ")
        let cells = ["\(entry.name.number)", entry.outcome.rawValue, entry.key, "\(entry.resent)", text]
        try handle.write(contentsOf: Data((cells.joined(separator: "\t") + "\n").utf8))
    }
}
