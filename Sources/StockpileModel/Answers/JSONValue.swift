internal import Foundation

/// What programs exchange: JSON with the keys of an object in the order they were given, and whole numbers only.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A decimal in its exact digits, such as 0.250000.
    case decimal(String)
    case text(String)
    case array([JSONValue])
    case object([JSONMember])

    /// An object's value by key; nil for anything else.
    package subscript(key key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// An object with another value under one of its keys.
    package func replacing(_ key: String, with value: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.key == key ? JSONMember(key, value) : $0 })
    }

    /// An object with one more key at its end.
    package func adding(_ key: String, _ value: JSONValue) -> JSONValue { .object((members ?? []) + [JSONMember(key, value)]) }

    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }

    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }
    package var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
    package var members: [JSONMember]? { if case .object(let members) = self { members } else { nil } }
}

/// One key of an object with its value.
package struct JSONMember: Sendable, Hashable, Codable {
    package let key: String
    package let value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }

    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }

    /// `null` where nothing is known.
    package init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    package init(_ number: Int64?) { self = number.map { .integer($0) } ?? .null }
    package init(_ date: CalendarDate?) { self = date.map { .text($0.rawValue) } ?? .null }
    package init(_ quantity: Quantity) { self = .integer(quantity.rawValue) }
}

extension JSONValue: Codable {
    private struct MemberName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ key: String) { stringValue = key }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package func encode(to encoder: any Encoder) throws {
        if case .object(let members) = self {
            var object = encoder.container(keyedBy: MemberName.self)
            for member in members { try object.encode(member.value, forKey: MemberName(member.key)) }
            return
        }
        var single = encoder.singleValueContainer()
        switch self {
        case .null, .object: try single.encodeNil()
        case .bool(let flag): try single.encode(flag)
        case .integer(let number): try single.encode(number)
        case .decimal(let digits): try single.encode(Decimal(string: digits))
        case .text(let text): try single.encode(text)
        case .array(let values): try single.encode(values)
        }
    }

    package init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: MemberName.self) {
            self = .object(
                try object.allKeys.sorted { $0.stringValue < $1.stringValue }.map {
                    JSONMember($0.stringValue, try object.decode(JSONValue.self, forKey: $0))
                })
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            self = .null
        } else if let flag = try? single.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? single.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? single.decode(Decimal.self) {
            self = .decimal("\(number)")
        } else if let text = try? single.decode(String.self) {
            self = .text(text)
        } else {
            self = .array(try single.decode([JSONValue].self))
        }
    }

    /// Nil for what is not JSON.
    package init?(parsing text: String) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return nil }
        self = value
    }
}
