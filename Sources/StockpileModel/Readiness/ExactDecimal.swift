/// A decimal with up to six places, kept in millionths: coefficients and driver values. Never negative, never rounded.
package struct ExactDecimal: Hashable, Comparable, Sendable {
    package let millionths: Int64

    package init?(millionths: Int64) {
        guard millionths >= 0 else { return nil }
        self.millionths = millionths
    }

    /// Nil for anything but digits with at most one point and six places.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty, first.allSatisfy(\.isASCIIDigit) else { return nil }
        let places = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || !places.isEmpty, places.count <= 6, places.allSatisfy(\.isASCIIDigit) else { return nil }
        guard let whole = Int64(first), let fraction = Int64(places + String(repeating: "0", count: 6 - places.count)) else { return nil }
        let (scaled, overflow) = whole.multipliedReportingOverflow(by: 1_000_000)
        let (sum, carried) = scaled.addingReportingOverflow(fraction)
        guard !overflow, !carried else { return nil }
        millionths = sum
    }

    /// The digits, without zeros at the end: 0.25, 2400.
    package var digits: String {
        let fraction = String(millionths % 1_000_000 + 1_000_000).dropFirst()
        var kept = fraction
        while kept.last == "0" { kept.removeLast() }
        return kept.isEmpty ? String(millionths / 1_000_000) : "\(millionths / 1_000_000).\(kept)"
    }

    package static func < (first: Self, second: Self) -> Bool { first.millionths < second.millionths }
}

/// Kept in its digits.
extension ExactDecimal: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = ExactDecimal(text) else {
            throw DecodingError.dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: text))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var single = encoder.singleValueContainer()
        try single.encode(digits)
    }
}

extension Character {
    /// 0 to 9 and nothing else; `isNumber` would let ½ and ४ through.
    package var isASCIIDigit: Bool { isASCII && isNumber }
}
