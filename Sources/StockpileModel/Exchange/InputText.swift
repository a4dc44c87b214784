/// Why a value that a person typed or a file holds cannot be used; the caller knows where it stood.
package struct InputProblem: Error, Hashable, Sendable {
    package let code: ProblemCode
    /// What was given (`value`), what would be right (`expected`) or how it may look (`example`), and why it is not (`reason`).
    package let detail: [String: String]

    package init(_ code: ProblemCode, value: String, expected: String? = nil, example: String? = nil, reason: String? = nil) {
        self.code = code
        var detail = ["value": String(value.prefix(60)).visible]
        detail["expected"] = expected
        detail["example"] = example
        detail["reason"] = reason
        self.detail = detail
    }
}

/// A value as people write it: full-width digits, letters and signs count as their ASCII forms, blanks around it do not count.
package struct InputText: Sendable {
    /// Trimmed, in ASCII forms.
    package let text: String
    /// Trimmed, otherwise as it was written: names keep their full-width signs.
    package let written: String

    /// Errors: notAllowed for text with a NUL, which no database stores.
    package init(_ raw: String) throws(InputProblem) {
        guard !raw.unicodeScalars.contains("\0") else {
            throw InputProblem(.notAllowed, value: raw, reason: "control_characters")
        }
        written = Self.trimmed(raw)
        text = Self.trimmed(String(String.UnicodeScalarView(written.unicodeScalars.map(Self.narrowed))))
    }

    package var isEmpty: Bool { text.isEmpty }

    private static func trimmed(_ raw: String) -> String {
        let scalars = raw.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Spreadsheets leave marks that no one sees: byte order marks, zero-width spaces, joiners.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || ["\u{FEFF}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}"].contains(scalar)
    }

    /// U+FF01 to U+FF5E stand at a fixed distance from their ASCII forms.
    private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x3000, 0xA0: " "
        case 0x2212, 0x2010, 0x2011, 0x2013: "-"
        default: scalar
        }
    }
}
