import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Import of a district", .ownDatabase)
struct ImportDistrictTests {
    let store = OwnDatabase.store

    @Test func `the example loads whole and its books agree`() async throws {
        let folder = try DistrictFolderFixture()
        let answer = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let lots = try folder.text(of: "opening_stock.csv").split(separator: "\n").count - 1
        #expect(!answer.isUnchanged)
        #expect(answer.lots == lots)
        #expect(answer.rowCounts.count == 40)
        #expect(try await LoadedContent.count(of: "lot", in: store) == lots)
        let stock: Int64? = try await store.statement(
            "SELECT sum(quantity)::bigint AS pieces FROM stockpile.stock_account WHERE is_stock"
        ).first?.get("pieces")
        #expect(stock == answer.pieces)
        let differences = try await store.statement("SELECT kind FROM stockpile.find_ledger_differences(0, false)")
        #expect(differences.isEmpty)
        let first: Int64? = try await store.statement("SELECT min(item_id) AS id FROM stockpile.item").first?.get("id")
        #expect(first == 5_001_100_100_000_000)
        let operations = try await Operations.open(store, login: "admin1")
        #expect(operations.person.permissions.contains(.importDistrict))
        await store.close()
    }

    @Test func `the same content again changes nothing`() async throws {
        let folder = try DistrictFolderFixture()
        let first = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let before = try await LoadedContent(of: store)
        let again = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        #expect(again.isUnchanged)
        #expect(again.contentSHA256 == first.contentSHA256)
        #expect(again.json[key: "unchanged"] == .bool(true))
        #expect(try await LoadedContent(of: store) == before)
        await store.close()
    }

    @Test func `another content is refused`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        try folder.setCell("places.csv", line: 2, column: 2, to: "另一个库")
        #expect(await refusal(folder, login: "admin1") == .districtLoaded)
        await store.close()
    }

    @Test func `after the first import only an administrator imports`() async throws {
        let folder = try DistrictFolderFixture()
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        #expect(await refusal(folder, login: "keeper1") == .notPermitted)
        #expect(await refusal(folder, login: "nobody") == .personUnknown)
        await store.close()
    }

    @Test func `whoever imports first is an administrator, listed or not`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "newcomer")
        let row = try #require(
            try await store.statement(
                """
                SELECT name, source, ARRAY(SELECT role FROM stockpile.person_role WHERE person_id = person.person_id) AS roles
                FROM stockpile.person WHERE login = 'newcomer'
                """
            ).first)
        #expect(try row.get("source") == "first import")
        #expect(try row.get("roles") == ["administrator"])
        await store.close()
    }

    @Test func `another district with its own code, towns and standard loads`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        let answer = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
        #expect(answer.lots == 3)
        #expect(answer.pieces == 550)
        #expect(answer.documents.map { $0.prefix(6) } == ["D1-RK-", "T1-RK-"])
        let row = try #require(
            try await store.statement(
                """
                SELECT lot.lot_id, lot.expires_on, lot.warn_on, lot.rotate_by_on, document.occurred_at = '2026-05-31 18:00+00'
                    AS is_at_local_midnight, standard.response_level, scenario_driver.value::text AS value
                FROM stockpile.lot, stockpile.document, stockpile.standard, stockpile.scenario_driver
                WHERE lot.lot_number = 'F-1' AND document.number LIKE 'D1-RK-%'
                """
            ).first)
        #expect(try row.get("lot_id") as Int64 / 100_000_000 == 53_010_207)
        #expect(try row.get("expires_on") == "2027-03-31")
        #expect(try row.get("warn_on") == "2027-01-30")
        #expect(try row.get("rotate_by_on") == "2027-03-01")
        // Asia/Urumqi is six hours ahead: midnight there is 18:00 the day before.
        #expect(try row.get("is_at_local_midnight") == true)
        #expect(try row.get("response_level") == "III")
        #expect(try row.get("value") == "1200.500000")
        await store.close()
    }

    @Test func `a place with more lots than one document takes gets several`() async throws {
        let folder = try DistrictFolderFixture(files: SmallDistrict.files)
        let more = (1...5_000).map { "2026-06-01,D1,A\($0 % 7),bed,M-\($0),shelter,county,,2,9000,good,,2025-01-05,,,,budget,,s" }
        try folder.write(try folder.text(of: "opening_stock.csv") + more.joined(separator: "\n") + "\n", to: "opening_stock.csv")
        let answer = try await Operations.importDistrict(folder: folder.url, store: store, login: "boss")
        #expect(answer.documents.map { $0.prefix(6) } == ["D1-RK-", "D1-RK-", "T1-RK-"])
        #expect(try await LoadedContent.count(of: "lot", in: store) == 5_003)
        #expect(try await LoadedContent.count(of: "bin", in: store) == 7)
        await store.close()
    }

    @Test(arguments: ["GBK with CRLF", "UTF-8 with mark", "UTF-16"])
    func `another encoding gives the same database content`(variant: String) async throws {
        let folder = try DistrictFolderFixture()
        let plain = Store(conninfo: try await TestCluster.shared.migratedDatabase())
        _ = try await Operations.importDistrict(folder: folder.url, store: plain, login: "admin1")
        try folder.rewriteAll { data in
            let text = String(decoding: data, as: UTF8.self)
            return switch variant {
            case "GBK with CRLF": try DistrictFolderFixture.encoded(text.replacing("\n", with: "\r\n"), as: "GB18030")
            case "UTF-16": try DistrictFolderFixture.encoded(text, as: "UTF-16")
            default: Data([0xEF, 0xBB, 0xBF]) + data
            }
        }
        _ = try await Operations.importDistrict(folder: folder.url, store: store, login: "admin1")
        let (expected, loaded) = (try await LoadedContent(of: plain), try await LoadedContent(of: store))
        #expect(loaded == expected)
        #expect(loaded.tables["lot"]?.hasPrefix("0 ") == false)
        await plain.close()
        await store.close()
    }

    @Test func `two first imports at once load the district once`() async throws {
        let folder = try DistrictFolderFixture()
        let (url, store) = (folder.url, store)
        async let one = Operations.importDistrict(folder: url, store: store, login: "admin1")
        async let two = Operations.importDistrict(folder: url, store: store, login: "admin1")
        let answers = try await [one, two]
        #expect(answers.count { $0.isUnchanged } == 1)
        #expect(try await LoadedContent.count(of: "district", in: store) == 1)
        await store.close()
    }

    private func refusal(_ folder: DistrictFolderFixture, login: String) async -> RefusalCode? {
        do {
            _ = try await Operations.importDistrict(folder: folder.url, store: store, login: login)
            return nil
        } catch StockpileError.refused(let refusal), StockpileError.notPermitted(let refusal) {
            return refusal.code
        } catch {
            Issue.record("another error: \(error)")
            return nil
        }
    }
}
