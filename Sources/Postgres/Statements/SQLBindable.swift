/// A value that can stand in a statement as `\(value)`.
///
/// Shape: a `RawRepresentable` whose raw value is bindable only declares the conformance; arrays of it follow.
package protocol SQLBindable: Sendable {
    /// OID of the value's type; 0 lets the server infer it.
    static var sqlType: UInt32 { get }
    /// OID of an array of such values.
    static var sqlArrayType: UInt32 { get }
    /// The value in PostgreSQL's text format; `nil` is NULL.
    var sqlText: String? { get }
    /// Writes the value as one element of an array literal.
    func appendArrayElement(to literal: inout [UInt8])
    /// A whole array in PostgreSQL's text format.
    static func arrayText(_ elements: [Self]) -> String
}

extension SQLBindable {
    package func appendArrayElement(to literal: inout [UInt8]) {
        if let sqlText {
            ArrayLiteral.appendQuoted(sqlText, to: &literal)
        } else {
            literal.append(contentsOf: "NULL".utf8)
        }
    }

    package static func arrayText(_ elements: [Self]) -> String {
        ArrayLiteral.text(elements)
    }
}

extension SQLBindable where Self: BinaryInteger {
    package static var sqlType: UInt32 { 20 }
    package static var sqlArrayType: UInt32 { 1016 }
    package var sqlText: String? { String(self) }

    package func appendArrayElement(to literal: inout [UInt8]) {
        literal.append(contentsOf: String(self).utf8)
    }
}

extension Int64: SQLBindable {}
extension Int: SQLBindable {}
extension Int32: SQLBindable {}

/// Single bytes exist for `[UInt8]`, which is a bytea and not an array of numbers.
extension UInt8: SQLBindable {
    package static var sqlArrayType: UInt32 { 17 }

    package static func arrayText(_ elements: [UInt8]) -> String {
        ByteaText.encode(elements)
    }
}

extension Bool: SQLBindable {
    package static var sqlType: UInt32 { 16 }
    package static var sqlArrayType: UInt32 { 1000 }
    package var sqlText: String? { self ? "t" : "f" }
}

extension Double: SQLBindable {
    package static var sqlType: UInt32 { 701 }
    package static var sqlArrayType: UInt32 { 1022 }

    package var sqlText: String? {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        return description
    }
}

extension String: SQLBindable {
    package static var sqlType: UInt32 { 0 }
    package static var sqlArrayType: UInt32 { 1009 }
    package var sqlText: String? { self }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package static var sqlType: UInt32 { Wrapped.sqlType }
    package static var sqlArrayType: UInt32 { Wrapped.sqlArrayType }
    package var sqlText: String? { self?.sqlText }

    package func appendArrayElement(to literal: inout [UInt8]) {
        if let value = self {
            value.appendArrayElement(to: &literal)
        } else {
            literal.append(contentsOf: "NULL".utf8)
        }
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    package static var sqlType: UInt32 { RawValue.sqlType }
    package static var sqlArrayType: UInt32 { RawValue.sqlArrayType }
    package var sqlText: String? { rawValue.sqlText }

    package func appendArrayElement(to literal: inout [UInt8]) {
        rawValue.appendArrayElement(to: &literal)
    }
}

extension Array: SQLBindable where Element: SQLBindable {
    package static var sqlType: UInt32 { Element.sqlArrayType }

    /// An array of bytea is a type of its own; any other array of arrays has the type of the inner one.
    package static var sqlArrayType: UInt32 { Element.self == UInt8.self ? 1001 : Element.sqlArrayType }
    package var sqlText: String? { Element.arrayText(self) }

    package func appendArrayElement(to literal: inout [UInt8]) {
        let text = Element.arrayText(self)
        if Element.self == UInt8.self {
            ArrayLiteral.appendQuoted(text, to: &literal)
        } else {
            literal.append(contentsOf: text.utf8)
        }
    }
}
