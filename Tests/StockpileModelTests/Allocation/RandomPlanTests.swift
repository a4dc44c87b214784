import StockpileModel
import Testing

@Suite("Allocation plans, at random")
struct RandomPlanTests {
    /// A small generator of numbers that a seed repeats (Numerical Recipes' linear congruence, upper bits).
    struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static func lots(_ numbers: inout Numbers) -> [FreeLot] {
        (0..<Int64.random(in: 0...12, using: &numbers)).map { number in
            FreeLot(
                account: AccountID(rawValue: 100 + number), lot: LotID(rawValue: number / 2), lotNumber: "L\(number / 2)",
                place: PlaceID(rawValue: 1), owner: OwnerID(rawValue: 1), bin: nil,
                expiresOn: Bool.random(using: &numbers) ? CalendarDate(dayNumber: 20_000 + Int.random(in: 0...3, using: &numbers)) : nil,
                minutes: Bool.random(using: &numbers) ? Int.random(in: 0...2, using: &numbers) : nil,
                free: Quantity(rawValue: Int64.random(in: 0...9, using: &numbers)) ?? .zero)
        }
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `a plan takes no more than there is, covers what it can, and never skips an earlier lot`(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let lots = Self.lots(&numbers)
        let demand = Quantity(rawValue: Int64.random(in: 0...60, using: &numbers)) ?? .zero
        let plan = AllocationPlan.fefo(demand, from: lots.shuffled(using: &numbers))

        let there = lots.map(\.free.rawValue).reduce(0, +)
        #expect(plan.picks.map(\.quantity.rawValue).reduce(0, +) == min(demand.rawValue, there))
        #expect(plan.shortfall.rawValue == max(0, demand.rawValue - there))
        #expect(plan.picks.allSatisfy { $0.quantity > .zero && $0.quantity <= $0.from.free })
        #expect(Set(plan.picks.map(\.from.account)).count == plan.picks.count)
        #expect(plan.picks.dropLast().allSatisfy { $0.quantity == $0.from.free }, "only the last lot is broken into")

        let taken = Set(plan.picks.map(\.from.account))
        let days = plan.picks.map { $0.from.expiresOn?.dayNumber ?? .max }
        #expect(days == days.sorted())
        for left in lots where left.free > .zero && !taken.contains(left.account) {
            #expect((left.expiresOn?.dayNumber ?? .max) >= days.last ?? .min, "an earlier lot was left lying")
        }
    }

    @Test func `the order in which the lots come does not matter`() {
        for seed in 1...50 as ClosedRange<UInt64> {
            var numbers = Numbers(state: seed)
            let lots = Self.lots(&numbers)
            let plan = AllocationPlan.fefo(25, from: lots)
            #expect(AllocationPlan.fefo(25, from: lots.reversed()) == plan)
            #expect(AllocationPlan.fefo(25, from: lots.shuffled(using: &numbers)) == plan)
        }
    }
}
