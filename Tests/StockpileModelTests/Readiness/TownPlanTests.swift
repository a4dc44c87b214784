import StockpileModel
import Testing

@Suite("Closing gaps by town")
struct TownPlanTests {
    private static let depots = [PlaceID(rawValue: 11), PlaceID(rawValue: 12)]

    /// T1 and T2 have a depot each, an hour away; from one to the other's town it takes so many minutes.
    private func input(needs: [String], stock: [Int64], across minutes: Int?) throws -> GapInput {
        let towns = [PlaceID(rawValue: 1), PlaceID(rawValue: 2)]
        func stop(_ code: String) -> RouteMap.Stop { RouteMap.Stop(code: code, handlingMinutes: 0, company: nil) }
        var roads: [RouteMap.Leg: Int] = [:]
        for (from, depot) in Self.depots.enumerated() {
            for (to, town) in towns.enumerated() { roads[RouteMap.Leg(from: depot, to: town)] = from == to ? 60 : minutes }
        }
        let routes = RouteMap(
            stops: [towns[0]: stop("T1"), towns[1]: stop("T2"), Self.depots[0]: stop("D1"), Self.depots[1]: stop("D2")], minutes: roads)
        let sources = stock.enumerated().map { depot, quantity in
            let ways = towns.map { routes.drivingMinutes(from: Self.depots[depot], to: $0) }
            return SupplySource.from(
                ways, at: Self.depots[depot].rawValue, .stock(StockGroup(category: "relief", quantity: quantity, place: .depot)))
        }
        let check = try ReadinessCheck.inTowns([.needing("1", within: 12)], sources, ["resettled": needs])
        var input = GapInput(check: check, routes: routes, today: .checkDay)
        input.places = Self.depots.map { GapPlace(place: $0, kind: .depot) }
        return input
    }

    @Test func `each town is bought for where it can be reached`() throws {
        var input = try input(needs: ["5", "3"], stock: [2], across: nil)
        input.offers = [
            GapOffer(
                item: ItemID(rawValue: 1), supplier: "s", terms: .purchase(shelfLifeMonths: nil), unitFen: 10, leadDays: 0, quantityMax: 100
            )
        ]
        let plan = try GapPlanner(input).plan()
        #expect(plan.before.lines[0].towns.map(\.gap) == [3, 3] && plan.closesEverything && plan.isOptimal)
        #expect(plan.steps.map(\.toPlace) == Self.depots && plan.steps.map(\.quantity) == [3, 3])
    }

    @Test func `what one town has too much of is moved to the other`() throws {
        let plan = try GapPlanner(try input(needs: ["5", "3"], stock: [7, 0], across: 900)).plan()
        #expect(plan.before.lines[0].towns.map(\.gap) == [0, 3])
        #expect(plan.after.lines[0].towns.map(\.gap) == [0, 1])
        #expect(plan.steps.map(\.way) == [.transfer] && plan.steps.map(\.quantity) == [2] && plan.steps[0].toPlace == Self.depots[1])
    }

    @Test func `an agreement that reaches one town is taken for that town only`() throws {
        var input = try input(needs: ["5", "3"], stock: [0], across: nil)
        input.offers = [
            GapOffer(
                item: ItemID(rawValue: 1), supplier: "s",
                terms: .agreement(site: Self.depots[0], responseHours: 1, confidencePercent: 50), unitFen: 1, leadDays: 0, quantityMax: 100)
        ]
        let plan = try GapPlanner(input).plan()
        #expect(plan.steps.map(\.quantity) == [10] && plan.after.lines[0].towns.map(\.gap) == [0, 3])
    }
}
