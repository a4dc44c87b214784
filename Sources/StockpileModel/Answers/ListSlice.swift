/// Which rows of a long list are wanted.
package struct ListSlice: Sendable, Equatable {
    package let rowsMax: Int
    package let skipped: Int

    package init(rowsMax: Int, skipped: Int = 0) {
        self.rowsMax = rowsMax
        self.skipped = skipped
    }

    package static let all = ListSlice(rowsMax: .max)

    package static func first(_ rowsMax: Int) -> ListSlice { ListSlice(rowsMax: rowsMax) }
}
