/// What is known of a liaison officer from now on; what is nil stays as it was known.
package struct LiaisonDraft: Sendable {
    package static let organisationKinds = ["department", "town", "company", "place"]

    package var organisationKind = ""
    /// Code of the place or company; a department by its name.
    package var organisation = ""
    package var name = ""
    package var telephone: String?
    package var deputy: String?
    package var deputyTelephone: String?
    /// There is no deputy any more.
    package var dropsDeputy = false
    package var trainedOn: CalendarDate?
    package var validFrom: CalendarDate?
    package var validTo: CalendarDate?
    package var source = ""

    package init() {}

    /// What is said of the person, and only that.
    package var members: [JSONMember] {
        let given: [(String, String?)] = [
            ("organisation_kind", organisationKind), ("organisation", organisation), ("name", name), ("telephone", telephone),
            ("deputy", deputy), ("deputy_telephone", deputyTelephone), ("trained_on", trainedOn?.rawValue),
            ("valid_from", validFrom?.rawValue), ("valid_to", validTo?.rawValue), ("source", source),
        ]
        let none = ["deputy", "deputy_telephone"].filter { _ in dropsDeputy }.map { JSONMember($0, .null) }
        return given.compactMap { key, text in text.map { JSONMember(key, .text($0)) } } + none
    }
}

/// That a liaison officer, or the deputy, answered a roll-call.
package struct LiaisonAnswer: Sendable {
    package static let answerers = ["liaison", "deputy"]

    package var number: String
    package var organisation: String
    /// Where a place and a company have the same code.
    package var organisationKind: String?
    /// Nil for the only one there.
    package var name: String?
    package var answeredBy: String
    /// ISO 8601 with offset; nil means now.
    package var answeredAt: String?
    package var remarks: String?

    package init(number: String, organisation: String, answeredBy: String) {
        self.number = number
        self.organisation = organisation
        self.answeredBy = answeredBy
    }

    package var members: [JSONMember] {
        [
            JSONMember("number", .text(number)), JSONMember("organisation", .text(organisation)),
            JSONMember("organisation_kind", JSONValue(organisationKind)), JSONMember("name", JSONValue(name)),
            JSONMember("answered_by", .text(answeredBy)), JSONMember("answered_at", JSONValue(answeredAt)),
            JSONMember("remarks", JSONValue(remarks)),
        ]
    }
}
