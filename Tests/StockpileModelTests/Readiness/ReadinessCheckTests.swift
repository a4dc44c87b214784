import StockpileModel
import Testing

@Suite("Readiness check")
struct ReadinessCheckTests {
    @Test func `a line is adequate when everything it needs is covered, else short by the gap`() throws {
        let lines = [try StandardLine.needing("1"), try .needing("1", item: 2)]
        let answer = try ReadinessCheck.of(lines, [.stock(100), .stock(99, item: 2)]).answer()
        #expect(answer.lines.map(\.gap) == [0, 1])
        #expect(answer.lines.map(\.verdict) == [.adequate, .short])
    }

    @Test func `a category without lines is not assessed, and the whole is as bad as its worst category`() throws {
        let enough = try ReadinessCheck.of([.needing("1")], [.stock(100)]).answer()
        #expect(enough.categories.map(\.verdict) == [.adequate, .notAssessed])
        #expect(enough.verdict == .notAssessed)
        let short = try ReadinessCheck.of([.needing("1")], [.stock(99)]).answer()
        #expect(short.categories.map(\.verdict) == [.short, .notAssessed])
        #expect(short.verdict == .short)
        let whole = try ReadinessCheck.of([.needing("1")], [.stock(100)], categories: ["relief"]).answer()
        #expect(whole.verdict == .adequate)
    }

    @Test func `two lines that share one promise do not count it twice`() throws {
        let lines = [try StandardLine.needing("0.5"), try .needing("0.5", of: "flood")]
        let answer = try ReadinessCheck.of(lines, [.agreement(60)]).answer()
        #expect(answer.lines.map { $0.available[.agreement] } == [60, 60])
        #expect(answer.lines.map(\.covered) == [50, 10])
        #expect(answer.lines.map(\.gap) == [0, 40])
    }

    @Test func `two lines of one category share its stock`() throws {
        let lines = [try StandardLine.needing("0.5"), try .needing("1", per: "evacuated")]
        let answer = try ReadinessCheck.of(lines, [.stock(60)], drivers: ["resettled": "100", "evacuated": "30"]).answer()
        #expect(answer.lines.map(\.covered) == [50, 10])
    }

    @Test func `lots serve only their own category, promises serve all`() throws {
        let lines = [try StandardLine.needing("1"), try .needing("1", of: "flood")]
        let answer = try ReadinessCheck.of(lines, [.stock(30), .stock(500, of: "flood"), .agreement(70)]).answer()
        // The flood line has stock enough, so the whole promise is left to the other.
        #expect(answer.lines.map(\.covered) == [100, 100])
        #expect(answer.lines[0].available == [.physical: 30, .agreement: 70])
        #expect(answer.lines[1].drawn == [.physical: 100])
    }

    @Test func `a later line leaves the early supply to the line that needs it early`() throws {
        let lines = [try StandardLine.needing("1", within: 48), try .needing("1", of: "flood", within: 12)]
        let answer = try ReadinessCheck.of(lines, [.agreement(100), .agreement(100, after: 24)]).answer()
        #expect(answer.lines.map(\.covered) == [100, 100])
    }

    @Test func `of a capacity a line takes only what exists by its hour`() throws {
        let lines = [try StandardLine.needing("1", within: 12), try .needing("1", of: "flood", within: 24)]
        let answer = try ReadinessCheck.of(lines, [.capacity(150)]).answer()
        #expect(answer.lines.map { $0.available[.capacity] } == [75, 150])
        #expect(answer.lines.map(\.covered) == [75, 75])
    }

    @Test func `our own goods are drawn before promises, and made goods last`() throws {
        let sources: [SupplySource] = [.capacity(1_000, way: .near), .agreement(30), .stock(20, at: .companySite), .stock(40)]
        let answer = try ReadinessCheck.of([.needing("1")], sources).answer()
        #expect(answer.lines[0].drawn == [.physical: 40, .entrusted: 20, .agreement: 30, .capacity: 10])
    }

    @Test func `what is left out is told with its reason`() throws {
        let sources: [SupplySource] = [
            .stock(5, inDate: false), .stock(7, availability: .held), .stock(9, way: .minutes(nil, missesTown: true)),
            .agreement(10, trusted: 80),
            .stock(11, of: "flood", inDate: false), .stock(2, inDate: false),
        ]
        let line = try #require(try ReadinessCheck.of([.needing("1")], sources).answer().lines.first)
        #expect(line.exclusions.map(\.reason) == [.expired, .held, .noRoute, .confidence])
        #expect(line.exclusions.map(\.quantity) == [7, 7, 9, 2])
    }

    @Test func `a scenario that does not say what a driver is worth is refused by name`() throws {
        let check = try ReadinessCheck.of([.needing("1"), .needing("1", item: 2, per: "teams")], [])
        let error = #expect(throws: StockpileError.self) { try check.answer() }
        guard case .refused(let refusal) = error else { throw try #require(error) }
        #expect(refusal.code == .standardMissing)
        #expect(refusal.detail[key: "drivers"]?.array == ["teams"])
    }

    @Test func `quantities near the limit of the machine are shared without wrapping`() throws {
        let lines = [try StandardLine.needing("1"), try .needing("1", of: "flood")]
        let answer = try ReadinessCheck.of(lines, [.agreement(Int64.max - 1), .capacity(Int64.max, most: 1)]).answer()
        #expect(answer.lines.map(\.covered) == [100, 100])
        let tooMuch = try ReadinessCheck.of(lines, [.agreement(Int64.max), .agreement(Int64.max)])
        #expect(throws: StockpileError.self) { try tooMuch.answer() }
    }
}
