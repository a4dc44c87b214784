import Foundation
import StockpileModel
import Testing

@Suite("Calendar dates")
struct CalendarDateTests {
    @Test func `months are added as the calendar adds them`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: 10_000, through: 30_000, by: 17) {
            let months = 1 + number % 120
            let start = Date(timeIntervalSince1970: Double(number) * 86_400)
            let expected = try #require(calendar.date(byAdding: .month, value: months, to: start))
            let found = CalendarDate(dayNumber: number).adding(months: months)
            #expect(Double(found.dayNumber) * 86_400 == expected.timeIntervalSince1970, "\(CalendarDate(dayNumber: number)) + \(months)")
        }
    }

    @Test func `every day of a leap year and of a common one follows the day before`() throws {
        for year in [1900, 2000, 2023, 2024, 2100] {
            var date = try #require(CalendarDate(year: year, month: 1, day: 1))
            var count = 0
            while date.components.year == year {
                #expect(CalendarDate(rawValue: date.rawValue) == date)
                date = date.adding(days: 1)
                count += 1
            }
            #expect(count == (year == 2000 || year == 2024 ? 366 : 365))
        }
    }

    @Test(arguments: ["+026-01-01", "2026-+1-01", "2026-01-+1", "2026--1-1", "２０２６-01-01", "2026-01-01 ", "0000-01-01", "2026/01/01", ""])
    func `a sign, a blank or a wide digit is no part of a date`(text: String) {
        #expect(CalendarDate(rawValue: text) == nil)
    }

    @Test func `dates are ordered by day`() throws {
        let words = ["0001-01-01", "1969-12-31", "1970-01-01", "2026-09-30", "2026-10-01", "9999-12-31"]
        let dates = try words.map { try #require(CalendarDate(rawValue: $0)) }
        #expect(dates == dates.sorted())
        #expect(dates.map(\.rawValue) == words)
        #expect(CalendarDate(rawValue: "1970-01-01")?.dayNumber == 0)
    }

    @Test func `the lot's own warning and rotation days win over the rule, and a rule without them sets none`() throws {
        func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(rawValue: text)) }
        let received = try day("2026-03-31")
        let own = LotDates(
            manufacturedOn: nil, receivedOn: received, expiresOn: try day("2027-03-31"), warnOn: try day("2027-01-01"),
            rotateByOn: try day("2027-02-01"))
        #expect(own.completed(by: [ShelfLife(months: 6, from: .received, warnDays: 1, rotateDays: 1)]) == own)
        let bare = LotDates(manufacturedOn: try day("2026-01-01"), receivedOn: received)
            .completed(by: [ShelfLife(months: 6, from: .received, warnDays: nil, rotateDays: nil)])
        #expect(bare.expiresOn == (try day("2026-09-30")), "counted from receipt, at the month's end")
        #expect(bare.warnOn == nil && bare.rotateByOn == nil)
    }
}
