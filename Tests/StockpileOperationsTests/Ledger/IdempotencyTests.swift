import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Every write has a key: a lost packet or a second click posts nothing twice", .serialized)
struct IdempotencyTests {
    @Test(arguments: WriteOperation.all)
    func `the same key twice is one document and the same answer`(operation: WriteOperation) async throws {
        try await SmallReserve.run { reserve in
            let subject = try await operation.prepare(reserve)
            let person = try await reserve.person(operation.logins.0)
            let first = try await operation.act(person, subject, .first, .named("k"))
            let after = try await reserve.fingerprint()
            #expect(try await operation.act(person, subject, .first, .named("k")) == first)
            #expect(try await reserve.fingerprint() == after)
            try await reserve.isWhole()
        }
    }

    @Test(arguments: WriteOperation.all)
    func `the same key with another request, or from another person, is refused`(operation: WriteOperation) async throws {
        try await SmallReserve.run { reserve in
            let subject = try await operation.prepare(reserve)
            let person = try await reserve.person(operation.logins.0)
            let other = try await reserve.person(operation.logins.1)
            _ = try await operation.act(person, subject, .first, .named("k"))
            try await reserve.refuses(.keyReused) { try await operation.act(person, subject, .other, .named("k")) }
            try await reserve.refuses(.keyReused) { try await operation.act(other, subject, .first, .named("k")) }
        }
    }

    @Test(arguments: WriteOperation.all)
    func `the same key from two sides at once is one document and one answer`(operation: WriteOperation) async throws {
        try await SmallReserve.run { reserve in
            let subject = try await operation.prepare(reserve)
            let person = try await reserve.person(operation.logins.0)
            async let one = operation.act(person, subject, .first, .named("k"))
            async let two = operation.act(person, subject, .first, .named("k"))
            let answers = [try await one, try await two]
            #expect(answers[0] == answers[1])
            let after = try await reserve.fingerprint()
            #expect(try await operation.act(person, subject, .first, .named("k")) == answers[0])
            #expect(try await reserve.fingerprint() == after)
            try await reserve.isWhole()
        }
    }

    @Test(arguments: WriteOperation.all)
    func `two persons at once: both, or one and the other is told why`(operation: WriteOperation) async throws {
        try await SmallReserve.run { reserve in
            let subject = try await operation.prepare(reserve)
            let persons = [try await reserve.person(operation.logins.0), try await reserve.person(operation.logins.1)]
            let codes = try await atOnce(
                persons.map { person in { _ = try await operation.act(person, subject, .first, .fresh()) } })
            let refused = codes.compactMap { $0 }
            #expect(refused == (operation.loser.map { [$0] } ?? []))
            try await reserve.isWhole()
        }
    }

    @Test func `a refused request leaves its key free for another try`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            let request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 5)])
            try await reserve.refuses(.shortage) { try await keeper.postIssue(request, key: .named("k")) }
            try await reserve.receive("quilt", 5, lot: "L1")
            #expect(try await keeper.postIssue(request, key: .named("k")).replayed == false)
            #expect(try await keeper.postIssue(request, key: .named("k")).replayed)
            #expect(try await reserve.balances() == [:])
        }
    }

    @Test func `an issue is answered again by its key although other goods came in front of it`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            let request = PostingRequest(purpose: "use", place: "D1", lines: [.of("water", 5)])
            try await reserve.receive("water", 50, lot: "LATE", expiresIn: 100)
            let first = try await keeper.postIssue(request, key: .named("k"))
            try await reserve.receive("water", 50, lot: "EARLY", expiresIn: 10)
            #expect(try await keeper.postIssue(request, key: .named("k")).number == first.number)
            #expect(try await reserve.balances() == ["LATE D1 stock free": 45, "EARLY D1 stock free": 50])
        }
    }
}
