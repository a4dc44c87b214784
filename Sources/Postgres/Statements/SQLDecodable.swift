/// A value that can be read from a column.
///
/// Shape:  a `RawRepresentable` whose raw value is decodable only declares the conformance; arrays of it follow.
/// Errors: kind `.decoding`; the row adds the column's name.
package protocol SQLDecodable: Sendable {
    /// The value written in PostgreSQL's text format.
    static func decode(_ text: String) throws -> Self
    /// A whole array of such values.
    static func decodeArray(_ text: String) throws -> [Self]
}

extension SQLDecodable {
    package static func decodeArray(_ text: String) throws -> [Self] {
        try ArrayLiteral.parse(text).map { element in
            guard let element else { throw PostgresError.decoding("an element of the array is NULL") }
            return try decode(element)
        }
    }
}

extension SQLDecodable where Self: FixedWidthInteger {
    package static func decode(_ text: String) throws -> Self {
        guard let value = Self(text) else { throw PostgresError.decoding("the value is not a whole number that fits \(Self.self)") }
        return value
    }
}

extension Int64: SQLDecodable {}
extension Int: SQLDecodable {}
extension Int32: SQLDecodable {}

/// Single bytes exist for `[UInt8]`, which is read from bytea.
extension UInt8: SQLDecodable {
    package static func decodeArray(_ text: String) throws -> [UInt8] {
        try ByteaText.decode(text)
    }
}

extension Bool: SQLDecodable {
    package static func decode(_ text: String) throws -> Bool {
        switch text {
        case "t", "true": true
        case "f", "false": false
        default: throw PostgresError.decoding("the value is not a boolean")
        }
    }
}

extension Double: SQLDecodable {
    package static func decode(_ text: String) throws -> Double {
        switch text {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default:
            guard let value = Double(text) else { throw PostgresError.decoding("the value is not a number") }
            return value
        }
    }
}

extension String: SQLDecodable {
    package static func decode(_ text: String) throws -> String { text }
}

extension Array: SQLDecodable where Element: SQLDecodable {
    package static func decode(_ text: String) throws -> [Element] {
        try Element.decodeArray(text)
    }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
    package static func decode(_ text: String) throws -> Self {
        guard let value = Self(rawValue: try RawValue.decode(text)) else {
            throw PostgresError.decoding("the value is not one of \(Self.self)")
        }
        return value
    }
}
