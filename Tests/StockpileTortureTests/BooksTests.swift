import StockpileModel
import Testing

@testable import StockpileTorture

@Suite("The model a tortured ledger is compared with")
struct BooksTests {
    private let script = Script(seed: 1, clients: 4)
    private let name = RequestName(0, 2)

    private var receipt: Receive { Opening.receipt(name) }
    private var free: Account { .stock(name.lot, receipt.place, "free") }
    private var movement: Movement {
        Movement(from: .outside("supplier", name.lot, receipt.place), to: free, quantity: receipt.quantity)
    }

    private func books(_ found: [Movement]) -> Books {
        let books = Books(script, [name: (found: found, answer: .null)])
        books.enterAll()
        return books
    }

    @Test func `agrees with what was asked`() {
        let books = books([movement])
        #expect(books.differences.isEmpty)
        #expect(books.compare([free: receipt.quantity, movement.from: -receipt.quantity]).isEmpty)
    }

    @Test func `names the account in which the ledger says otherwise`() {
        let found = books([movement]).compare([free: receipt.quantity - 1, movement.from: -receipt.quantity])
        #expect(found == ["\(free): \(receipt.quantity - 1) in the ledger, \(receipt.quantity) by the model"])
    }

    @Test func `names the request that moved something else, or twice`() {
        #expect(books([movement, movement]).differences.count == 1)
        #expect(books([]).differences.count == 1)
    }

    @Test func `refuses picks that are not what was asked`() throws {
        let books = books([movement])
        let out = Account.outside("consumption", name.lot, receipt.place)
        func picks(_ quantity: Int64, _ place: String, _ states: [String]) throws {
            let found = [Movement(from: free, to: out, quantity: 5)]
            _ = try Picks(found, of: receipt.item, quantity, from: place, states, lot: nil, books)
        }
        try picks(5, receipt.place, ["free"])
        #expect(throws: Wrong.self) { try picks(6, receipt.place, ["free"]) }
        #expect(throws: Wrong.self) { try picks(5, "T1", ["free"]) }
        #expect(throws: Wrong.self) { try picks(5, receipt.place, ["held"]) }
    }

    @Test func `a hold whose goods have left may end without a document, but neither a hold nor goods that moved can do without`() throws {
        let nothing: JSONValue = ["document": .null, "quantity": 0]
        func effect(releases: Bool, _ found: [Movement]) throws -> [Movement] {
            let hold = Hold(name: name, releases: releases, lot: name.lot, place: receipt.place, keeper: 0)
            return try hold.effect(found, nothing, books([movement]))
        }
        #expect(try effect(releases: true, []).isEmpty)
        #expect(throws: Wrong.self) { try effect(releases: true, [movement]) }
        #expect(throws: Wrong.self) { try effect(releases: false, []) }
    }
}

@Suite("What a torture run owes")
struct MinimaTests {
    @Test(arguments: [(180, 20, 200, 20_000), (90, 10, 100, 10_000), (600, 20, 200, 20_000), (1, 1, 1, 111)])
    func `shorter runs owe their share, longer ones no more`(seconds: Int, crashes: Int, cuts: Int, documents: Int) {
        #expect(Minima(seconds: seconds) == Minima(crashes: crashes, connectionsCut: cuts, documents: documents))
    }
}
