/// An agreement as a person writes it down: by codes, before anything is looked up.
package struct AgreementTerms: Sendable {
    /// Nil: the district numbers it.
    package var number: String?
    package var company: String
    package var name: String
    package var validFrom: CalendarDate
    package var validTo: CalendarDate
    package var source: String
    package var governmentParty: String?
    package var thirdParty: String?
    package var thirdRole: String?
    package var feePerYearFen: Int64?
    package var swapBackDays: Int64?
    package var shelfLifeDaysMin: Int64?
    package var remindDays: Int64?
    /// The agreement it takes the place of.
    package var replaces: String?

    package static let thirdRoles = ["payer", "warehouse", "guarantor"]

    package init(company: String, name: String, validFrom: CalendarDate, validTo: CalendarDate, source: String) {
        self.company = company
        self.name = name
        self.validFrom = validFrom
        self.validTo = validTo
        self.source = source
    }

    /// Without what has to be looked up.
    package var json: [JSONMember] {
        [
            JSONMember("number", JSONValue(number)), JSONMember("name", .text(name)), JSONMember("valid_from", JSONValue(validFrom)),
            JSONMember("valid_to", JSONValue(validTo)), JSONMember("source", .text(source)),
            JSONMember("government_party", JSONValue(governmentParty)), JSONMember("third_party", JSONValue(thirdParty)),
            JSONMember("third_role", JSONValue(thirdRole)), JSONMember("fee_per_year_fen", JSONValue(feePerYearFen)),
            JSONMember("swap_back_days", JSONValue(swapBackDays)), JSONMember("shelf_life_days_min", JSONValue(shelfLifeDaysMin)),
            JSONMember("remind_days", JSONValue(remindDays)),
        ]
    }
}

/// One line of a draft as a person writes it down.
package struct AgreementLineTerms: Sendable {
    package enum Form: String, Sendable, CaseIterable {
        case stock = "agreement_stock"
        case capacity
        case floor = "minimum_stock"
    }

    package var form: Form
    package var item: String
    package var place: String
    package var source: String
    /// Whole figures by the name they have in the database; each form has its own.
    package var figures: [String: Int64] = [:]
    package var priceRule: String?
    package var dailyUseSource: String?
    /// Hours of their own for single towns, by the code of their place.
    package var townHours: [(town: String, hours: Int64)] = []

    package static let priceRules = ["fixed", "market_discount", "cost_plus"]

    package init(form: Form, item: String, place: String, source: String) {
        self.form = form
        self.item = item
        self.place = place
        self.source = source
    }

    /// What a form cannot do without, and what else it may have.
    package static func figures(of form: Form) -> (needed: [String], others: [String]) {
        switch form {
        case .stock: (["quantity", "response_hours", "confidence_percent"], ["price_fen", "price_percent"])
        case .capacity: (["units_per_day", "ramp_up_hours", "quantity_max"], ["raw_material_days"])
        case .floor: ([], ["quantity", "days_of_use", "daily_use"])
        }
    }

    /// Everything that does not fit together, by field.
    package var problems: [FieldProblem] {
        let (needed, others) = Self.figures(of: form)
        var found = needed.filter { figures[$0] == nil }.map { FieldProblem(field: $0, .required) }
        let strange = figures.keys.filter { !needed.contains($0) && !others.contains($0) }.sorted()
        found += strange.map { FieldProblem(field: $0, .notAllowed, ["value": String(figures[$0] ?? 0), "reason": "other_form"]) }
        if form != .stock, priceRule != nil || !townHours.isEmpty {
            found.append(FieldProblem(field: priceRule == nil ? "town_hours" : "price_rule", .notAllowed, ["reason": "other_form"]))
        }
        if form == .stock {
            let price = priceRule.map { $0 == "fixed" ? "price_fen" : "price_percent" }
            if let price, figures[price] == nil { found.append(FieldProblem(field: price, .required)) }
            for other in ["price_fen", "price_percent"] where other != price && figures[other] != nil {
                found.append(FieldProblem(field: other, .notAllowed, ["value": String(figures[other] ?? 0), "reason": "price_rule"]))
            }
        }
        return form == .floor ? found + floorProblems : found
    }

    /// In units, or in days of use with the daily use and where that figure is from.
    private var floorProblems: [FieldProblem] {
        let isInDays = figures["days_of_use"] != nil || figures["daily_use"] != nil || dailyUseSource != nil
        guard isInDays else { return figures["quantity"] == nil ? [FieldProblem(field: "quantity", .required)] : [] }
        var found: [FieldProblem] = []
        if figures["quantity"] != nil { found.append(FieldProblem(field: "quantity", .notAllowed, ["reason": "days_of_use"])) }
        if figures["days_of_use"] == nil { found.append(FieldProblem(field: "days_of_use", .required)) }
        if figures["daily_use"] == nil { found.append(FieldProblem(field: "daily_use", .required)) }
        if dailyUseSource == nil { found.append(FieldProblem(field: "daily_use_source", .required)) }
        return found
    }

    /// Without what has to be looked up.
    package var json: [JSONMember] {
        [JSONMember("source", .text(source)), JSONMember("price_rule", JSONValue(priceRule))]
            + [JSONMember("daily_use_source", JSONValue(dailyUseSource))]
            + figures.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }
    }
}
