import Testing

@testable import StockpileModel

@Suite("The reserve a standard asks for")
struct ReserveSizingTests {
    private static let depot = PlaceID(rawValue: 1), second = PlaceID(rawValue: 2)
    private static let near = PlaceID(rawValue: 3), far = PlaceID(rawValue: 4), site = PlaceID(rawValue: 5)
    private static let places = [
        ReservePlace(place: depot, code: "D1", kind: .depot, population: 0),
        ReservePlace(place: second, code: "D2", kind: .depot, population: 0),
        ReservePlace(place: near, code: "T1", kind: .townPoint, population: 3_000),
        ReservePlace(place: far, code: "T2", kind: .townPoint, population: 1_000),
    ]

    /// T1 is an hour from D1 and two hours from D2; T2 is ten hours from both.
    private static var routes: RouteMap {
        let codes = [(depot, "D1"), (second, "D2"), (near, "T1"), (far, "T2"), (site, "Y1")]
        let roads = [(depot, near, 60), (second, near, 120), (depot, far, 600), (second, far, 600), (site, near, 60), (site, far, 60)]
        return RouteMap(
            stops: Dictionary(uniqueKeysWithValues: codes.map { ($0.0, .init(code: $0.1, handlingMinutes: 0, company: nil)) }),
            minutes: Dictionary(uniqueKeysWithValues: roads.map { (.init(from: $0.0, to: $0.1), $0.2) }))
    }

    private static func scenario(_ code: String, people: String, towns: [String] = ["T1"]) throws -> ReadinessScenario {
        ReadinessScenario(
            code: code, name: code, nameEn: code, hazard: "flood", responseDays: 3, towns: towns,
            drivers: ["resettled": try #require(ExactDecimal(people))])
    }

    private static func source(_ content: SupplySource.Content, at place: PlaceID, scenarios: Int = 1) -> SupplySource {
        SupplySource(
            item: ItemID(rawValue: 1), origin: .init(place: place),
            aspects: (0..<scenarios).map { _ in .init(way: .minutes(60), content: content) })
    }

    private static func stock(_ quantity: Int64, of category: String = "relief", place: PlaceKind = .depot) -> SupplySource.Content {
        .stock(StockGroup(category: category, quantity: quantity, place: place))
    }

    private static func promised(_ quantity: Int64, after hours: Int = 0) -> SupplySource.Content {
        .agreement(AgreementPromise(quantity: quantity, validity: .thisYear, responseHours: hours, confidencePercent: 50))
    }

    /// Category, form, place, quantity and what is there, row by row.
    private func told(_ demands: [ReadinessDemand], _ sources: [SupplySource] = []) throws -> [String] {
        let sizing = ReserveSizing(
            demands: demands, sources: sources, day: .checkDay, places: Self.places, routes: Self.routes)
        let codes = Self.routes.stops.mapValues(\.code)
        return try sizing.totals().flatMap { total in
            total.entries.map { entry in
                "\(entry.key.category) \(entry.key.form.rawValue) \(entry.key.place.flatMap { codes[$0] } ?? "-") \(entry.quantity) \(entry.onHand)"
            }
        }
    }

    @Test func `the most that any scenario needs decides, category by category`() throws {
        let lines = [try StandardLine.needing("1"), try .needing("0.5", of: "flood", per: "resettled")]
        let demands = [
            ReadinessDemand(scenario: try Self.scenario("small", people: "10"), lines: lines),
            ReadinessDemand(scenario: try Self.scenario("large", people: "30"), lines: [lines[0]]),
        ]
        let totals = try ReserveSizing(
            demands: demands, sources: [], day: .checkDay, places: Self.places, routes: Self.routes
        ).totals()
        #expect(totals.map(\.required) == [30, 5] && totals.map(\.scenario) == [1, 0])
    }

    @Test func `promises that come in time are reserve for what they deserve, the rest lies ready`() throws {
        let demand = ReadinessDemand(scenario: try Self.scenario("a", people: "100"), lines: [try .needing("1", within: 12)])
        let capacity = SupplySource.Content.capacity(
            CapacityPromise(unitsPerDay: 24, rampUpHours: 0, quantityMax: 500, validity: .thisYear))
        let sources = [
            Self.source(capacity, at: Self.site), Self.source(Self.promised(60), at: Self.site),
            Self.source(Self.stock(20), at: Self.depot),
        ]
        // Half of sixty is trusted, and eleven hours of making give eleven.
        #expect(
            try told([demand], sources) == [
                "relief physical D1 59 20", "relief agreement Y1 30 60", "relief capacity Y1 11 500",
            ])
        let late = [Self.source(Self.promised(60, after: 12), at: Self.site)]
        #expect(try told([demand], late) == ["relief physical D1 100 0", "relief agreement Y1 0 60"])
    }

    @Test func `what lies ready is enough for every scenario, and promises only for what some scenario needs besides`() throws {
        let lines = [try StandardLine.needing("1", within: 12)], urgent = [try StandardLine.needing("1", within: 1)]
        let demands = [
            ReadinessDemand(scenario: try Self.scenario("slow", people: "100"), lines: lines),
            ReadinessDemand(scenario: try Self.scenario("fast", people: "90"), lines: urgent),
        ]
        let sources = [Self.source(Self.promised(80, after: 1), at: Self.site, scenarios: 2)]
        #expect(try told(demands, sources) == ["relief physical D1 90 0", "relief agreement Y1 10 80"])
    }

    @Test func `a promise is drawn on once for all categories, first by the line that waits least`() throws {
        let lines = [try StandardLine.needing("1", within: 24), try .needing("1", of: "flood", within: 12)]
        let demand = ReadinessDemand(scenario: try Self.scenario("a", people: "20"), lines: lines)
        let sources = [Self.source(Self.promised(60), at: Self.site)]
        #expect(
            try told([demand], sources) == [
                "relief physical D1 10 0", "relief agreement Y1 10 10", "flood agreement Y1 20 50",
            ])
    }

    @Test func `own goods lie as they do today, in whole units`() throws {
        let demand = ReadinessDemand(scenario: try Self.scenario("a", people: "10"), lines: [try .needing("1")])
        let sources = [
            Self.source(Self.stock(1, place: .townPoint), at: Self.near), Self.source(Self.stock(1), at: Self.second),
            Self.source(Self.stock(1), at: Self.depot), Self.source(Self.stock(3, place: .companySite), at: Self.site),
            Self.source(Self.stock(9, of: "flood"), at: Self.depot),
        ]
        #expect(
            try told([demand], sources) == [
                "relief physical D1 2 1", "relief physical D2 2 1", "relief physical T1 1 1", "relief entrusted Y1 5 3",
            ])
        #expect(ReserveSizing.parts(of: 7, by: [1, 1, 1]) == [3, 2, 2] && ReserveSizing.parts(of: 7, by: [0, 0]) == [0, 0])
        #expect(ReserveSizing.parts(of: .max, by: [.max, .max]) == [4_611_686_018_427_387_904, 4_611_686_018_427_387_903])
    }

    @Test func `what lies nowhere goes to the nearest depot in time, else to the towns by their people`() throws {
        let within = { (hours: Int, towns: [String]) in
            [ReadinessDemand(scenario: try Self.scenario("a", people: "10", towns: towns), lines: [try .needing("1", within: hours)])]
        }
        #expect(try told(try within(2, ["T1"])) == ["relief physical D1 10 0"])
        #expect(try told(try within(6, ["T1", "T2"])) == ["relief physical T1 8 0", "relief physical T2 2 0"])
        #expect(try told(try within(6, ["T9"])) == ["relief physical - 10 0"])
        #expect(try told([ReadinessDemand(scenario: try Self.scenario("a", people: "0"), lines: [try .needing("1")])]) == [])
    }

    private static func inTowns(_ code: String, _ people: [String]) throws -> ReadinessScenario {
        ReadinessScenario(
            code: code, name: code, nameEn: code, hazard: "flood", responseDays: 3, towns: ["T1", "T2"], drivers: [:],
            townFigures: try figures(["resettled": people]))
    }

    @Test func `needs by town lie in the towns by what each needs where no depot reaches them all`() throws {
        let line = try StandardLine.needing("1", within: 6)
        let demand = ReadinessDemand(scenario: try Self.inTowns("a", ["2.5", "7"]), lines: [line])
        #expect(try told([demand]) == ["relief physical T1 3 0", "relief physical T2 7 0"])
        let slow = ReadinessDemand(scenario: try Self.inTowns("a", ["2.5", "7"]), lines: [try .needing("1", within: 10)])
        #expect(try told([slow]) == ["relief physical D1 10 0"])
    }

    @Test func `a quota lies in its town, as much as any scenario asks of it, and what is left of the stock stays where it is`() throws {
        let lines = [try StandardLine.needing("1", within: 12).perTown, try .needing("2", per: "teams", within: 12)]
        func demand(_ code: String, _ people: [String]) throws -> ReadinessDemand {
            let scenario = try Self.inTowns(code, people)
            return ReadinessDemand(
                scenario: ReadinessScenario(
                    code: code, name: code, nameEn: code, hazard: "flood", responseDays: 3, towns: scenario.towns,
                    drivers: ["teams": try #require(ExactDecimal("3"))], townFigures: scenario.townFigures),
                lines: lines)
        }
        let demands = [try demand("a", ["4", "1"]), try demand("b", ["2", "5"])]
        let sources = [
            Self.source(Self.stock(8), at: Self.depot, scenarios: 2),
            Self.source(Self.stock(6, place: .townPoint), at: Self.near, scenarios: 2),
        ]
        // Of the six in T1 four are its own; the six of the district lie as eight to two.
        #expect(try told(demands, sources) == ["relief physical D1 5 8", "relief physical T1 5 6", "relief physical T2 5 0"])
        let totals = try ReserveSizing(demands: demands, sources: [], day: .checkDay, places: Self.places, routes: Self.routes).totals()
        #expect(totals.map(\.required) == [13] && totals.map(\.scenario) == [1])
    }
}
