import StockpileModel
import Testing

@Suite("Codes, quantities and packs")
struct CatalogueTests {
    @Test(
        arguments: [("1000000", 1, nil), ("1010000", 2, "1000000"), ("1010100", 3, "1010000"), ("1010199", 4, "1010100")]
            as [(String, Int, String?)])
    func `a classification code knows its level and its parent by prefix`(code: String, level: Int, parent: String?) throws {
        let code = try #require(ClassificationCode(rawValue: code))
        #expect(code.level == level)
        #expect(code.parent?.rawValue == parent)
    }

    @Test(arguments: ["", "0010000", "101", "10100000", "1000100", "1010001", "10a0000", "1０10000"])
    func `what is not seven digits, or skips a level, is no code`(text: String) {
        #expect(ClassificationCode(rawValue: text) == nil)
    }

    @Test(arguments: [("1990000", true), ("1019900", true), ("1010199", true), ("1010000", false), ("1000000", false), ("1990100", false)])
    func `99 is the catch-all of its level`(text: String, isCatchAll: Bool) throws {
        #expect(try #require(ClassificationCode(rawValue: text)).isCatchAll == isCatchAll)
    }

    @Test func `packs convert by exact ratios; what does not come out even is refused with the rest`() throws {
        let crate = try #require(UnitConversion(pack: "箱", baseUnits: 5, packs: 2))
        #expect(try crate.quantity(ofPacks: 4) == 10)
        #expect(throws: StockpileError.self) { try crate.quantity(ofPacks: 3) }
        #expect(throws: StockpileError.self) { try crate.quantity(ofPacks: 0) }
        #expect(throws: StockpileError.self) { try crate.quantity(ofPacks: .max) }
        #expect(UnitConversion(pack: "x", baseUnits: 0, packs: 1) == nil)
    }

    @Test func `a quantity is never negative and sums never overflow unseen`() {
        #expect(Quantity(rawValue: -1) == nil)
        #expect(Quantity(5).remaining(after: 7) == .zero)
        #expect(Quantity.sum([1, 2, 3]) == 6)
        #expect(Quantity.sum([Quantity(rawValue: .max) ?? 0, 1]) == nil)
    }
}
