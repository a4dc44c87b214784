package import StockpileModel
internal import StockpileStore

/// What is told beside the figures of a check; no verdict rests on it.
struct ReadinessBeside: Sendable {
    /// Goods that do not count for their care, by what is due.
    let uncared: [JSONValue]
    /// What companies and households hold beside the reserves.
    let advisory: [JSONValue]
    /// Which level the scenario's figures start under each plan that speaks of its hazard.
    let triggers: [JSONValue]
}

/// The answer to a readiness check with the names people know things by.
package struct ReadinessReport: Sendable {
    package let basis: ReadinessBasis
    package let answer: ReadinessAnswer
    /// By which rule promises count, and for how much each.
    package let confidences: Confidences
    let beside: ReadinessBeside
    private let categoryNames: [String: ReserveCategory]

    init(basis: ReadinessBasis, beside: ReadinessBeside) throws {
        self.basis = basis
        self.beside = beside
        answer = try basis.check(coverageHours: Operations.coverageHours).answer()
        confidences = basis.book.confidence.confidences(on: basis.day)
        categoryNames = Dictionary(basis.categories.map { ($0.code, $0) }) { first, _ in first }
    }

    package var scenario: ReadinessScenario { basis.scenario }
    /// What companies and households hold beside the reserves.
    package var advisory: [JSONValue] { beside.advisory }

    /// What programs get.
    ///
    /// Units: quantities in base units of the item.
    package var json: JSONValue {
        [
            "level": .text(basis.level.rawValue), "scenario": .text(scenario.code), "verdict": .text(answer.verdict.rawValue),
            "categories": .array(answer.categories.map(json)), "lines": .array(answer.lines.map(json)),
            "scenario_name": .text(scenario.name), "scenario_name_en": .text(scenario.nameEn), "hazard": .text(scenario.hazard),
            "on": JSONValue(basis.day), "response_ends_on": JSONValue(scenario.responseEnds(from: basis.day)),
            "standard": .text(basis.standard.code), "standard_version": .integer(basis.standard.version),
            "standard_name": .text(basis.standard.name), "standard_name_en": .text(basis.standard.nameEn),
            "towns": .array(scenario.towns.map { .text($0) }),
            "rule_version": JSONValue(confidences.rule.map { Int64($0.version) }),
            "rule_name": JSONValue(confidences.rule?.name), "rule_source": JSONValue(confidences.rule?.source),
            "promises": .array(confidences.json), "uncared": .array(beside.uncared), "advisory": .array(beside.advisory),
            "triggers": .array(beside.triggers), "is_tried": .bool(basis.isStandardTried == true),
        ]
    }

    private func json(_ category: CategoryAnswer) -> JSONValue {
        [
            "category": .text(category.category), "verdict": .text(category.verdict.rawValue),
            "category_name": JSONValue(categoryNames[category.category]?.name),
            "category_name_en": JSONValue(categoryNames[category.category]?.nameEn),
            "lines": .integer(Int64(category.lineCount)), "short": .integer(Int64(category.shortCount)),
        ]
    }

    private func json(_ answer: LineAnswer) -> JSONValue {
        let line = answer.line
        return [
            "category": .text(line.category), "item": .text(line.itemCode), "item_name": .text(line.itemName),
            "required": JSONValue(answer.requirement.quantity),
            "physical": .integer(answer.available[.physical] ?? 0), "entrusted": .integer(answer.available[.entrusted] ?? 0),
            "agreement": .integer(answer.available[.agreement] ?? 0), "capacity": .integer(answer.available[.capacity] ?? 0),
            "mutual_aid": .integer(answer.available[.mutualAid] ?? 0),
            "covered": .integer(answer.covered), "gap": .integer(answer.gap), "within_hours": .integer(Int64(line.withinHours)),
            "excluded": .array(
                answer.exclusions.map { ["reason": .text($0.reason.rawValue), "quantity": .integer($0.quantity)] }),
            "category_name": JSONValue(categoryNames[line.category]?.name),
            "category_name_en": JSONValue(categoryNames[line.category]?.nameEn),
            "item_name_en": .text(line.itemNameEn), "base_unit": .text(line.baseUnit), "driver": .text(line.driver),
            "driver_value": .decimal(answer.requirement.driverValue.digits), "coefficient": .decimal(line.coefficient.digits),
            "days": .integer(Int64(line.days)), "source": .text(line.source), "verdict": .text(answer.verdict.rawValue),
            "drawn": .object(SupplyKind.allCases.map { JSONMember($0.rawValue, .integer(answer.drawn[$0] ?? 0)) }),
            "required_max": JSONValue(answer.requirement.quantityMax?.rawValue),
            "above_max": JSONValue(self.answer.aboveMax(of: answer)),
            "coefficient_max": line.coefficientMax.map { .decimal($0.digits) } ?? .null,
            "redundancy_percent": .integer(Int64(line.redundancyPercent)),
            "coverage": .array(answer.coverage.map(\.json)), "scope": .text(line.scope.rawValue), "towns": basis.json(answer.towns),
        ]
    }
}
