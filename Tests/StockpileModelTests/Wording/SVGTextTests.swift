import StockpileModel
import Testing

@Suite("Words in pictures")
struct SVGTextTests {
    @Test func `a line that would run out of its box is squeezed, any other is left alone`() {
        #expect(SVGText.squeezed("WS13 万东镇储备点", fontSize: 14, into: 206).isEmpty)
        #expect(SVGText.squeezed("消耗 WS01 万盛经开区应急物资储备库", fontSize: 14, into: 206).contains("textLength=\"206\""))
    }
}
