internal import Foundation
internal import Glibc
internal import StockpileModel

/// The text of a file in the encoding it turns out to have: UTF-8, UTF-16 with its mark, or GB18030 (and so GBK, GB2312).
enum TextDecoding {
    static let bytesMax = 50_000_000

    /// Errors: fileUnreadable with the reason, and the line where reading failed.
    static func text(of data: Data, name: String) throws(FieldProblemError) -> String {
        let bytes = [UInt8](data)
        guard bytes.count <= bytesMax else { throw problem(name, nil, "too_large") }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return try refusingNUL(try converted(bytes, from: "UTF-16", name), name)
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let content = hasMark ? Array(bytes.dropFirst(3)) : bytes
        if let zero = content.firstIndex(of: 0) {
            guard !looksLikeUTF16(content) else { throw problem(name, nil, "utf16") }
            throw problem(name, line(at: zero, in: content), "nul")
        }
        if let text = String(validating: content, as: UTF8.self) { return text }
        let damage = UTF8Damage(content)
        // One wrong byte does not make a file of Chinese UTF-8 into GBK: it would be read as other words without anyone noticing.
        guard !hasMark, damage.longSequences <= damage.wrongBytes else {
            throw problem(name, line(at: damage.firstWrong, in: content), "bytes")
        }
        return try converted(content, from: "GB18030", name)
    }

    /// Every comma, digit and line break of UTF-16 has a zero byte beside it, always on the same side.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool {
        let zeros = bytes.indices.filter { bytes[$0] == 0 }
        return bytes.count % 2 == 0 && zeros.count > 2 && Set(zeros.map { $0 % 2 }).count == 1
    }

    private static func refusingNUL(_ text: String, _ name: String) throws(FieldProblemError) -> String {
        guard let zero = text.utf8.firstIndex(of: 0) else { return text }
        throw problem(name, 1 + text.utf8[..<zero].count { $0 == 10 }, "nul")
    }

    private static func converted(_ bytes: [UInt8], from encoding: String, _ name: String) throws(FieldProblemError) -> String {
        let converter = iconv_open("UTF-8", encoding)
        guard converter != iconv_t(bitPattern: -1) else { throw problem(name, nil, "encoding_not_installed") }
        defer { iconv_close(converter) }
        var input = bytes
        // No character grows more than threefold on its way to UTF-8.
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 16)
        let (left, unused, failed) = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, unused) = (source.count, target.count)
                let result = iconv(converter, &from, &left, &to, &unused)
                return (left, unused, result == Int(bitPattern: .max))
            }
        }
        guard !failed, left == 0 else {
            throw problem(name, encoding == "UTF-16" ? nil : line(at: bytes.count - left, in: bytes), "bytes")
        }
        return String(decoding: output[..<(output.count - unused)], as: UTF8.self)
    }

    private static func line(at offset: Int, in bytes: [UInt8]) -> Int { 1 + bytes[..<offset].count { $0 == 10 } }

    static func problem(_ name: String, _ line: Int?, _ reason: String) -> FieldProblemError {
        let expected =
            switch reason {
            case "too_large": "≤ \(bytesMax / 1_000_000) MB"
            default: "UTF-8, GB18030"
            }
        return FieldProblemError(problem: FieldProblem(file: name, line: line, .fileUnreadable, ["reason": reason, "expected": expected]))
    }
}

/// One problem that ends the reading of a file.
struct FieldProblemError: Error {
    let problem: FieldProblem
}

/// How far a text is from being UTF-8.
struct UTF8Damage {
    private(set) var firstWrong = 0
    private(set) var wrongBytes = 0
    /// Whole characters of three bytes and more: Chinese in UTF-8 is made of them, GBK hardly ever looks so.
    private(set) var longSequences = 0

    init(_ bytes: [UInt8]) {
        var position = 0
        while position < bytes.count {
            let length = Self.length(startingWith: bytes[position])
            let tail = bytes[min(position + 1, bytes.count)..<min(position + max(length, 1), bytes.count)]
            if length > 0, tail.count == length - 1, tail.allSatisfy({ $0 & 0xC0 == 0x80 }) {
                if length > 2 { longSequences += 1 }
                position += length
            } else {
                if wrongBytes == 0 { firstWrong = position }
                wrongBytes += 1
                position += 1
            }
        }
    }

    private static func length(startingWith byte: UInt8) -> Int {
        switch byte {
        case 0..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 0
        }
    }
}
