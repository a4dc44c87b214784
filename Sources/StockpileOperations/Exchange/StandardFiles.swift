package import Foundation
internal import StockpileModel
internal import StockpileStore

/// The files that new versions of standards come in: as in a district's folder, with the drivers only where there are new ones.
package struct StandardFiles: Sendable {
    package struct File: Sendable {
        package let name: String
        package let data: Data

        package init(name: String, data: Data) {
            self.name = name
            self.data = data
        }
    }

    private let files: [String: Data]
    private let names: [String: String]

    package init(standards: File, lines: File, drivers: File?) {
        let given = [("standards.csv", standards), ("standard_lines.csv", lines)] + (drivers.map { [("drivers.csv", $0)] } ?? [])
        files = Dictionary(given.map { ($0.0, $0.1.data) }) { first, _ in first }
        names = Dictionary(given.map { ($0.0, $0.1.name) }) { first, _ in first }
    }

    /// SHA-256 over all of them.
    var sha256: String { DistrictFolder.sha256(of: files) }

    /// The versions with their lines and the drivers that come along.
    ///
    /// Errors: invalid with everything that is wrong, by file, line and column.
    func read(_ known: StandardVocabulary) throws -> ReadinessDraft {
        var reader = DistrictReader(files: files, names: names, now: Date())
        for code in known.categories { reader.categories.know(code, ()) }
        for code in known.hazards { reader.hazards.know(code, ()) }
        for code in known.drivers { reader.drivers.know(code, ()) }
        for item in known.items {
            var draft = ItemDraft()
            draft.code = item.code
            draft.categories = item.categories
            reader.items.know(item.code, draft)
        }
        var draft = ReadinessDraft()
        if reader.has("drivers.csv") { draft.drivers = reader.readDrivers() }
        let standards = reader.readStandards()
        let (lines, areLinesComplete) = reader.readStandardLines()
        draft.standards = standards.map(\.draft)
        draft.lines = lines.map(\.draft)
        if standards.isEmpty && reader.standards.isComplete {
            reader.problems.add(FieldProblem(file: names["standards.csv"], .required, ["reason": "no_lines"]))
        }
        let isEveryLineOfAVersion = draft.lines.allSatisfy { !$0.standard.isEmpty && $0.version > 0 }
        for (row, standard) in standards where !standard.code.isEmpty && standard.version > 0 {
            Self.compare(standard, isSound: !reader.problems.concerns(row.origin), with: known.versions, in: row)
            if areLinesComplete, isEveryLineOfAVersion,
                !draft.lines.contains(where: { $0.standard == standard.code && $0.version == standard.version })
            {
                row.report("version", .contradiction, ["value": String(standard.version), "reason": "standard_without_lines"])
            }
        }
        let retired = Set(known.items.filter(\.isRetired).map(\.code))
        for (row, line) in lines where retired.contains(line.item) {
            row.report(
                "item", .notAllowed, ["value": line.item, "reason": "rule", "rule": RefusalCode.itemRetired.rawValue, "item": line.item])
        }
        try reader.problems.throwIfAny()
        return draft
    }

    /// A version follows those there are: a higher number, the same level, a day of effect that no adopted one has.
    private static func compare(
        _ draft: StandardDraft, isSound: Bool, with versions: [StandardVocabulary.Version], in row: CSVRow
    ) {
        let own = versions.filter { $0.named.code == draft.code }
        if let newest = own.map(\.named.version).max(), draft.version <= newest {
            row.report("version", .outOfRange, ["value": String(draft.version), "expected": "≥ \(newest + 1)"])
        }
        // Of a level or a day that could not be read nothing more is said.
        guard isSound else { return }
        if let level = own.first?.level, level != draft.level {
            row.report("level", .contradiction, ["value": draft.level.rawValue, "expected": level.rawValue])
        }
        if let other = versions.first(where: { $0.isAdopted && $0.level == draft.level && $0.effectiveFrom == draft.effectiveFrom }) {
            row.report("effective_from", .duplicate, ["value": draft.effectiveFrom.rawValue, "first": other.named.description])
        }
    }
}
