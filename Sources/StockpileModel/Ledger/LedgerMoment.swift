/// A look back into the ledger: the stock as it was at one moment, as it was known at another.
///
/// Shape: both in a form PostgreSQL reads as a moment; nil means now.
package struct LedgerMoment: Sendable, Hashable {
    /// By when goods moved (`occurred_at`).
    package let asOf: String?
    /// By when we knew (`recorded_at`).
    package let knownAt: String?
    /// The day it was then in the district: what had expired by then is expired.
    package let day: CalendarDate

    package init(asOf: String?, knownAt: String?, day: CalendarDate) {
        self.asOf = asOf
        self.knownAt = knownAt
        self.day = day
    }
}
