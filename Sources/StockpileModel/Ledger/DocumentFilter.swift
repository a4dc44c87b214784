/// Which documents a list shows.
package struct DocumentFilter: Sendable {
    /// When goods moved, or when we knew.
    package enum Time: String, Sendable, CaseIterable { case occurred, recorded }

    package var place: String?
    package var kind: String?
    package var time: Time = .recorded
    package var from: CalendarDate?
    /// The last day that is shown.
    package var to: CalendarDate?
    package var slice: ListSlice

    package init(slice: ListSlice = .all) {
        self.slice = slice
    }
}
