/// The lines of two versions of a standard, each beside the one that took its place.
package struct StandardComparison: Sendable {
    /// Positions in the two versions; a line that is new has no first, one that is gone no second.
    package struct Pair: Sendable, Hashable {
        package let before: Int?
        package let after: Int?
    }

    /// In the order of the newer version, then what is gone in the order of the older one.
    package let pairs: [Pair]

    /// Lines are the same when hazard, category, item, driver and whom they speak of are; of the rest those that ask for the same item in
    /// the same category take each other's place, first for the same driver, then for the same hazard.
    package init(before: [StandardLine], after: [StandardLine]) {
        var partners = [Int?](repeating: nil, count: after.count)
        var free = Set(before.indices)
        let likenesses: [(StandardLine) -> [String?]] = [
            { [$0.hazard, $0.category, $0.itemCode, $0.driver, $0.scope.rawValue] }, { [$0.hazard, $0.category, $0.itemCode, $0.driver] },
            { [$0.hazard, $0.category, $0.itemCode] },
            { [$0.category, $0.itemCode] },
        ]
        for likeness in likenesses {
            var waiting = Dictionary(grouping: free.sorted(by: >)) { likeness(before[$0]) }
            for position in after.indices where partners[position] == nil {
                guard let partner = waiting[likeness(after[position])]?.popLast() else { continue }
                partners[position] = partner
                free.remove(partner)
            }
        }
        pairs = after.indices.map { Pair(before: partners[$0], after: $0) } + free.sorted().map { Pair(before: $0, after: nil) }
    }
}

/// What became of a line between two versions.
package enum StandardLineChange: String, Sendable, CaseIterable {
    case added = "line_added"
    case removed = "line_removed"
    case changed = "line_changed"

    /// Nil where nothing is different.
    package init?(from before: StandardLine?, to after: StandardLine?) {
        guard let before, let after else {
            self = after == nil ? .removed : .added
            return
        }
        guard !before.asksTheSame(as: after) else { return nil }
        self = .changed
    }
}

extension StandardLine {
    fileprivate func asksTheSame(as other: StandardLine) -> Bool {
        hazard == other.hazard && driver == other.driver && coefficient == other.coefficient && coefficientMax == other.coefficientMax
            && days == other.days && withinHours == other.withinHours && source == other.source && scope == other.scope
    }
}

/// What a new version does to the verdict of a line.
package enum StandardEffect: String, Sendable, CaseIterable {
    case turnsShort = "turns_short"
    case relieved
    case staysShort = "stays_short"
    case staysAdequate = "stays_adequate"

    /// A line that is not there asks for nothing, so it is not short.
    package init(isShortBefore: Bool, isShortAfter: Bool) {
        switch (isShortBefore, isShortAfter) {
        case (false, true): self = .turnsShort
        case (true, false): self = .relieved
        case (true, true): self = .staysShort
        case (false, false): self = .staysAdequate
        }
    }
}
