import Foundation
import StockpileModel
import Testing

@Suite("JSON there and back")
struct JSONRoundTripTests {
    @Test func `every control character, quote and backslash survives`() throws {
        for number in UInt32(0)...0x7F {
            let text = "a\(try #require(Unicode.Scalar(number)))z"
            let written = JSONValue.text(text).written
            #expect(written.utf8.allSatisfy { $0 >= 0x20 }, "\(number) is not escaped")
            #expect(try JSONDecoder().decode([String].self, from: Data("[\(written)]".utf8)) == [text])
        }
    }

    @Test(arguments: [Int64.min, -1, 0, 1, 9_007_199_254_740_991, 9_007_199_254_740_993, .max])
    func `whole numbers keep every digit`(number: Int64) {
        #expect(JSONValue(parsing: JSONValue.integer(number).written) == .integer(number))
    }

    @Test func `a value reads back as itself, on one line and on many`() {
        let value: JSONValue = [
            "empty_list": .array([]), "empty_object": .object([]), "flag": .bool(false), "list": .array([.null, 1, "x", .array([2])]),
            "nested": ["deep": ["deeper": "桌子"]],
        ]
        #expect(JSONValue(parsing: value.written) == value)
        #expect(JSONValue(parsing: value.writtenPretty) == value)
        #expect(!value.written.contains("\n"))
        #expect(value.writtenPretty.contains("\n  \"list\": [\n    null,\n"))
    }

    @Test(arguments: ["", "{", "[1", "nul", "\"a", "{\"a\":}", "01"])
    func `what is not JSON is nothing`(text: String) {
        #expect(JSONValue(parsing: text) == nil)
    }

    @Test func `a key is found in an object and nowhere else`() {
        let value: JSONValue = ["a": 1]
        #expect(value[key: "a"] == 1 && value[key: "b"] == nil)
        #expect((JSONValue.array([1]))[key: "a"] == nil)
        #expect(JSONValue(nil as String?) == .null && JSONValue("x" as String?) == "x")
    }
}
