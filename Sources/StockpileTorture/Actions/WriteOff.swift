internal import StockpileModel
internal import StockpileOperations

/// A keeper asks for goods to be written off; nothing moves yet.
struct WriteOff: Action {
    let name: RequestName
    let item: String
    let lot: String
    let quantity: Int64
    let place: String
    let keeper: Int

    var makesDocument: Bool { false }

    static func drawn(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        guard let receipt = script.lot(before: name, &numbers) else { return nil }
        return WriteOff(
            name: name, item: receipt.item, lot: receipt.name.lot, quantity: numbers.some(1...15), place: receipt.place,
            keeper: Int(numbers.some(0...2)))
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        var line = PostingRequestLine(item: item, quantity: quantity)
        line.lot = lot
        return try await desk.keepers[keeper].requestWriteOff(at: place, reason: name.tag, lines: [line], key: key)
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] { [] }
}

/// A second person approves it, a third one posts it; some of them are the wrong person and are told so.
struct WriteOffStep: Action {
    let name: RequestName
    let posts: Bool
    let writeOff: RequestName
    let person: Int

    var makesDocument: Bool { posts }
    var isTagged: Bool { false }

    static func drawnApproval(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        guard let asked = script.earlier(["write_off"], before: name, &numbers), script.action(asked) is WriteOff else { return nil }
        return WriteOffStep(name: name, posts: false, writeOff: asked, person: Int(numbers.some(0...1)))
    }

    static func drawnPosting(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let approval = script.earlier(["write_off_approval"], before: name, &numbers).flatMap { script.action($0) as? WriteOffStep }
        guard let approval else { return nil }
        return WriteOffStep(name: name, posts: true, writeOff: approval.writeOff, person: Int(numbers.some(0...1)))
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        let number = try await desk.number(of: writeOff)
        if posts { return try await desk.finance[person].postWriteOff(number, key: key) }
        return try await (person == 0 ? desk.commanders[0] : desk.finance[0]).approveWriteOff(number, key: key)
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        guard posts else { return [] }
        guard let asked = books.script.action(writeOff) as? WriteOff else { throw Wrong("\(writeOff) is no write-off") }
        // Which of the two the goods lay in was settled when they were asked for.
        return try Picks(found, of: asked.item, asked.quantity, from: asked.place, ["free", "held"], lot: asked.lot, books)
            .movements { .outside("loss", $0.lot, asked.place) }
    }
}
