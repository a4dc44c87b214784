import StockpileModel
import Testing

extension Program {
    /// All there is of an item at a place.
    func quantity(of item: String, at place: String) async throws -> Int64 { try await figure("quantity", of: item, at: place) }

    /// What could be issued of it today.
    func available(_ item: String, at place: String) async throws -> Int64 { try await figure("available", of: item, at: place) }

    /// One figure of the stock list; nothing there is nought.
    func figure(_ figure: String, of item: String, at place: String? = nil) async throws -> Int64 {
        let narrowed = place.map { ["--place", $0] } ?? []
        let run = try await run(["stock", "list", "--item", item, "--as", "keeper1", "--format", "json"] + narrowed)
        let rows = try #require(run.json?.array, "\(run.errors)")
        return rows.reduce(0) { $0 + ($1[key: figure]?.integer ?? 0) }
    }
}

extension Program {
    /// How many of an item lie at a place by lot, free, held and reserved together.
    func lots(of item: String, at place: String) async throws -> [String: Int64] {
        let run = try await run(["stock", "list", "--by", "lot", "--item", item, "--place", place, "--as", "keeper1", "--format", "json"])
        let rows = try #require(run.json?.array, "\(run.errors)")
        return Dictionary(rows.map { ($0[key: "lot"]?.text ?? "", $0[key: "quantity"]?.integer ?? 0) }, uniquingKeysWith: +)
    }
}
