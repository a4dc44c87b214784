internal import Foundation
internal import StockpileModel
internal import SwiftCSV

/// One file of comma-separated values: which column stands where, and its rows with their true lines.
struct CSVFile {
    let name: String
    /// Position of each known column, from 0.
    let positions: [String: Int]
    /// False when rows or columns are missing: then nothing can be said about what they should have held.
    let isComplete: Bool
    private let cellCount: Int
    private let lines: [(line: Int, cells: [String])]
    private let problems: ProblemList

    /// Problems go to `problems`; a file that cannot be read has no rows.
    init(name: String, data: Data?, columns: [String], required: [String]? = nil, problems: ProblemList) {
        self.name = name
        self.problems = problems
        var lines: [(line: Int, cells: [String])] = []
        var isReadable = false
        if let data {
            do throws(FieldProblemError) {
                lines = try Self.parse(try TextDecoding.text(of: data, name: name), name: name)
                isReadable = true
            } catch {
                problems.add(error.problem)
            }
        } else {
            problems.add(FieldProblem(file: name, .fileMissing, ["value": name]))
        }
        // Spreadsheets write empty columns after the last one.
        var names = lines.first?.cells ?? []
        while let last = names.last, Self.areBlank([last]) { names.removeLast() }
        let header = isReadable ? Self.header(of: names, name, columns, problems) : [:]
        let missing = isReadable ? (required ?? columns).filter { header[$0] == nil } : []
        for column in missing {
            problems.add(FieldProblem(file: name, line: 1, field: column, .columnMissing, ["value": column, "expected": column]))
        }
        positions = header
        isComplete = isReadable && missing.isEmpty
        self.lines = Array(lines.dropFirst())
        cellCount = names.count
    }

    /// The rows that hold anything. A row with too few or too many cells is a problem of its own.
    func readRows() -> [CSVRow] {
        lines.compactMap { line, cells in
            guard !Self.areBlank(cells[...]) else { return nil }
            // Empty cells too many come from spreadsheets and hurt nobody.
            let isOnlyPadded = cells.count > cellCount && Self.areBlank(cells[cellCount...])
            let kept = isOnlyPadded ? Array(cells.prefix(cellCount)) : cells
            let isShifted = kept.count != cellCount
            if isShifted {
                problems.add(
                    FieldProblem(
                        file: name, line: line, column: min(kept.count, cellCount + 1), .cellsWrongCount,
                        ["value": String(kept.count), "expected": String(cellCount)]))
            }
            return CSVRow(file: name, line: line, cells: kept, positions: positions, isShifted: isShifted, problems: problems)
        }
    }

    private static func areBlank(_ cells: ArraySlice<String>) -> Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }

    private static func header(of cells: [String], _ name: String, _ columns: [String], _ problems: ProblemList) -> [String: Int] {
        var positions: [String: Int] = [:]
        for (position, cell) in cells.enumerated() {
            let column = ((try? InputText(cell))?.text ?? cell).lowercased()
            if positions[column] != nil {
                problems.add(FieldProblem(file: name, line: 1, column: position + 1, field: column, .duplicate, ["value": column]))
            } else if columns.contains(column) {
                positions[column] = position
            } else {
                problems.add(
                    FieldProblem(
                        file: name, line: 1, column: position + 1, field: column, .columnUnknown,
                        ["value": column, "expected": columns.joined(separator: ", ")]))
            }
        }
        return positions
    }

    /// Rows with the line each begins on: every line break either ends a row or stands inside one of its cells.
    private static func parse(_ text: String, name: String) throws(FieldProblemError) -> [(line: Int, cells: [String])] {
        // The parser takes form feeds and the like for line breaks, which no editor counts.
        let breaks: Set<Unicode.Scalar> = ["\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"]
        let lineFeeds = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let content = String(String.UnicodeScalarView(lineFeeds.unicodeScalars.map { breaks.contains($0) ? " " : $0 }))
        var rows: [(line: Int, cells: [String])] = []
        var line = 1
        do {
            // A last row of our own: an open quote would swallow it.
            let file = try EnumeratedCSV(string: content + "\n" + end, delimiter: .comma, loadColumns: false, rowLimit: 0)
            try file.enumerateAsArray(startAt: 0, rowLimit: nil) { cells in
                rows.append((line, cells))
                line += 1 + cells.reduce(0) { $0 + $1.count { $0 == "\n" } }
            }
        } catch {
            throw TextDecoding.problem(name, line, "quote")
        }
        guard rows.last?.cells == [end] else { throw TextDecoding.problem(name, rows.last?.line, "quote") }
        return Array(rows.dropLast())
    }

    private static let end = "\u{1}"
}
