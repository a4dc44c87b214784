/// One statement: its text with `$1`, `$2` … and the values bound to them.
///
/// Shape: `"… WHERE lot_id = \(lot)"` binds `$1`; interpolating another `SQL` splices it with its parameters, numbered anew.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    package private(set) var text: String
    package private(set) var parameters: [BoundParameter] = []
    /// Where each placeholder starts in `text`, as UTF-8 offsets, so that splicing never has to read SQL.
    private var marks: [Int] = []

    /// Text taken as it stands. Only for names from a closed list and for files of SQL, never for outside data.
    package init(unchecked text: String) {
        self.text = text
    }

    package init(stringLiteral text: String) {
        self.text = text
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// Both texts one after the other; the parameters of the second are numbered after those of the first.
    package static func + (first: SQL, second: SQL) -> SQL {
        var sum = first
        sum.splice(second)
        return sum
    }

    package static func += (first: inout SQL, second: SQL) {
        first.splice(second)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL(unchecked: "")

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + 3 * interpolationCount)
            sql.parameters.reserveCapacity(interpolationCount)
            sql.marks.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            sql.text += literal
        }

        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value) {
            sql.bind(BoundParameter(type: Value.sqlType, text: value.sqlText))
        }

        /// NULL for nil.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            sql.bind(BoundParameter(type: Value.sqlType, text: value?.sqlText))
        }

        package mutating func appendInterpolation(_ fragment: SQL) {
            sql.splice(fragment)
        }
    }

    private mutating func bind(_ parameter: BoundParameter) {
        marks.append(text.utf8.count)
        parameters.append(parameter)
        text += "$"
        text += String(parameters.count)
    }

    private mutating func splice(_ fragment: SQL) {
        let bytes = fragment.text.utf8
        var copied = bytes.startIndex
        for (offset, mark) in fragment.marks.enumerated() {
            let placeholder = bytes.index(bytes.startIndex, offsetBy: mark)
            text += fragment.text[copied..<placeholder]
            bind(fragment.parameters[offset])
            copied = bytes.index(placeholder, offsetBy: 1 + String(offset + 1).utf8.count)
        }
        text += fragment.text[copied...]
    }
}

/// One bound value in PostgreSQL's text format. Its description never shows the value.
package struct BoundParameter: Sendable, CustomStringConvertible, CustomReflectable {
    /// The type's OID; 0 lets the server infer it.
    package let type: UInt32
    /// `nil` is NULL.
    package let text: String?

    package init(type: UInt32, text: String?) {
        self.type = type
        self.text = text
    }

    package var description: String { "a value of type \(type)" }
    package var customMirror: Mirror { Mirror(self, children: [("type", type)]) }
}
