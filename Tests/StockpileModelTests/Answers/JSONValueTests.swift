import Foundation
import StockpileModel
import Testing

@Suite("JSON")
struct JSONValueTests {
    @Test func `what is written is read back by anyone`() throws {
        let awkward = "quote \" backslash \\ line\nfeed\ttab \u{1} 棉被 🙂 \u{2028}"
        let value: JSONValue = [
            "text": .text(awkward), "number": .integer(.max), "none": .null, "list": .array([.bool(true), .decimal("0.25"), .array([])]),
        ]
        for text in [value.written, value.writtenPretty] {
            let parsed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(parsed["text"] as? String == awkward)
            #expect((parsed["number"] as? NSNumber)?.int64Value == .max)
            #expect(parsed["none"] is NSNull)
            #expect(JSONValue(parsing: text)?[key: "text"] == .text(awkward))
        }
    }

    @Test func `keys keep their order`() {
        #expect((["b": 1, "a": 2] as JSONValue).written == #"{"b":1,"a":2}"#)
    }

    @Test func `what is not JSON is nothing`() { #expect(JSONValue(parsing: "{") == nil) }
}
