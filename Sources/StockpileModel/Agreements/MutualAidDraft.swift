/// What a neighbour promises to send, as a person writes it down.
package struct MutualAidDraft: Sendable {
    package var neighbour = ""
    /// Needed for a neighbour that is not known yet.
    package var neighbourName: String?
    package var neighbourNameEn: String?
    package var telephone: String?
    package var item = ""
    /// Where it comes in.
    package var place = ""
    package var quantity: Int64 = 0
    /// From the call until it is there.
    package var responseHours: Int64 = 0
    package var confidencePercent: Int64 = 0
    package var validFrom = CalendarDate(dayNumber: 0)
    package var validTo = CalendarDate(dayNumber: 0)
    package var source = ""

    package init() {}

    package var json: [JSONMember] {
        [
            JSONMember("neighbour", .text(neighbour)), JSONMember("neighbour_name", JSONValue(neighbourName)),
            JSONMember("neighbour_name_en", JSONValue(neighbourNameEn)), JSONMember("telephone", JSONValue(telephone)),
            JSONMember("quantity", .integer(quantity)), JSONMember("response_hours", .integer(responseHours)),
            JSONMember("confidence_percent", .integer(confidencePercent)), JSONMember("valid_from", JSONValue(validFrom)),
            JSONMember("valid_to", JSONValue(validTo)), JSONMember("source", .text(source)),
        ]
    }
}
