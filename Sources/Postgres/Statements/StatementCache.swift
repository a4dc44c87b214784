import CLibPQ

/// The prepared statements of one connection, the least recently used forgotten first.
struct StatementCache {
    struct Key: Hashable {
        let text: String
        let types: [UInt32]
    }

    final class Entry {
        let name: String
        /// Filled by the first result; the server refuses a statement whose columns changed, so it stays true.
        var columns: Columns?
        fileprivate var lastUse: Int = 0

        fileprivate init(name: String) {
            self.name = name
        }
    }

    let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    private var names = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
    }

    mutating func find(_ key: Key) -> Entry? {
        guard let entry = entries[key] else { return nil }
        uses += 1
        entry.lastUse = uses
        return entry
    }

    /// A name never used before on this connection.
    mutating func nextName() -> String {
        names += 1
        return "s\(names)"
    }

    mutating func insert(_ key: Key, name: String) -> Entry {
        let entry = Entry(name: name)
        uses += 1
        entry.lastUse = uses
        entries[key] = entry
        return entry
    }

    /// Makes room for one more; the caller deallocates the statement whose name comes back.
    mutating func makeRoom() -> String? {
        guard entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
        entries[oldest.key] = nil
        return oldest.value.name
    }

    mutating func forget(_ key: Key) -> String? {
        entries.removeValue(forKey: key)?.name
    }

    mutating func forgetAll() {
        entries.removeAll()
    }
}
