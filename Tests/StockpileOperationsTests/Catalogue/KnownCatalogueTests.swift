import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("What a program remembers of the catalogue is never older than what it posts by", .serialized)
struct KnownCatalogueTests {
    private static let quilt = NamedRecords.Codes(items: ["quilt"], places: ["D1"], owners: [])

    private func receive(
        _ reserve: SmallReserve, key: IdempotencyKey = .fresh(), _ describe: (inout PostingRequestLine) -> Void
    ) async throws -> PostedDocument {
        var line = PostingRequestLine.of("quilt", 2)
        describe(&line)
        return try await reserve.person("keeper1")
            .postReceipt(PostingRequest(purpose: "purchase", place: "D1", lines: [line]), key: key)
    }

    private func addPack(_ reserve: SmallReserve, _ pack: String, units: Int64) async throws {
        try await reserve.sql(
            "INSERT INTO stockpile.unit_conversion SELECT item_id, \(pack), \(units), 1, 's' FROM stockpile.item WHERE code = 'quilt'")
    }

    @Test func `it is asked for once, and again when others have changed it`() async throws {
        try await SmallReserve.run { reserve in
            #expect(reserve.store.remembered(Self.quilt) == nil)
            _ = try await receive(reserve) { $0.lot = "L1" }
            let first = try #require(reserve.store.remembered(Self.quilt))
            _ = try await receive(reserve) { $0.lot = "L2" }
            #expect(reserve.store.remembered(Self.quilt)?.version == first.version)
            try await addPack(reserve, "箱", units: 20)
            _ = try await receive(reserve) { $0.lot = "L3" }
            let later = try #require(reserve.store.remembered(Self.quilt))
            #expect(later.version != first.version && later.items["quilt"]?.conversions.contains { $0.pack == "箱" } == true)
            // Another item of the same version is added to what is known.
            _ = try await reserve.store.readCatalogue(.init(items: ["rope"], places: [], owners: []))
            #expect(reserve.store.remembered(.init(items: ["quilt", "rope"], places: ["D1"], owners: ["own"])) == nil)
            #expect(reserve.store.remembered(.init(items: ["quilt", "rope"], places: ["D1"], owners: []))?.version == later.version)
        }
    }

    @Test func `what was wrong by memory is right by what others wrote since, and the other way round`() async throws {
        try await SmallReserve.run { reserve in
            _ = try await receive(reserve) { $0.lot = "L1" }
            try await reserve.refuses(.unknown) { _ = try await receive(reserve) { $0.pack = "箱" } }
            try await addPack(reserve, "箱", units: 20)
            _ = try await receive(reserve) { ($0.lot, $0.pack) = ("L2", "箱") }
            try await reserve.sql("UPDATE stockpile.unit_conversion SET base_units = 30 WHERE pack = '箱'")
            _ = try await receive(reserve) { ($0.lot, $0.pack) = ("L3", "箱") }
            try await reserve.sql("DELETE FROM stockpile.unit_conversion WHERE pack = '箱'")
            try await reserve.refuses(.unknown) { _ = try await receive(reserve) { $0.pack = "箱" } }
            let there = ["L1 stock good own free": 2, "L2 stock good own free": 40, "L3 stock good own free": 60] as [String: Int64]
            #expect(try await reserve.conditions() == there)
            try await reserve.isWhole()
        }
    }

    @Test func `a bin that was retired a moment ago takes nothing`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.addBin("A-1", name: nil, at: "D1", key: .fresh())
            _ = try await receive(reserve) { ($0.lot, $0.bin) = ("L1", "A-1") }
            try await reserve.sql(
                "UPDATE stockpile.bin SET retired_on = '2020-01-01', retired_by = (SELECT min(person_id) FROM stockpile.person)")
            await #expect(throws: StockpileError.self) { _ = try await receive(reserve) { ($0.lot, $0.bin) = ("L2", "A-1") } }
            #expect(try await reserve.conditions() == ["L1 stock good own free": 2])
        }
    }

    @Test func `a draft written by another catalogue is not posted, also in a transaction, and its key stays free`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "L1")
            let named = try #require(reserve.store.remembered(Self.quilt))
            let lots = try await reserve.store.read { tx in
                try tx.listLotBalances([LotName(item: named.items["quilt"]!.id, number: "L1")], at: named.places["D1"]!.id)
            }
            let balance = try #require(lots.values.first?.first)
            var draft = PostingDraft(
                kind: "issue", purpose: "use", place: balance.place, person: try await reserve.person("keeper1").person.id,
                lines: [PostingLine(lot: balance.lot, quantity: Quantity(rawValue: 1), owner: balance.owner)])
            draft.catalogueVersion = named.version
            try await addPack(reserve, "箱", units: 20)
            let (outdated, key, hash) = (draft, IdempotencyKey.fresh(), String(repeating: "0", count: 64))
            await #expect(throws: CatalogueChanged.self) { try await reserve.store.postDocument(outdated, key: key, requestHash: hash) }
            await #expect(throws: CatalogueChanged.self) {
                try await reserve.store.write { try $0.postDocument(outdated, key: key, requestHash: hash) }
            }
            #expect(try await reserve.store.hasCatalogueChanged(since: named.version))
            #expect(try await reserve.conditions() == ["L1 stock good own free": 5])
            draft.catalogueVersion = try await reserve.store.readCatalogue(Self.quilt).version
            _ = try await reserve.store.postDocument(draft, key: key, requestHash: hash)
            #expect(try await reserve.conditions() == ["L1 stock good own free": 4])
        }
    }

    @Test func `a request is answered again under its key whatever has changed since`() async throws {
        try await SmallReserve.run { reserve in
            let key = IdempotencyKey.fresh()
            let first = try await receive(reserve, key: key) { $0.lot = "L1" }
            try await addPack(reserve, "箱", units: 20)
            let again = try await receive(reserve, key: key) { $0.lot = "L1" }
            #expect(again.replayed && again.number == first.number)
            try await reserve.isWhole()
        }
    }

    @Test func `many post while others change the catalogue all the time: each once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let posts: [@Sendable () async throws -> Void] = (0..<20).map { number in
                {
                    guard number % 2 == 0 else { return _ = try await receive(reserve) { _ in } }
                    _ = try await reserve.issue("quilt", 1, lot: "L1")
                }
            }
            let changes: [@Sendable () async throws -> Void] = (0..<10).map { number in
                { try await addPack(reserve, "箱\(number)", units: Int64(number + 2)) }
            }
            #expect(try await atOnce(posts + changes).allSatisfy { $0 == nil })
            #expect(try await reserve.sql("SELECT FROM stockpile.document").count == 21)
            try await reserve.isWhole()
        }
    }

    @Test func `one version for each transaction that changes any of it; postings leave it alone`() async throws {
        try await SmallReserve.run { reserve in
            func version() async throws -> String {
                try #require(try await reserve.sql("SELECT version::text AS version FROM stockpile.catalogue_version").first).get("version")
            }
            var seen: Set<String> = [try await version()]
            let changes: [SQL] = [
                "UPDATE stockpile.item SET warn_days = 61 WHERE code = 'water'",
                "INSERT INTO stockpile.item_category SELECT item_id, 'flood' FROM stockpile.item WHERE code = 'quilt'",
                "UPDATE stockpile.unit_conversion SET base_units = 12 WHERE pack = '包'",
                "UPDATE stockpile.place SET name = '一号库' WHERE code = 'D1'",
                "UPDATE stockpile.stock_owner SET name = '区本级' WHERE code = 'own'",
                "INSERT INTO stockpile.bin (place_id, code) SELECT place_id, 'B-1' FROM stockpile.place WHERE code = 'D1'",
                """
                INSERT INTO stockpile.shelf_life_rule (item_id, life_kind, months, counted_from, source)
                SELECT item_id, 'storage', 60, 'received', 's' FROM stockpile.item WHERE code = 'rope'
                """,
            ]
            for change in changes {
                try await reserve.sql(change)
                #expect(seen.insert(try await version()).inserted, "\(change)")
            }
            try await reserve.receive("quilt", 5, lot: "L1")
            try await reserve.issue("quilt", 1, lot: "L1")
            #expect(seen.contains(try await version()))
            // The application's role cannot turn it back.
            await #expect(throws: PostgresError.self) {
                try await reserve.sql("UPDATE stockpile.catalogue_version SET version = gen_random_uuid()", role: "stockpile_application")
            }
        }
    }
}
