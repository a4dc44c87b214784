import StockpileModel
import Testing

@Suite("Allocation plan, first expired first out")
struct AllocationPlanTests {
    private func lot(_ number: Int64, expires: String?, minutes: Int? = nil, free: Quantity, overdue: Quantity = 0) -> FreeLot {
        FreeLot(
            account: AccountID(rawValue: number), lot: LotID(rawValue: number), lotNumber: "L\(number)", place: PlaceID(rawValue: 1),
            owner: OwnerID(rawValue: 1), bin: nil, expiresOn: expires.flatMap(CalendarDate.init(rawValue:)), minutes: minutes, free: free,
            careOverdue: overdue)
    }

    @Test func `what is overdue for care is drawn when nothing else is left, and told`() {
        let lots = [
            lot(1, expires: "2027-01-31", free: 10, overdue: 10), lot(2, expires: "2027-02-28", free: 10, overdue: 4),
            lot(3, expires: nil, free: 5),
        ]
        let few = AllocationPlan.fefo(8, from: lots)
        #expect(few.picks.map(\.from.lotNumber) == ["L2", "L3"] && few.picks.map(\.quantity) == [6, 2])
        #expect(few.picks.allSatisfy { $0.careOverdue == .zero })
        let many = AllocationPlan.fefo(23, from: lots)
        #expect(many.picks.map(\.from.lotNumber) == ["L2", "L3", "L1"] && many.picks.map(\.quantity) == [8, 5, 10])
        #expect(many.picks.map(\.careOverdue) == [2, 0, 10])
    }

    @Test func `the lot that expires first is drawn first, undated lots last`() {
        let plan = AllocationPlan.fefo(
            60, from: [lot(1, expires: nil, free: 50), lot(2, expires: "2027-06-30", free: 50), lot(3, expires: "2027-01-31", free: 20)])
        #expect(plan.picks.map(\.from.lotNumber) == ["L3", "L2"])
        #expect(plan.picks.map(\.quantity) == [20, 40])
    }

    @Test func `among equal dates the nearest comes first, then the lower number`() {
        let plan = AllocationPlan.fefo(
            4,
            from: [
                lot(1, expires: "2027-01-31", minutes: nil, free: 1), lot(4, expires: "2027-01-31", minutes: 20, free: 1),
                lot(3, expires: "2027-01-31", minutes: 20, free: 1), lot(2, expires: "2027-01-31", minutes: 5, free: 1),
            ])
        #expect(plan.picks.map(\.from.lotNumber) == ["L2", "L3", "L4", "L1"])
    }

    @Test(arguments: [(0, 0), (40, 0), (70, 0), (71, 1), (200, 130)] as [(Quantity, Quantity)])
    func `what the lots cannot cover is the shortfall`(demand: Quantity, shortfall: Quantity) {
        let plan = AllocationPlan.fefo(demand, from: [lot(1, expires: "2027-01-31", free: 50), lot(2, expires: "2027-02-28", free: 20)])
        #expect(plan.shortfall == shortfall)
        #expect(Quantity.sum(plan.picks.map(\.quantity)) == demand.remaining(after: shortfall))
        #expect(plan.picks.allSatisfy { $0.quantity > .zero })
    }
}
