import Foundation
import Testing

@testable import StockpileTorture

@Suite("What a client writes down before it goes on")
struct JournalTests {
    private func entry(_ number: Int, _ text: String) -> Journal.Entry {
        Journal.Entry(name: RequestName(3, number), outcome: .done, key: "k/\(number)", resent: number, text: text)
    }

    private func withJournal(_ body: (Journal) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(Journal(client: 3, folder: folder.path))
    }

    @Test func `is read as it was written`() throws {
        try withJournal { journal in
            #expect(try journal.read().isEmpty)
            let file = try journal.reopen()
            for number in 1...3 { try Journal.write(entry(number, #"{"number":"D1-RK-2026-00000\#(number)"}"#), to: file) }
            let found = try journal.read()
            #expect(found.map(\.name) == (1...3).map { RequestName(3, $0) })
            #expect(found[1].key == "k/2" && found[1].resent == 2 && found[1].outcome == .done)
            #expect(found[1].text == #"{"number":"D1-RK-2026-000002"}"#)
        }
    }

    @Test func `half a line of a client killed while it wrote counts as never written`() throws {
        try withJournal { journal in
            let file = try journal.reopen()
            try Journal.write(entry(1, "one"), to: file)
            try file.write(contentsOf: Data("2\tdone\tk/".utf8))
            #expect(try journal.read().map(\.name.number) == [1])
            try Journal.write(entry(2, "two\twith\nothers"), to: try journal.reopen())
            #expect(try journal.read().map(\.text) == ["one", "two with others"])
        }
    }
}

@Suite("What is done to a run, and when")
struct MischiefTests {
    private func acts(_ seed: UInt64) -> [String] {
        var numbers = SeededNumbers(seed: seed)
        return Mischief(seconds: 20, crashes: 3, cuts: 10, clientKills: 4, numbers: &numbers).acts.map { "\($0.at) \($0.act)" }
    }

    @Test func `everything asked for is planned, in order and within the time`() {
        var numbers = SeededNumbers(seed: 5)
        let acts = Mischief(seconds: 20, crashes: 3, cuts: 10, clientKills: 4, numbers: &numbers).acts
        #expect(
            Dictionary(grouping: acts) { "\($0.act)" }.mapValues(\.count) == [
                "crash": 3, "cutConnection": 5, "cutSocket": 5, "killClient": 4,
            ])
        #expect(acts.map(\.at) == acts.map(\.at).sorted())
        #expect(acts.allSatisfy { $0.at >= .zero && $0.at < .seconds(20) })
    }

    @Test func `the same seed plans the same`() {
        #expect(acts(1) == acts(1) && acts(1) != acts(2))
    }
}
