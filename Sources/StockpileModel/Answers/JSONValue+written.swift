extension JSONValue {
    /// The value as JSON text on one line.
    package var written: String { written(indent: nil) }

    /// The value as JSON text for people: two blanks a level.
    package var writtenPretty: String { written(indent: 0) }

    /// Gathered as bytes: a text that grows letter by letter takes four times as long, and every posting is written twice.
    private func written(indent: Int?) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        write(to: &bytes, indent: indent)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8], indent: Int?) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .decimal(let digits): bytes += digits.utf8
        case .text(let string): Self.writeQuoted(string, to: &bytes)
        case .array(let values):
            Self.writeList(values, open: "[", close: "]", to: &bytes, indent: indent) { value, bytes, inner in
                value.write(to: &bytes, indent: inner)
            }
        case .object(let members):
            Self.writeList(members, open: "{", close: "}", to: &bytes, indent: indent) { member, bytes, inner in
                Self.writeQuoted(member.key, to: &bytes)
                bytes += (inner == nil ? ":" : ": ").utf8
                member.value.write(to: &bytes, indent: inner)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element], open: Unicode.Scalar, close: Unicode.Scalar, to bytes: inout [UInt8], indent: Int?,
        _ write: (Element, inout [UInt8], Int?) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        let inner = indent.map { $0 + 1 }
        for (position, element) in elements.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            if let inner { startLine(inner, &bytes) }
            write(element, &bytes, inner)
        }
        if let indent, !elements.isEmpty { startLine(indent, &bytes) }
        bytes.append(UInt8(ascii: close))
    }

    private static func startLine(_ indent: Int, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: 2 * indent)
    }

    /// RFC 8259 section 7: quote, backslash and control characters are escaped, everything else stands as it is.
    private static func writeQuoted(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        // Most texts lie in one piece. Stepping through them took a fortieth of the program's time for a posting, here and at parameters.
        let hasEscapes = string.utf8.withContiguousStorageIfAvailable { $0.contains(where: needsEscape) }
        if hasEscapes ?? string.utf8.contains(where: needsEscape) {
            for byte in string.utf8 { writeEscaped(byte, to: &bytes) }
        } else {
            bytes += string.utf8
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

    private static func writeEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\r"): bytes += "\\r".utf8
        case UInt8(ascii: "\t"): bytes += "\\t".utf8
        case ..<0x20: bytes += ("\\u00" + [byte].hexadecimal).utf8
        default: bytes.append(byte)
        }
    }
}
