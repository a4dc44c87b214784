/// PostgreSQL's text form of arrays: `{1,NULL,"a \"quoted\" text"}`.
enum ArrayLiteral {
    static func text<Element: SQLBindable>(_ elements: [Element]) -> String {
        var literal: [UInt8] = []
        literal.reserveCapacity(elements.count * 8 + 2)
        literal.append(UInt8(ascii: "{"))
        for (position, element) in elements.enumerated() {
            if position > 0 { literal.append(UInt8(ascii: ",")) }
            element.appendArrayElement(to: &literal)
        }
        literal.append(UInt8(ascii: "}"))
        return String(decoding: literal, as: UTF8.self)
    }

    /// Quotes every text, so that the word NULL, the empty text, commas, braces and blanks need no rule of their own.
    static func appendQuoted(_ text: String, to literal: inout [UInt8]) {
        literal.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { literal.append(UInt8(ascii: "\\")) }
            literal.append(byte)
        }
        literal.append(UInt8(ascii: "\""))
    }

    /// The elements of a one-dimensional array, `nil` for NULL.
    static func parse(_ text: String) throws -> [String?] {
        var parser = Parser(bytes: Array(text.utf8))
        return try parser.elements()
    }

    private struct Parser {
        let bytes: [UInt8]
        var position = 0

        mutating func elements() throws -> [String?] {
            // A lower bound other than 1 is written in front: [0:2]={…}.
            position = bytes.firstIndex(of: UInt8(ascii: "{")) ?? bytes.count
            guard position < bytes.count, bytes.last == UInt8(ascii: "}") else { throw malformed }
            position += 1
            var found: [String?] = []
            if current == UInt8(ascii: "}") { return found }
            while true {
                found.append(try element())
                if current == UInt8(ascii: ",") {
                    position += 1
                    continue
                }
                guard current == UInt8(ascii: "}"), position == bytes.count - 1 else { throw malformed }
                return found
            }
        }

        private var current: UInt8? { position < bytes.count ? bytes[position] : nil }
        private var malformed: PostgresError { .decoding("a one-dimensional array was expected") }

        private mutating func element() throws -> String? {
            switch current {
            case UInt8(ascii: "\""): return try quoted()
            case UInt8(ascii: "{"), nil: throw malformed
            default: return try plain()
            }
        }

        private mutating func plain() throws -> String? {
            let start = position
            while let byte = current, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}") { position += 1 }
            guard position > start else { throw malformed }
            let word = String(decoding: bytes[start..<position], as: UTF8.self)
            return word == "NULL" ? nil : word
        }

        private mutating func quoted() throws -> String {
            position += 1
            var content: [UInt8] = []
            while let byte = current {
                position += 1
                if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
                if byte == UInt8(ascii: "\\") {
                    guard let escaped = current else { throw malformed }
                    content.append(escaped)
                    position += 1
                } else {
                    content.append(byte)
                }
            }
            throw malformed
        }
    }
}

/// PostgreSQL's hexadecimal text form of bytea: `\x00ff`.
enum ByteaText {
    static func encode(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = [UInt8(ascii: "\\"), UInt8(ascii: "x")]
        text.reserveCapacity(2 + 2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: String) throws -> [UInt8] {
        let characters = Array(text.utf8)
        guard characters.count % 2 == 0, characters.starts(with: "\\x".utf8) else { throw malformed }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 2 - 1)
        for position in stride(from: 2, to: characters.count, by: 2) {
            bytes.append(try value(characters[position]) << 4 | value(characters[position + 1]))
        }
        return bytes
    }

    private static var malformed: PostgresError { .decoding("bytea in hexadecimal form was expected") }

    private static func value(_ digit: UInt8) throws -> UInt8 {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: throw malformed
        }
    }
}
