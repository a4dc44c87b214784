/// A bin as people name it: its code is the place's own.
package struct BinName: Hashable, Sendable {
    /// The place's code.
    package let place: String
    package let code: String

    package init(place: String, code: String) {
        self.place = place
        self.code = code
    }
}

/// A part of a place where goods lie.
package struct Bin: Sendable {
    package let id: Int64
    /// Nothing more is put there.
    package let isRetired: Bool

    package init(id: Int64, isRetired: Bool) {
        self.id = id
        self.isRetired = isRetired
    }
}
