/// What an inspection found of goods of a lot that wait for it at a place (验收).
package struct Acceptance: Sendable {
    package var lot: String
    /// Where several items have the lot number.
    package var item: String?
    package var place: String
    /// Base units found good. With nothing at all said, everything that waits is.
    package var accepted: Int64?
    package var toRepair: Int64?
    package var toScrap: Int64?
    /// Which units, of an item that is kept by serial number.
    package var acceptedSerials: [String] = []
    package var toRepairSerials: [String] = []
    package var toScrapSerials: [String] = []
    package var occurredAt: String?
    package var reference: String?
    package var remarks: String?
    package var grounds = DocumentGrounds()
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(_ lot: String, at place: String) {
        self.lot = lot
        self.place = place
    }

    /// So much of each condition, in the order in which it is taken from what waits; nil when everything is good.
    package var findings: [Finding]? {
        let said = [
            ("good", accepted, acceptedSerials), ("to_repair", toRepair, toRepairSerials), ("to_scrap", toScrap, toScrapSerials),
        ]
        guard said.contains(where: { $0.1 != nil || !$0.2.isEmpty }) else { return nil }
        return said.map { condition, quantity, serials in
            Finding(condition: condition, quantity: quantity ?? Int64(serials.count), serials: serials)
        }
        .filter { $0.quantity > 0 || !$0.serials.isEmpty }
    }

    /// So much of what waits, or these units, and how it was found.
    package struct Finding: Sendable {
        package let condition: String
        package let quantity: Int64
        package var serials: [String] = []

        package init(condition: String, quantity: Int64, serials: [String] = []) {
            self.condition = condition
            self.quantity = quantity
            self.serials = serials
        }

        /// The option that names its units.
        package var serialOption: String { condition == "good" ? "--accepted-serial" : "--\(condition.replacing("_", with: "-"))-serial" }
    }

    /// For the hash of the request.
    package var json: JSONValue {
        .object(
            [
                JSONMember("lot", .text(lot)), JSONMember("item", JSONValue(item)), JSONMember("place", .text(place)),
                JSONMember("accepted", JSONValue(accepted)), JSONMember("to_repair", JSONValue(toRepair)),
                JSONMember("to_scrap", JSONValue(toScrap)), JSONMember("occurred_at", JSONValue(occurredAt)),
                JSONMember("reference", JSONValue(reference)), JSONMember("remarks", JSONValue(remarks)),
            ] + units + grounds.members)
    }

    /// Only where units are named.
    private var units: [JSONMember] {
        let named = [("good", acceptedSerials), ("to_repair", toRepairSerials), ("to_scrap", toScrapSerials)].filter { !$0.1.isEmpty }
        guard !named.isEmpty else { return [] }
        return [JSONMember("serials", .object(named.map { JSONMember($0, .array($1.map { .text($0) })) }))]
    }
}
