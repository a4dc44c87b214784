extension InputText {
    package static let serialLengthMax = 60

    /// Serial numbers, separated by spaces, commas or semicolons, in the order given; in capitals, so that one unit is not two.
    ///
    /// Units:  each at most 60 characters, as they stand on the nameplate; full-width letters and digits count as their ASCII forms.
    /// Errors: outOfRange for a longer one; notAllowed for control characters, and for bytes that are no text.
    package func serials() throws(InputProblem) -> [String] {
        var serials: [String] = []
        for part in text.split(whereSeparator: { $0.isWhitespace || ";,；，、".contains($0) }) {
            guard part.unicodeScalars.count <= Self.serialLengthMax else {
                throw InputProblem(.outOfRange, value: String(part), expected: "≤ \(Self.serialLengthMax)", reason: "too_long")
            }
            serials.append(try InputText(String(part)).lotNumber().uppercased())
        }
        return serials
    }
}
