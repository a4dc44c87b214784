import StockpileModel
import Testing

@Suite("Substitutes and kits in a readiness check")
struct SubstituteSharingTests {
    private static let (shelter, small, large, kit, quilt, lamp): (Int64, Int64, Int64, Int64, Int64, Int64) = (1, 2, 3, 4, 5, 6)

    private func stands(_ substitute: Int64, for item: Int64, _ units: String) throws -> SubstituteMap.Substitute {
        SubstituteMap.Substitute(
            item: ItemID(rawValue: item), substitute: ItemID(rawValue: substitute), units: try #require(ExactDecimal(units)), source: "s")
    }

    private func part(_ part: Int64, of kit: Int64, _ quantity: Int64) -> SubstituteMap.Part {
        SubstituteMap.Part(kit: ItemID(rawValue: kit), part: ItemID(rawValue: part), quantity: quantity, source: "s")
    }

    private func answer(
        _ lines: [StandardLine], _ sources: [SupplySource], _ substitutes: [SubstituteMap.Substitute] = [],
        parts: [SubstituteMap.Part] = [], hours: [Int] = []
    ) throws -> [LineAnswer] {
        var check = try ReadinessCheck.of(lines, sources, drivers: ["resettled": "1"])
        check.substitutes = SubstituteMap(substitutes: substitutes, parts: parts)
        check.coverageHours = hours
        return try check.answer().lines
    }

    /// A tent of 12 m² shelters 3, one of 36 m² 10: whole people, at 3.5 m² each.
    ///
    /// Source: MZ/T 011.2-2010 (12 m²: 3.7 × 3.2 m); Sphere, 3.5 m² a person.
    private func tents() throws -> [SubstituteMap.Substitute] {
        [try stands(Self.small, for: Self.shelter, "3"), try stands(Self.large, for: Self.shelter, "10")]
    }

    @Test func `shelter for 2,400 is met by tents of two sizes at their own capacities`() throws {
        let lines = [try StandardLine.needing("2400", item: Self.shelter)]
        let enough = try answer(lines, [.stock(134, item: Self.small), .stock(200, item: Self.large)], tents())
        #expect(enough[0].gap == 0 && enough[0].share.isProved)
        #expect(enough[0].drawn == [.physical: 2400] && enough[0].available == [:])
        #expect(enough[0].share.substitutes.map(\.quantity) == [134, 200] && enough[0].share.substitutes.map(\.standsFor) == [402, 2000])
        #expect(enough[0].substitutes.map(\.standsFor) == [402, 2000])
        let short = try answer(lines, [.stock(133, item: Self.small), .stock(200, item: Self.large)], tents())
        #expect(short[0].gap == 1 && short[0].verdict == .short)
    }

    @Test func `a search that is stopped tells what is covered at least, by the items themselves`() throws {
        let lines = [try StandardLine.needing("30", item: Self.shelter), try .needing("5", item: Self.small)]
        var check = try ReadinessCheck.of(lines, [.stock(15, item: Self.small)], drivers: ["resettled": "1"])
        check.substitutes = SubstituteMap(substitutes: try tents(), parts: [])
        check.coverageHours = [6]
        check.searchSecondsMax = 0
        let stopped = try check.answer().lines
        #expect(stopped.map(\.covered) == [0, 5] && stopped.allSatisfy { !$0.share.isProved })
        #expect(stopped.map(\.verdict) == [.short, .adequate])
        check.searchSecondsMax = 5
        #expect(try check.answer().lines.map(\.covered) == [30, 5])
    }

    @Test func `fewer tents are used rather than more, and no more than are needed`() throws {
        let lines = [try StandardLine.needing("100", item: Self.shelter)]
        let line = try answer(lines, [.stock(90, item: Self.small), .stock(90, item: Self.large)], tents())[0]
        #expect(line.share.substitutes.map(\.quantity) == [10] && line.covered == 100)
    }

    @Test func `a tent that its own line needs is not counted a second time`() throws {
        let lines = [try StandardLine.needing("30", item: Self.shelter), try .needing("5", item: Self.small)]
        let both = try answer(lines, [.stock(15, item: Self.small)], tents())
        #expect(both.map(\.covered) == [30, 5])
        let short = try answer(lines, [.stock(14, item: Self.small)], tents())
        let covered = short.reduce(Int64(0)) { $0 + $1.covered }
        let used = short[0].share.substitutes.reduce(short[1].covered) { $0 + $1.quantity }
        #expect(covered == 34 && used <= 14)
    }

    @Test func `the item itself goes before its substitutes, our own goods before promises`() throws {
        let lines = [try StandardLine.needing("10", item: Self.small)]
        let rules = [try stands(Self.large, for: Self.small, "3")]
        let own = try answer(lines, [.agreement(8, item: Self.small), .stock(9, item: Self.large)], rules)[0]
        #expect(own.drawn == [.physical: 2, .agreement: 8] && own.share.substitutes.map(\.quantity) == [1])
        let promised = try answer(lines, [.agreement(9, item: Self.large), .stock(2, item: Self.large)], rules)[0]
        #expect(promised.drawn == [.physical: 6, .agreement: 4] && promised.share.substitutes.map(\.quantity) == [4])
    }

    @Test func `what covers everything without substitutes is told as if there were none`() throws {
        let lines = [try StandardLine.needing("10", item: Self.small), try .needing("5", item: Self.large)]
        let sources: [SupplySource] = [.stock(4, item: Self.small), .agreement(20, item: Self.small), .stock(50, item: Self.large)]
        let with = try answer(lines, sources, [stands(Self.large, for: Self.small, "3")])
        #expect(with.map(\.drawn) == [[.physical: 4, .agreement: 6], [.physical: 5]])
        #expect(with.allSatisfy { $0.share.substitutes.isEmpty })
    }

    @Test func `a part of a unit does not count, once for a line`() throws {
        let lines = [try StandardLine.needing("10", item: Self.quilt)]
        let halves = try answer(
            lines, [.stock(3, item: Self.lamp, at: .depot), .stock(2, item: Self.lamp, at: .townPoint)],
            [stands(Self.lamp, for: Self.quilt, "0.5")])
        #expect(halves[0].covered == 2 && halves[0].substitutes.first?.standsFor == 2)
        let thirds = try answer(lines, [.stock(29, item: Self.lamp)], [stands(Self.lamp, for: Self.quilt, "0.333333")])
        #expect(thirds[0].covered == 9)
    }

    @Test func `a substitute of a substitute serves as well`() throws {
        let lines = [try StandardLine.needing("100", item: Self.shelter)]
        let chain = [try stands(Self.small, for: Self.shelter, "3"), try stands(Self.large, for: Self.small, "2.5")]
        let line = try answer(lines, [.stock(20, item: Self.large)], chain)[0]
        // 14 large ones stand for 35 small ones, of which 34 are enough for 100.
        #expect(line.covered == 100 && line.share.substitutes == [.init(item: ItemID(rawValue: Self.small), quantity: 34, standsFor: 102)])
        #expect(try answer(lines, [.stock(13, item: Self.large)], chain)[0].covered == 96)
    }

    @Test func `a kit counts as many as its scarcest part allows, beside those in stock`() throws {
        let lines = [try StandardLine.needing("20", item: Self.kit)]
        let parts = [part(Self.quilt, of: Self.kit, 2), part(Self.lamp, of: Self.kit, 1)]
        let sources: [SupplySource] = [.stock(4, item: Self.kit), .stock(21, item: Self.quilt), .stock(15, item: Self.lamp)]
        let line = try answer(lines, sources, parts: parts)[0]
        #expect(line.covered == 14 && line.share.assembled == 10 && line.gap == 6)
        #expect(line.parts.map(\.makes) == [10, 15])
        let none = try answer(lines, [.stock(4, item: Self.kit), .stock(99, item: Self.quilt)], parts: parts)[0]
        #expect(none.covered == 4 && none.share.assembled == 0)
    }

    @Test func `a kit put together counts as the worst of its parts`() throws {
        let lines = [try StandardLine.needing("10", item: Self.kit)]
        let parts = [part(Self.quilt, of: Self.kit, 2), part(Self.lamp, of: Self.kit, 1)]
        let sources: [SupplySource] = [
            .stock(7, item: Self.quilt), .agreement(20, item: Self.quilt), .stock(5, item: Self.lamp), .capacity(100, item: Self.lamp),
        ]
        #expect(try answer(lines, sources, parts: parts)[0].drawn == [.physical: 3, .agreement: 2, .capacity: 5])
    }

    @Test func `a part that has a line of its own is given once, a kit may stand for another item`() throws {
        let lines = [try StandardLine.needing("6", item: Self.kit), try .needing("6", item: Self.quilt)]
        let parts = [part(Self.quilt, of: Self.kit, 2), part(Self.lamp, of: Self.kit, 1)]
        let shared = try answer(lines, [.stock(12, item: Self.quilt), .stock(9, item: Self.lamp)], parts: parts)
        #expect(shared.map(\.covered) == [3, 6])
        let shelter = [try StandardLine.needing("100", item: Self.shelter)]
        let family = try answer(
            shelter, [.stock(50, item: Self.quilt), .stock(50, item: Self.lamp)], [stands(Self.kit, for: Self.shelter, "4")], parts: parts)
        #expect(family[0].covered == 100 && family[0].share.substitutes.map(\.quantity) == [25])
    }

    @Test func `substitutes serve only their own category, in time for each line`() throws {
        let lines = [try StandardLine.needing("40", item: Self.shelter, within: 12), try .needing("40", item: Self.shelter, within: 24)]
        let far = Way.minutes(15 * 60)
        let sources: [SupplySource] = [
            .stock(4, item: Self.large), .stock(4, item: Self.large, way: far), .stock(90, item: Self.large, of: "flood"),
        ]
        let answers = try answer(lines, sources, tents(), hours: [6, 24])
        #expect(answers.map(\.covered) == [40, 40])
        let byHour = answers.flatMap(\.coverage).reduce(into: [Int: Int64]()) { $0[$1.hours, default: 0] += $1.covered }
        #expect(byHour == [6: 40, 24: 80])
    }

    @Test func `needs beyond what the solver is trusted with are refused`() throws {
        let lines = [try StandardLine.needing("500000000000", item: Self.shelter, days: 3)]
        let error = #expect(throws: StockpileError.self) { try answer(lines, [.stock(5, item: Self.large)], tents()) }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .quantityInvalid)
    }

    @Test(arguments: 1...160 as ClosedRange<UInt64>)
    func `small cases agree with trying every way`(seed: UInt64) throws {
        let trial = SubstituteTrial(seed: seed)
        let answers = try trial.check().answer().lines
        let covered = answers.reduce(0) { $0 + Int($1.covered) }
        #expect(covered == trial.most, "\(trial)")
        #expect(answers.allSatisfy { $0.share.isProved && $0.covered <= $0.requirement.quantity.rawValue })
    }
}
