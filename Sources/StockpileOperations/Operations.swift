internal import Crypto
internal import Foundation
internal import Postgres
package import StockpileModel
package import StockpileStore

/// Everything a person can do, as this person. One file for each thing, by topic.
package struct Operations: Sendable {
    package let store: Store
    package let person: Person
    package let timeZone: String
    /// Made once: looking up a time zone takes longer than reading the clock.
    private let calendar: Calendar

    /// Opens a session for whoever logs in under this name; refuses a schema this build was not made for.
    ///
    /// Errors: wrongSchema; SP611 when no district is loaded; SP403 when nobody has this login.
    package static func open(_ store: Store, login: String) async throws -> Operations {
        let session = try await store.openSession(login: login, fingerprint: SchemaFiles.load().fingerprint)
        guard let district = session.district else { throw StockpileError.refused(Refusal(.noDistrict)) }
        guard let person = session.person else {
            throw StockpileError.notPermitted(Refusal(.personUnknown, ["login": .text(login)]))
        }
        try person.require(.read)
        return Operations(store: store, person: person, timeZone: district.timeZone)
    }

    package init(store: Store, person: Person, timeZone: String) {
        self.store = store
        self.person = person
        self.timeZone = timeZone
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        self.calendar = calendar
    }

    /// The day it is in the district.
    package var today: CalendarDate {
        day(of: Date()) ?? CalendarDate(dayNumber: 0)
    }

    /// The day it was in the district at a moment written in ISO 8601; nil for what is not such a moment.
    func day(of moment: String) -> CalendarDate? {
        let reader = ISO8601DateFormatter()
        let date =
            reader.date(from: moment)
            ?? {
                reader.formatOptions.insert(.withFractionalSeconds)
                return reader.date(from: moment)
            }()
        return date.flatMap { day(of: $0) }
    }

    /// A moment as people write it in ISO 8601; without an offset of its own it has the district's on that day.
    package func iso(_ moment: WrittenMoment) -> String {
        let day = moment.day.components
        let parts = DateComponents(
            year: day.year, month: day.month, day: day.day, hour: moment.hour, minute: moment.minute, second: moment.second)
        let seconds = calendar.date(from: parts).map { calendar.timeZone.secondsFromGMT(for: $0) } ?? 0
        return moment.iso(offsetMinutes: seconds / 60)
    }

    private func day(of date: Date) -> CalendarDate? {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// Runs a request that is more than one posting: the same key answers again, with another request it is refused.
    ///
    /// Shape: `request` is what was asked, never what was picked for it; its hash is kept with the answer.
    func run(
        _ operation: String, key: IdempotencyKey, request: JSONValue,
        _ body: @escaping @Sendable (borrowing Transaction, String) throws -> JSONValue
    ) async throws -> JSONValue {
        let hash = Self.hash(operation, request, person)
        return try await keyed(key) {
            try await picking { queues in
                try await store.write { tx in
                    if queues { try tx.queueToPick() }
                    if let answer = try tx.claimRequest(key, requestHash: hash) { return answer }
                    let answer = try body(tx, hash)
                    try tx.finishRequest(key, requestHash: hash, operation: operation, by: person.id, answer: answer)
                    return answer
                }
            }
        }
    }

    /// A pick that lost a race comes back as a shortage and is made again; those who pick again stand in a queue, so that each of many
    /// gets what is there.
    func picking<R: Sendable>(hasChoice: Bool = true, _ body: (_ queues: Bool) async throws -> R) async throws -> R {
        for attempt in 0..<3 {
            do {
                return try await body(attempt > 0)
            } catch StockpileError.refused(let refusal) where refusal.code == .shortage && refusal.detail[key: "line_no"] != nil {
                // Who names every lot has lost nothing to anyone, unless the lot lies in other bins as well: what is short stays short.
                guard hasChoice || (refusal.detail[key: "other_bins"]?.integer ?? 0) > 0 else { throw StockpileError.refused(refusal) }
            }
        }
        return try await body(true)
    }

    /// Adds the key to an unknown outcome, so that the person can ask again without posting twice.
    func keyed<R: Sendable>(_ key: IdempotencyKey, _ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch StockpileError.unavailable(let reason, _) {
            throw StockpileError.unavailable(reason: reason, key: key.rawValue)
        }
    }

    /// SHA-256 over who asked for what.
    static func hash(_ operation: String, _ request: JSONValue, _ person: Person) -> String {
        let text = JSONValue.array([.text(operation), .integer(person.id.rawValue), request]).written
        return SHA256.hash(data: Data(text.utf8)).hexadecimal
    }
}
