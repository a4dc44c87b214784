/// Which tasks a list shows; what is nil does not matter.
package struct TaskFilter: Sendable {
    /// Whose own they are: named, or by one of this person's roles where nobody is.
    package var ofPerson: PersonID?
    package var kind: String?
    package var place: String?
    package var isOverdueOnly = false
    /// Those that have ended instead of those that wait.
    package var hasEnded = false
    package var slice = ListSlice.all

    package init() {}
}

package enum TaskOutcome: String, Sendable, CaseIterable {
    case done, dropped
}
