extension InputText {
    package static let lotNumberLengthMax = 60
    package static let textLengthMax = 1_000

    /// Remarks, a reason, a reference, a name: as it was written, in one line.
    ///
    /// Units:  at most 1,000 Unicode scalars; a letter under a hundred accents is not one.
    /// Errors: outOfRange for a longer one; notAllowed for control characters, and for bytes that are no text.
    package func freeText() throws(InputProblem) -> String {
        // A cell with a line break in it is common in spreadsheets and means nothing: a table has one line for each row.
        let line = String(String.UnicodeScalarView(written.replacing("\r\n", with: " ").unicodeScalars.map { $0.isBreak ? " " : $0 }))
        return try Self.checked(line, lengthMax: Self.textLengthMax)
    }

    /// What stands on the box: at most 60 characters, none of them a tab, a line break or anything else that cannot be seen.
    ///
    /// Errors: as `freeText`; required for an empty one.
    package func lotNumber() throws(InputProblem) -> String {
        guard !isEmpty else { throw InputProblem(.required, value: "") }
        return try Self.checked(written, lengthMax: Self.lotNumberLengthMax)
    }

    private static func checked(_ text: String, lengthMax: Int) throws(InputProblem) -> String {
        guard text.unicodeScalars.count <= lengthMax else {
            throw InputProblem(.outOfRange, value: text, expected: "≤ \(lengthMax)", reason: "too_long")
        }
        guard !text.unicodeScalars.contains("\u{FFFD}") else { throw InputProblem(.notAllowed, value: text, reason: "not_text") }
        guard !text.unicodeScalars.contains(where: \.isUnseen) else {
            throw InputProblem(.notAllowed, value: text, reason: "control_characters")
        }
        return text
    }
}

extension String {
    /// The text with its control characters shown as their pictures: printing it moves no cursor and changes no colour.
    package var visible: String {
        guard unicodeScalars.contains(where: \.isUnseen) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isUnseen ? $0.picture : $0 }))
    }
}

extension Unicode.Scalar {
    fileprivate var isBreak: Bool { ["\n", "\r", "\t", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"].contains(self) }

    /// What acts on a terminal or turns the reading direction round instead of being seen.
    fileprivate var isUnseen: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
        }
    }

    fileprivate var picture: Unicode.Scalar {
        switch value {
        case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "�"
        case 0x7F: "\u{2421}"
        default: "�"
        }
    }
}
