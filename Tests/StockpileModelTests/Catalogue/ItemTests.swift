import StockpileModel
import Testing

@Suite("An item and its packs")
struct ItemTests {
    private let item = Item(
        id: ItemID(rawValue: 1), code: "cotton_quilt", name: "棉被", nameEn: "quilt", baseUnit: "床", categories: ["relief"],
        conversions: [
            UnitConversion(pack: "包", baseUnits: 10, packs: 1), UnitConversion(pack: "托盘", baseUnits: 125, packs: 2),
        ].compactMap(\.self))

    private func refusal(_ count: Int64, _ pack: String?) -> Refusal? {
        do {
            _ = try item.quantity(of: count, pack: pack)
            return nil
        } catch StockpileError.refused(let refusal) {
            return refusal
        } catch {
            Issue.record(error)
            return nil
        }
    }

    @Test(arguments: [(3, nil, 3), (3, "床", 3), (3, "包", 30), (4, "托盘", 250)] as [(Int64, String?, Quantity)])
    func `a count of packs is told in base units`(count: Int64, pack: String?, quantity: Quantity) throws {
        #expect(try item.quantity(of: count, pack: pack) == quantity)
    }

    @Test func `an unknown pack is refused with the packs there are`() {
        let found = refusal(1, "箱")
        #expect(found?.code == .unknown)
        #expect(found?.detail[key: "known"] == .array(["床", "包", "托盘"]))
    }

    @Test func `what does not come out even is refused with what is missing`() {
        let found = refusal(3, "托盘")
        #expect(found?.code == .conversionNotExact)
        #expect(found?.detail[key: "whole_base_units"]?.integer == 187)
        #expect(found?.detail[key: "remainder"]?.integer == 1)
        #expect(found?.detail[key: "divisor"]?.integer == 2)
    }

    @Test(arguments: [(0, nil), (-1, nil), (0, "包"), (-5, "托盘"), (.max, "包")] as [(Int64, String?)])
    func `nothing, less than nothing and more than fits are refused`(count: Int64, pack: String?) {
        #expect(refusal(count, pack)?.code == .quantityInvalid)
    }
}
