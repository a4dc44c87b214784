/// What one way of rotation brings, as a district's folder says it; nil for item, category or place means any.
package struct RotationWayDraft: Sendable {
    package var way = ""
    package var item: String?
    package var category: String?
    package var place: String?
    package var agreement: String?
    package var savedPercent: Int64 = 0
    package var fixedCostFen: Int64 = 0
    package var costPerUnitFen: Int64 = 0
    package var monthlyQuantity: Int64?
    package var leadDays: Int64 = 0
    package var leastDaysLeft: Int64 = 0
    package var replacedAfterDays: Int64?
    package var source = ""
    package init() {}
}

/// What a place uses of an item every month.
package struct RoutineUseDraft: Sendable {
    package var item = ""
    package var place = ""
    package var monthlyQuantity: Int64 = 0
    package var source = ""
    package init() {}
}

package struct RotationRowsDraft: Sendable {
    package var ways: [RotationWayDraft] = []
    package var uses: [RoutineUseDraft] = []
    package init() {}
}
