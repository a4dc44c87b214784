import StockpileModel
import Testing

@Suite("What a source gives by an hour")
struct SupplyShareTests {
    private func share(_ source: SupplySource, within hours: Int = 12) -> SupplyShare { source.share(withinHours: hours, on: .checkDay) }

    @Test func `free good stock in date counts at depots, town points and company sites`() {
        for place in [PlaceKind.depot, .townPoint, .companySite] {
            #expect(share(.stock(40, at: place)) == .all(40))
        }
        #expect(SupplySource.stock(1, at: .companySite).kind == .entrusted)
        #expect(SupplySource.stock(1, at: .townPoint).kind == .physical)
    }

    @Test func `goods must be at the last town by the hour, handling included`() {
        #expect(share(.stock(8, way: .minutes(690, handling: 30))) == .all(8))
        #expect(share(.stock(8, way: .minutes(691, handling: 30))) == .none(of: 8, .tooFar))
        #expect(share(.stock(8, way: .minutes(60, missesTown: true))) == .none(of: 8, .noRoute))
        #expect(share(.stock(8, way: .minutes(nil, missesTown: true))) == .none(of: 8, .noRoute))
        #expect(share(.stock(8, way: .minutes(721, missesTown: true))) == .none(of: 8, .tooFar))
    }

    @Test func `a unit is left out for the first reason that applies`() {
        let far = Way.minutes(9999)
        #expect(share(.stock(3, way: far, inDate: false, condition: .toScrap, availability: .held)) == .none(of: 3, .expired))
        #expect(share(.stock(3, way: far, availability: .held, recalled: true)) == .none(of: 3, .recalled))
        #expect(share(.stock(3, way: far, condition: .toScrap, availability: .held)) == .none(of: 3, .held))
        #expect(share(.stock(3, way: far, condition: .toScrap, availability: .reserved, inTransit: true)) == .none(of: 3, .reserved))
        #expect(share(.stock(3, at: .shelter, condition: .inInspection)) == .none(of: 3, .inInspection))
        #expect(share(.stock(3, way: far, condition: .toRepair, inTransit: true)) == .none(of: 3, .toRepair))
        #expect(share(.stock(3, way: far, condition: .toScrap)) == .none(of: 3, .toScrap))
        #expect(share(.stock(3, way: far, condition: .toScrap, care: .defect)) == .none(of: 3, .toScrap))
        #expect(share(.stock(3, at: .shelter, way: far, care: .defect)) == .none(of: 3, .careDefect))
        #expect(share(.stock(3, way: far, care: .overdue)) == .none(of: 3, .careOverdue))
        #expect(share(.stock(3, at: .shelter, way: far, inTransit: true)) == .none(of: 3, .inTransit))
        #expect(share(.stock(3, at: .shelter, way: far)) == .none(of: 3, .deployed))
        #expect(share(.stock(3, at: .vehicle)) == .none(of: 3, .deployed))
    }

    @Test func `a promise counts for its trusted part, rounded down, when it comes in time`() {
        let inTime = SupplySource.agreement(7, trusted: 85, after: 10, way: .minutes(80, handling: 40))
        #expect(share(inTime) == SupplyShare.all(5).leavingOut(2, .confidence))
        let late = SupplySource.agreement(7, trusted: 85, after: 10, way: .minutes(81, handling: 40))
        #expect(share(late) == SupplyShare.none(of: 5, .tooLate).leavingOut(2, .confidence))
    }

    @Test func `a promise binds from its first to its last day`() {
        let day = CalendarDate.checkDay
        #expect(share(.agreement(5, valid: Validity(from: day, to: day))) == .all(5))
        for valid in [
            Validity(from: day.adding(days: 1), to: day.adding(days: 9)), Validity(from: day.adding(days: -9), to: day.adding(days: -1)),
        ] {
            #expect(share(.agreement(5, trusted: 50, valid: valid)) == .none(of: 5, .agreementNotInForce))
            #expect(share(.capacity(24, most: 9, valid: valid)) == .none(of: 9, .agreementNotInForce))
            #expect(share(.agreement(5, way: .minutes(nil, missesTown: true), valid: valid)) == .none(of: 5, .noRoute))
        }
    }

    @Test func `capacity is what is made between ramp-up and the last drive, at most the maximum`() {
        // 24 hours less 6 of ramp-up and 90 minutes of road are 16.5 hours at 100 a day: 68.75.
        let source = SupplySource.capacity(100, after: 6, most: 500, way: .minutes(90, handling: 600))
        #expect(share(source, within: 24) == .part(68, of: 500, rest: .tooLate))
        #expect(share(source, within: 7) == .none(of: 500, .tooLate))
        #expect(share(source, within: 1) == .none(of: 500, .tooLate))
        #expect(share(source, within: 240) == .all(500))
        #expect(share(.capacity(Int64.max, most: Int64.max), within: 48) == .all(Int64.max))
    }
}
