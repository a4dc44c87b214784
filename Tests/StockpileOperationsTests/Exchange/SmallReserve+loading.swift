import Foundation
import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

@testable import StockpileOperations

extension SmallReserve {
    static let filedHead = "document,kind,purpose,place,occurred_at\n"
    static let filedLine = "document,item,quantity,lot,to_place,category,unit_cost_fen,expires_on,condition\n"

    /// Loads documents from files of these contents, as the first keeper unless another is named.
    @discardableResult
    func load(
        head: String = filedHead, heads: String, lines: String, first: Bool = false, as login: String = "keeper1"
    ) async throws -> JSONValue {
        let folder = try Self.folder(head + heads, lines)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await load(folder, first: first, as: login)
    }

    /// Posts what `load` would load, each document by itself in the order of time.
    func postOneByOne(heads: String, lines: String) async throws {
        let folder = try Self.folder(Self.filedHead + heads, lines)
        defer { try? FileManager.default.removeItem(at: folder) }
        let keeper = try await person("keeper1")
        var files = DocumentFiles(problems: ProblemList(), iso: keeper.iso)
        for document in files.read(folder).sorted(by: { ($0.request.occurredAt ?? "") < ($1.request.occurredAt ?? "") }) {
            switch document.kind {
            case .receipt: _ = try await keeper.postReceipt(document.request, key: .fresh())
            case .issue: _ = try await keeper.postIssue(document.request, key: .fresh())
            default: _ = try await keeper.postTransfer(document.request, key: .fresh())
            }
        }
    }

    private static func folder(_ documents: String, _ lines: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sp-load-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(documents.utf8).write(to: folder.appending(path: "documents.csv"))
        try Data((filedLine + lines).utf8).write(to: folder.appending(path: "lines.csv"))
        return folder
    }

    /// Loads from a folder or a file.
    @discardableResult
    func load(_ url: URL, first: Bool = false, as login: String = "keeper1") async throws -> JSONValue {
        let owner = Store.owner(conninfo)
        do {
            let answer = try await person(login).importDocuments(from: url, isFirst: first, owner: owner)
            await owner.close()
            return answer
        } catch {
            await owner.close()
            throw error
        }
    }

    /// "file:line:column field code", with the rule where the database found it; empty when nothing was wrong.
    func loadProblems(heads: String, lines: String, first: Bool = false) async throws -> [String] {
        do {
            try await load(heads: heads, lines: lines, first: first)
            return []
        } catch StockpileError.invalid(let problems) {
            return problems.map {
                "\($0.file ?? ""):\($0.line ?? 0):\($0.column ?? 0) \($0.field ?? "") \($0.detail["rule"] ?? $0.code.rawValue)"
            }
        }
    }

    /// Loading came to the same as posting one by one: every movement and every balance.
    func expectSame(as posted: SmallReserve, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await movements() == posted.movements(), sourceLocation: sourceLocation)
        #expect(try await accounts() == posted.accounts(), sourceLocation: sourceLocation)
    }

    /// Every movement in words: what posting one by one and loading have to agree on.
    func movements() async throws -> [String] {
        try await sql(
            """
            SELECT concat_ws(' ', document.number, document.kind, document.purpose, document.occurred_at, document.remarks,
                movement.line_no, item.code, lot.lot_number, lot.received_on, lot.expires_on, source.kind, from_place.code,
                source.condition,
                target.kind, to_place.code, target.condition, movement.quantity, movement.value_fen) AS words
            FROM stockpile.stock_movement AS movement JOIN stockpile.document USING (document_id)
            JOIN stockpile.item ON item.item_id = movement.item_id JOIN stockpile.lot ON lot.lot_id = movement.lot_id
            JOIN stockpile.stock_account AS source ON source.account_id = movement.from_account_id
            JOIN stockpile.stock_account AS target ON target.account_id = movement.to_account_id
            JOIN stockpile.place AS from_place ON from_place.place_id = movement.from_place_id
            JOIN stockpile.place AS to_place ON to_place.place_id = movement.to_place_id
            ORDER BY document.document_id, movement.line_no
            """
        ).map { try $0.get("words") }
    }

    /// Every balance with its value and the time of its newest movement, in words.
    func accounts() async throws -> [String] {
        try await sql(
            """
            SELECT concat_ws(' ', lot.lot_number, account.kind, place.code, account.condition, account.availability, account.quantity,
                account.value_fen, account.last_occurred_at) AS words
            FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id) JOIN stockpile.place USING (place_id) ORDER BY 1
            """
        ).map { try $0.get("words") }
    }
}
