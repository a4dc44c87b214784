import Postgres
import Synchronization
import Testing

@Suite("Errors")
struct ErrorTests {
    @Test func `everything a function raises arrives`() async throws {
        let error = try await failure {
            try await withDatabase {
                try await $0.write { tx in
                    try tx.script(
                        """
                        DO $$ BEGIN RAISE EXCEPTION '% of % blankets', 40, 120 USING ERRCODE = 'SP101', DETAIL = '{"short": 40}',
                        HINT = 'release a reservation', CONSTRAINT = 'lot_short', TABLE = 'lot', COLUMN = 'free'; END $$
                        """)
                }
            }
        }
        #expect(error.kind == .server && error.sqlState == "SP101" && error.message == "40 of 120 blankets")
        #expect(error.detail == "{\"short\": 40}" && error.hint == "release a reservation")
        #expect(error.constraint == "lot_short" && error.table == "lot" && error.column == "free")
        #expect(error.context?.contains("PL/pgSQL") == true)
        #expect(!error.isTransient && !error.outcomeUnknown)
    }

    @Test func `a broken constraint is named`() async throws {
        let table = freshName()
        try await withDatabase { database in
            try await database.write { try $0.script("CREATE TABLE \(table.text) (n bigint CONSTRAINT never_below_zero CHECK (n >= 0))") }
            let error = try await failure { try await database.statement("INSERT INTO \(table) VALUES (\(-987_654_321))") }
            #expect(error.sqlState == "23514" && error.constraint == "never_below_zero" && error.table == table.text)
            #expect(!"\(error)".contains("987654321"))
        }
    }

    @Test func `no description shows a bound value`() async throws {
        try await withDatabase { database in
            let statements: [SQL] = ["SELECT \("geheim")::bigint", "SELECT ARRAY[\("geheim")]::int[]", "SELECT \("geheim")::json"]
            for sql in statements {
                let error = try await failure { try await database.statement(sql) }
                #expect(error.kind == .server && error.message.contains("json") != error.message.contains("geheim"))
                var dumped = ""
                dump(error, to: &dumped)
                #expect(!"\(error) \(String(reflecting: error)) \(dumped)".contains("geheim"))
            }
        }
    }

    @Test func `a password never shows`() async throws {
        let readable = ["postgres://keeper:geheim@127.0.0.1:1/stock", "host=127.0.0.1 port=1 user=keeper password=geheim"]
        for conninfo in readable + ["geheim", "password='geheim"] {
            let settings = ConnectionSettings(conninfo: conninfo)
            var dumped = ""
            dump(settings, to: &dumped)
            let error = try await failure { try await withDatabase(settings) { try await $0.statement("SELECT 1") } }
            #expect(!"\(settings) \(String(reflecting: settings)) \(dumped) \(error) \(error.message)".contains("geheim"))
            #expect(error.kind == (conninfo.contains("127") ? .connectFailed : .misuse))
        }
        let settings = ConnectionSettings(conninfo: "postgres://keeper:geheim@db.example/stock")
        #expect("\(settings)" == "host=db.example dbname=stock user=keeper")
    }

    @Test func `notices reach the handler`() async throws {
        let heard = Heard()
        try await withDatabase(change: { $0.onNotice = { heard.add($0) } }) { database in
            try await database.write { try $0.script("DO $$ BEGIN RAISE WARNING 'mind the step' USING ERRCODE = '01SP1'; END $$") }
        }
        let notice = try #require(heard.all.first)
        #expect(notice.severity == "WARNING" && notice.message == "mind the step" && notice.sqlState == "01SP1")
    }

    @Test func `a statement of the wrong kind leaves the connection usable`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            for sql in ["COPY pg_class TO STDOUT", "SELEC 1"] as [SQL] {
                let error = try await failure { try await database.statement(sql) }
                #expect(error.kind == (sql.text.hasPrefix("COPY") ? .misuse : .server))
            }
            #expect(try await database.statement("SELECT 1 AS v")[0].get("v") == 1)
        }
    }
}

final class Heard: Sendable {
    private let notices = Mutex<[Notice]>([])
    var all: [Notice] { notices.withLock { $0 } }
    func add(_ notice: Notice) { notices.withLock { $0.append(notice) } }
}
