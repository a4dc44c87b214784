/// What codes stand for: the identifiers that the contents name.
struct Catalogue: Sendable {
    private(set) var items: [String: String] = [:]
    private(set) var places: [String: String] = [:]
    private(set) var owners: [String: String] = [:]
    private(set) var people: [String: String] = [:]
    private var bins: [[String]: String] = [:]
    private var lots: [[String]: String] = [:]
    /// The second line of an account's content, by the lot's identifier.
    private(set) var lotContents: [String: String] = [:]
    /// The oldest ancestor of a lot that was made from another.
    private(set) var oldest: [String: String] = [:]

    init(_ files: [PackFile: ExportFile]) {
        func codes(_ file: PackFile, _ code: String) -> [String: String] {
            var found: [String: String] = [:]
            for row in files[file]?.rows ?? [] { found[row[code]] = row.cells[0] }
            return found
        }
        items = codes(.items, "code")
        places = codes(.places, "code")
        owners = codes(.owners, "code")
        people = codes(.people, "login")
        for row in files[.bins]?.rows ?? [] { bins[[row["place"], row["code"]]] = row["bin_id"] }
        for row in files[.lots]?.rows ?? [] {
            lots[[row["item"], row["lot_number"]]] = row["lot_id"]
            lotContents[row["lot_id"]] = Content.line([
                "lot", row["lot_id"], items[row["item"]] ?? "?", row["lot_number"], row["reserve_category"], row["funding_source"],
                row["origin"], row["legacy_group"], row["parent_lot_id"], row["manufactured_on"], row["received_on"], row["unit_cost_fen"],
            ])
            if !row["parent_lot_id"].isEmpty { oldest[row["lot_id"]] = row["parent_lot_id"] }
        }
        for lot in oldest.keys {
            var ancestor = lot
            // Nobody makes a circle; one that was forged ends where it has been walked once.
            var steps = 0
            while let parent = oldest[ancestor], steps <= oldest.count {
                ancestor = parent
                steps += 1
            }
            oldest[lot] = ancestor
        }
    }

    func bin(_ code: String, at place: String) -> String? { code.isEmpty ? "" : bins[[place, code]] }
    func lot(_ number: String, of item: String) -> String? { lots[[item, number]] }
    /// Nobody is somebody nobody has to know.
    func person(_ login: String) -> String? { login.isEmpty ? "" : people[login] }
}

/// The text a seal covers.
///
/// Source: docs/ledger-seal.md.
enum Content {
    static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: "\t") + "\n" }

    private static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x09 || $0 == 0x0A }) else { return text }
        var written = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": written.append(contentsOf: #"\\"#.unicodeScalars)
            case "\t": written.append(contentsOf: #"\t"#.unicodeScalars)
            case "\n": written.append(contentsOf: #"\n"#.unicodeScalars)
            default: written.append(scalar)
            }
        }
        return String(written)
    }
}
