import StockpileModel
import Testing

@Suite("Chains of items that serve for each other")
struct ItemChainsTests {
    @Test func `an item that would serve for itself is told with the whole chain, and the rest stays`() {
        var chains = ItemChains()
        #expect(chains.add("b", servingFor: "a") == nil)
        #expect(chains.add("c", servingFor: "b") == nil)
        #expect(chains.add("c", servingFor: "a") == nil)
        #expect(chains.add("a", servingFor: "c") == ["c", "a", "c"])
        #expect(chains.add("a", servingFor: "b") == ["b", "a", "b"])
        #expect(chains.add("d", servingFor: "d") == ["d", "d"])
        #expect(chains.add("d", servingFor: "c") == nil)
    }

    @Test func `items have a group with everything they are bound to, however far`() {
        func id(_ number: Int64) -> ItemID { ItemID(rawValue: number) }
        let map = SubstituteMap(
            substitutes: [.init(item: id(5), substitute: id(4), units: .smallest, source: "s")],
            parts: [.init(kit: id(4), part: id(9), quantity: 2, source: "s"), .init(kit: id(2), part: id(1), quantity: 2, source: "s")])
        for item in [4, 5, 9] as [Int64] { #expect(map.group(of: id(item)) == id(4)) }
        #expect(map.group(of: id(2)) == id(1) && map.group(of: id(7)) == id(7))
        #expect(map.isBound(id(9)) && !map.isBound(id(7)))
        #expect(map.serving(id(5)) == [id(9), id(4), id(5)] && map.serving(id(7)) == [id(7)])
    }
}
