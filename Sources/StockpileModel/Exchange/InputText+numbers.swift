extension InputText {
    /// The most that one quantity may be: with `costMax` the value of a line still fits 64 bits.
    package static let quantityMax: Int64 = 1_000_000_000
    /// Identifiers fit into JSON's numbers.
    package static let identifierMax: Int64 = 9_007_199_254_740_991
    /// The most that one base unit may cost, in fen.
    package static let costMax: Int64 = 1_000_000_000

    /// A whole number; 1,200 is read as 1200, 1,20 is not read.
    ///
    /// Errors: notANumber; outOfRange with the range, also for a number that does not fit.
    package func wholeNumber(in range: ClosedRange<Int64>) throws(InputProblem) -> Int64 {
        let expected = "\(range.lowerBound)–\(range.upperBound)"
        let isNegative = text.hasPrefix("-")
        let body = isNegative ? String(text.dropFirst()) : text
        guard let digits = Self.withoutSeparators(body) else { throw InputProblem(.notANumber, value: written, expected: expected) }
        guard let number = Int64(isNegative ? "-\(digits)" : digits), range.contains(number) else {
            throw InputProblem(.outOfRange, value: written, expected: expected)
        }
        return number
    }

    /// A quantity of whole base units: at least 1.
    package func quantity() throws(InputProblem) -> Int64 {
        try wholeNumber(in: 1...Self.quantityMax)
    }

    /// A decimal with at most six places.
    ///
    /// Errors: notANumber, also for more places; outOfRange below `least`.
    package func decimal(least: ExactDecimal) throws(InputProblem) -> ExactDecimal {
        let expected = "≥ \(least.digits), 0.000001"
        if text.hasPrefix("-"), ExactDecimal(String(text.dropFirst())) != nil {
            throw InputProblem(.outOfRange, value: written, expected: expected)
        }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let digits = Self.withoutSeparators(String(first)) else {
            throw InputProblem(.notANumber, value: written, expected: expected)
        }
        // Twelve digits before the point are what the database keeps.
        guard digits.count <= 12 else { throw InputProblem(.outOfRange, value: written, expected: expected) }
        guard let decimal = ExactDecimal(parts.count == 2 ? "\(digits).\(parts[1])" : digits) else {
            throw InputProblem(.notANumber, value: written, expected: expected)
        }
        guard decimal >= least else { throw InputProblem(.outOfRange, value: written, expected: expected) }
        return decimal
    }

    /// An amount in yuan with at most two places, in fen.
    package func fenFromYuan() throws(InputProblem) -> Int64 {
        let expected = "0–\(Self.costMax / 100), 0.01"
        let amount: ExactDecimal
        do {
            amount = try decimal(least: .zero)
        } catch {
            throw InputProblem(error.code, value: written, expected: expected)
        }
        guard amount.millionths % 10_000 == 0 else { throw InputProblem(.notANumber, value: written, expected: expected) }
        guard amount.millionths / 10_000 <= Self.costMax else { throw InputProblem(.outOfRange, value: written, expected: expected) }
        return amount.millionths / 10_000
    }

    /// Degrees from -limit to limit with at most eight places, in the digits that were given.
    package func degrees(limit: Int) throws(InputProblem) -> String {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        let places = parts.count == 2 ? parts[1] : "0"
        guard let whole = parts.first.flatMap({ Int($0) }), (1...2).contains(parts.count), (1...8).contains(places.count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
        else { throw InputProblem(.notANumber, value: written, expected: "-\(limit)–\(limit)") }
        guard whole < limit || (whole == limit && places.allSatisfy { $0 == "0" }) else {
            throw InputProblem(.outOfRange, value: written, expected: "-\(limit)–\(limit)")
        }
        return "\(isNegative ? "-" : "")\(whole).\(places)"
    }

    /// The digits alone; nil unless they stand alone or in groups of three, sixty at most.
    private static func withoutSeparators(_ body: String) -> String? {
        let groups = body.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty, groups.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }), body.count <= 60
        else { return nil }
        guard groups.count == 1 || (first.count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 }) else { return nil }
        let digits = groups.joined().drop { $0 == "0" }
        return digits.isEmpty ? "0" : String(digits)
    }
}

extension ExactDecimal {
    package static let zero = fixed(0)
    /// The least value above zero.
    package static let smallest = fixed(1)

    private static func fixed(_ millionths: Int64) -> ExactDecimal {
        guard let value = ExactDecimal(millionths: millionths) else { preconditionFailure("a decimal is never negative") }
        return value
    }
}
