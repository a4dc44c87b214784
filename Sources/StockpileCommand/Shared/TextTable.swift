/// Columns that line up on a terminal, where a Chinese character is two cells wide.
struct TextTable {
    let headings: [String]
    let rows: [[String]]
    let isNumber: [Bool]

    var text: String {
        let widths = headings.indices.map { column in
            ([headings[column]] + rows.map { $0[column] }).map(Self.width).max() ?? 0
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([line(headings, widths), rule] + rows.map { line($0, widths) }).joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { column in
            let blanks = String(repeating: " ", count: widths[column] - Self.width(cells[column]))
            return isNumber[column] ? blanks + cells[column] : cells[column] + blanks
        }
        let text = padded.joined(separator: "  ")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isWide($1.value) ? 2 : 1) }
    }

    /// East Asian wide and full-width ranges.
    ///
    /// Source: Unicode Standard Annex 11.
    private static func isWide(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
