import StockpileModel
import Testing

@Suite("Exact decimals")
struct ExactDecimalTests {
    @Test(
        arguments: [
            ("0", 0, "0"), ("2400", 2_400_000_000, "2400"), ("0.25", 250_000, "0.25"), ("0.250000", 250_000, "0.25"),
            ("1.000001", 1_000_001, "1.000001"),
            ("007.50", 7_500_000, "7.5"), ("9223372036854.775807", .max, "9223372036854.775807"),
        ] as [(String, Int64, String)])
    func `digits are kept to the millionth and written without zeros at the end`(text: String, millionths: Int64, written: String) throws {
        let decimal = try #require(ExactDecimal(text))
        #expect(decimal.millionths == millionths)
        #expect(decimal.digits == written)
        #expect(ExactDecimal(decimal.digits) == decimal)
    }

    @Test(arguments: [
        "", ".", "1.", ".5", "-1", "+1", "1.0000001", "1,5", "1e3", " 1", "1.2.3", "½", "４", "nan", "9223372036854.775808", "9223372036855",
        "99999999999999999999",
    ])
    func `anything else is no decimal`(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func `never negative, and ordered by value`() throws {
        #expect(ExactDecimal(millionths: -1) == nil)
        #expect(
            try #require(ExactDecimal("0.3")) < #require(
                ExactDecimal("0.25000").flatMap { ExactDecimal(millionths: $0.millionths + 50_001) }))
        #expect(try #require(ExactDecimal("9")) < #require(ExactDecimal("10")))
    }
}
