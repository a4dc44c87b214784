internal import Foundation
internal import SwiftCSV

/// What keeps the audit from starting: there is no export here, or not one of this form.
package struct UnreadableExport: Error, Sendable {
    package let file: String
    package let chinese: String
    package let english: String
}

/// One file of the export: its rows with their lines, and what is wrong with single rows.
struct ExportFile {
    struct Row {
        let line: Int
        let cells: [String]
        fileprivate(set) var positions: [String: Int] = [:]

        /// The cell of a column; empty where there is nothing.
        subscript(column: String) -> String { positions[column].map { cells[$0] } ?? "" }
        func number(_ column: String) -> Int64? { Int64(self[column]) }
    }

    let name: String
    let sha256: String
    let rowCount: Int
    /// Only rows with the right number of cells.
    let rows: [Row]
    private(set) var findings: [Finding] = []

    /// A file of a pack, also of one that an earlier Stockpile wrote: its later columns count as empty.
    ///
    /// Errors: UnreadableExport when the file or one of its columns is missing.
    init(_ file: PackFile, in folder: URL) throws {
        try self.init(file.name, in: folder, columns: file.columns + [Self.hash], later: file.laterColumns)
    }

    /// Errors: UnreadableExport when the file or one of its columns is missing.
    init(_ name: String, in folder: URL, columns: [String], later: [String] = []) throws {
        guard let data = try? Data(contentsOf: folder.appending(path: name)) else {
            throw UnreadableExport(file: name, chinese: "缺少文件或无法读取", english: "the file is missing or cannot be read")
        }
        self.name = name
        sha256 = SHA256.hex(data)
        // A byte that is no UTF-8 becomes a mark, and its row's hash tells.
        var (all, damagedLine) = Self.parse(String(decoding: data, as: UTF8.self))
        let earlier = columns.filter { !later.contains($0) }
        guard let heading = all.first?.cells, [columns, earlier].contains(heading) else {
            throw UnreadableExport(
                file: name, chinese: "列应为 \(columns.joined(separator: ","))",
                english: "the columns should be \(columns.joined(separator: ","))")
        }
        all.removeFirst()
        rowCount = all.count
        let positions = Dictionary(uniqueKeysWithValues: zip(heading, 0...))
        rows = all.filter { $0.cells.count == heading.count }.map { Row(line: $0.line, cells: $0.cells, positions: positions) }
        findings = all.filter { $0.cells.count != heading.count }.map { Finding(.recordUnreadable, "\(name):\($0.line)") }
        if let damagedLine { findings.append(Finding(.recordUnreadable, "\(name):\(damagedLine)")) }
    }

    /// Rows whose last cell is not the SHA-256 of the others.
    func alteredRows() -> [Finding] {
        rows.filter { SHA256.hex($0.cells.dropLast().joined(separator: "\u{1F}").utf8) != $0.cells.last }
            .map { Finding(.recordAltered, "\(name):\($0.line) (\($0.cells[0]))") }
    }

    /// Each record by the parser given; rows it cannot read are findings.
    mutating func read<Record>(_ record: (Row) -> Record?) -> [Record] {
        rows.compactMap { row in
            if let value = record(row) { return value }
            findings.append(Finding(.recordUnreadable, "\(name):\(row.line) (\(row.cells[0]))"))
            return nil
        }
    }

    /// Rows with the line each begins on, up to the one whose quotes are damaged, and that one's line.
    private static func parse(_ text: String) -> (rows: [Row], damagedLine: Int?) {
        var rows: [Row] = []
        var line = 1
        do {
            // A last row of our own: an open quote would swallow it.
            let file = try EnumeratedCSV(string: text + "\n" + end + "\n", delimiter: .comma, loadColumns: false, rowLimit: 0)
            try file.enumerateAsArray(startAt: 0, rowLimit: nil) { cells in
                if cells != [""] && !cells.isEmpty { rows.append(Row(line: line, cells: cells)) }
                line += 1 + cells.reduce(0) { $0 + $1.count { $0.isNewline } }
            }
        } catch {
            return (rows, line)
        }
        let last = rows.popLast()
        return (rows, last?.cells == [end] ? nil : last?.line ?? 1)
    }

    private static let end = "\u{1}"
    /// The column that every file of a pack ends with.
    private static let hash = "row_sha256"
}
