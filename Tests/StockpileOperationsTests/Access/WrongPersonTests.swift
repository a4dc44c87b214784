import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("The wrong person is refused by the program and by the database", .serialized)
struct WrongPersonTests {
    private static let logins = [
        "keeper1", "commander1", "finance1", "auditor1", "liaison1", "admin1", "worker",
    ]

    @Test(arguments: WriteOperation.all)
    func `whoever lacks the permission changes nothing`(operation: WriteOperation) async throws {
        try await SmallReserve.run { reserve in
            let subject = try await operation.prepare(reserve)
            var refused = 0
            for login in Self.logins {
                let person = try await reserve.person(login)
                guard !person.person.permissions.contains(operation.permission) else { continue }
                let detail = try await reserve.refuses(.notPermitted) { try await operation.act(person, subject, .first, .fresh()) }
                #expect(detail[key: "permission"]?.text == operation.permission.rawValue)
                refused += 1
            }
            #expect(refused >= 3)
        }
    }

    /// A write-off that is only asked for moves nothing; the program alone guards it.
    @Test(arguments: WriteOperation.all.filter { $0.permission != .requestWriteOff })
    func `a program that forgot to ask is stopped by the database`(operation: WriteOperation) async throws {
        try await SmallReserve.run { reserve in
            let subject = try await operation.prepare(reserve)
            let auditor = try await reserve.person("auditor1").person
            let forged = Operations(
                store: reserve.store,
                person: Person(id: auditor.id, login: auditor.login, name: auditor.name, permissions: Set(Permission.allCases)),
                timeZone: "Asia/Shanghai")
            try await reserve.refuses(.notPermitted) { try await operation.act(forged, subject, .first, .fresh()) }
        }
    }

    @Test func `months are closed by finance, due reservations released by commander or worker`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            _ = try await reserve.order([(5, "T1")])
            try await reserve.tamper("UPDATE stockpile.allocation_order SET due_at = clock_timestamp() - interval '1 minute'")
            for login in ["keeper1", "commander1", "auditor1", "liaison1", "admin1", "worker"] {
                let person = try await reserve.person(login)
                try await reserve.refuses(.notPermitted) { try await person.closePeriod("2026-01") }
                guard !person.person.permissions.contains(.releaseDue) else { continue }
                try await reserve.refuses(.notPermitted) { try await person.releaseDueReservations() }
            }
            #expect(try await reserve.person("worker").releaseDueReservations().count == 1)
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.notPermitted) { try await keeper.releaseDueReservations() }
        }
    }

    @Test func `nobody gets in under a login nobody has`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.refuses(.personUnknown) { try await reserve.person("nobody") }
        }
    }

    @Test func `a permission taken away counts at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            try await reserve.sql(
                "DELETE FROM stockpile.person_role WHERE person_id = (SELECT person_id FROM stockpile.person WHERE login = 'keeper1')")
            let request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 1)])
            try await reserve.refuses(.notPermitted) { try await keeper.postIssue(request, key: .fresh()) }
        }
    }
}
