import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Questions to a ledger that has grown", .serialized)
struct GrownLedgerTests {
    private typealias Question = (name: String, login: String, ask: @Sendable (Operations) async throws -> Int)

    /// What is asked every day; each answers how much it found, so that none is quick because nothing is there.
    private static func questions(order: String, number: String) -> [Question] {
        func stock(_ filter: StockFilter, asOf: Int? = nil, knownAt: Int? = nil) -> @Sendable (Operations) async throws -> Int {
            { person in
                func day(_ ago: Int?) -> String? { ago.map { person.today.adding(days: -$0).rawValue } }
                let moment = try person.moment(asOf: day(asOf), knownAt: day(knownAt))
                return try await person.listStock(by: .lot, filter, at: moment).count
            }
        }
        func documents(
            _ time: DocumentFilter.Time, place: String? = nil, days: ClosedRange<Int>? = nil
        )
            -> @Sendable (Operations) async throws -> Int
        {
            { person in
                var filter = DocumentFilter(slice: .first(50))
                filter.time = time
                filter.place = place
                filter.from = days.map { person.today.adding(days: -$0.upperBound) }
                filter.to = days.map { person.today.adding(days: -$0.lowerBound) }
                return try await person.listDocuments(filter).count
            }
        }
        return [
            ("stock of an item", "keeper", stock(StockFilter(item: "item-77"))),
            ("stock of a lot", "keeper", stock(StockFilter(lot: "B77"))),
            ("stock of an item at a place", "keeper", stock(StockFilter(item: "item-77", place: "D3"))),
            ("stock of an item as of a day", "keeper", stock(StockFilter(item: "item-77"), asOf: 100)),
            ("stock of an item as of a day behind a closed month", "keeper", stock(StockFilter(item: "item-77"), asOf: 20)),
            ("stock of an item as known now, as of a day", "keeper", stock(StockFilter(item: "item-77"), asOf: 100, knownAt: 0)),
            ("stock of an item at the last sealed document", "keeper", sumOfItem),
            ("stock of a place", "keeper", stock(StockFilter(place: "D3"))),
            ("documents by the time recorded", "keeper", documents(.recorded)),
            ("documents by the time they occurred", "keeper", documents(.occurred)),
            ("documents of some days", "keeper", documents(.occurred, days: 100...110)),
            ("documents of a place", "keeper", documents(.recorded, place: "D5")),
            ("a document", "keeper", { try await $0.showDocument(number)[key: "lines"]?.array?.count ?? 0 }),
            ("an order", "commander", { try await $0.showOrder(order)[key: "picks"]?.array?.count ?? 0 }),
            ("a page of events", "keeper", { try await $0.listEvents(after: 1_000, limit: 100).count }),
        ]
    }

    private static let sumOfItem: @Sendable (Operations) async throws -> Int = { person in
        try await person.store.read { tx in
            let found = try tx.query(
                """
                SELECT item_id, (SELECT max(position) FROM stockpile.sealed_document) AS position
                FROM stockpile.item WHERE code = 'item-77'
                """)[0]
            return try tx.sumStock(of: [found.get("item_id")], upTo: found.get("position")).count
        }
    }

    @Test func `none of them reads the movements, the documents or the accounts whole`() async throws {
        try await GrownLedger.run { ledger in
            let number = try await ledger.with("keeper") { person in
                try await person.listDocuments(DocumentFilter(slice: .first(1))).first?[key: "number"]?.text ?? ""
            }
            let order = try await ledger.with("commander") { person in
                let request = AllocationRequest(
                    lines: [.init(item: "item-77", quantity: 100, pack: nil, toPlace: "T1")], fromPlaces: [], incident: nil, remarks: nil,
                    allowsPart: false, dueHours: 48)
                return try await person.issueOrder(request, key: .fresh())[key: "number"]?.text ?? ""
            }
            _ = try await ledger.with("admin") { try await $0.sealLedger() }
            try await Self.closeMonths(of: ledger)
            for question in Self.questions(order: order, number: number) {
                let before = try await ledger.wholeReads()
                try await ledger.with(question.login) { person in
                    #expect(try await question.ask(person) > 0, "\(question.name)")
                    _ = try await person.store.query("SELECT 1 AS flushed FROM pg_stat_force_next_flush()")
                }
                #expect(try await ledger.wholeReads() == before, "\(question.name)")
            }
        }
    }

    /// Two months, so that the second starts from what the first left: that one alone is asked not to read everything.
    private static func closeMonths(of ledger: GrownLedger) async throws {
        let today = try await ledger.with("keeper") { $0.today }
        for (daysAgo, isFirst) in [(75, true), (40, false)] {
            let month = String(today.adding(days: -daysAgo).rawValue.prefix(7))
            let before = try await ledger.wholeReads()
            for login in ["finance1", "finance2"] {
                try await ledger.with(login) { person in
                    _ = try await person.closePeriod(month)
                    _ = try await person.store.query("SELECT 1 AS flushed FROM pg_stat_force_next_flush()")
                }
            }
            let after = try await ledger.wholeReads()
            #expect(isFirst || after["stock_movement"] == before["stock_movement"], "closing \(month)")
            try await ledger.superuser { tx in try tx.script("ANALYZE stockpile.period_balance") }
        }
    }
}
