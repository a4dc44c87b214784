import Foundation
import StockpileModel
import Testing

@Suite("Dates of lots")
struct DateTests {
    @Test func `day numbers agree with the calendar over four centuries`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: -70_000, through: 100_000, by: 37) {
            let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let date = CalendarDate(dayNumber: number)
            #expect(date.components.year == parts.year && date.components.month == parts.month && date.components.day == parts.day)
            #expect(CalendarDate(rawValue: date.rawValue) == date)
        }
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "26-01-01", "2026-01-32", "2100-02-29", "x"])
    func `days that do not exist are no dates`(text: String) {
        #expect(CalendarDate(rawValue: text) == nil)
    }

    @Test(arguments: [
        ("2024-08-31", 6, "2025-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-01-31", 1, "2026-02-28"), ("2026-12-15", 1, "2027-01-15"),
    ])
    func `months end where the month ends`(from: String, months: Int, to: String) throws {
        #expect(try #require(CalendarDate(rawValue: from)).adding(months: months).rawValue == to)
    }

    @Test func `the item's rule fills in what the lot leaves open; the lot's own dates win`() throws {
        let rule = ShelfLife(months: 24, from: .manufactured, warnDays: 90, rotateDays: 30)
        let made = try #require(CalendarDate(rawValue: "2026-01-31"))
        let received = try #require(CalendarDate(rawValue: "2026-03-01"))
        let dates = LotDates(manufacturedOn: made, receivedOn: received).completed(by: [rule])
        #expect(dates.expiresOn?.rawValue == "2028-01-31")
        #expect(dates.warnOn?.rawValue == "2027-11-02")
        #expect(dates.rotateByOn?.rawValue == "2028-01-01")
        let own = try #require(CalendarDate(rawValue: "2027-01-01"))
        #expect(LotDates(manufacturedOn: made, receivedOn: received, expiresOn: own).completed(by: [rule]).expiresOn == own)
        #expect(LotDates(manufacturedOn: nil, receivedOn: received).completed(by: [rule]).expiresOn?.rawValue == "2028-03-01")
        #expect(LotDates(manufacturedOn: made, receivedOn: received).completed(by: []).expiresOn == nil)
    }
}
