/// The triggers of response levels as plans publish them, and what their words mean in ours.
package struct ResponseLevelsDraft: Sendable {
    package var hazards: [ResponseHazardDraft] = []
    package var metrics: [ResponseMetricDraft] = []
    package var plans: [ResponsePlan] = []
    package var triggers: [ResponseTriggerDraft] = []
    package init() {}
}

package struct ResponseHazardDraft: Sendable {
    package var hazard = ""
    package var name = ""
    package var nameEn = ""
    /// Hazards of ours that it speaks of.
    package var covers: [String] = []
    package var source = ""
    package init() {}
}

package struct ResponseMetricDraft: Sendable {
    package var metric = ""
    package var name = ""
    package var nameEn = ""
    package var isPercent = false
    package var figures: [String] = []
    package var source = ""
    package init() {}
}

package struct ResponseTriggerDraft: Sendable {
    /// Its position in the list of plans.
    package var plan = 0
    package var hazard = ""
    package var level = ResponseLevel.II
    package var metric = ""
    package var least: ExactDecimal?
    package var limit: ExactDecimal?
    package var unit = ""
    package var source = ""
    package var confidence = ""
    package var note: String?
    package init() {}
}
