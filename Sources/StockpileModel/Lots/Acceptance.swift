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
    package var findings: [(condition: String, quantity: Int64)]? {
        let said = [("good", accepted), ("to_repair", toRepair), ("to_scrap", toScrap)]
        guard said.contains(where: { $0.1 != nil }) else { return nil }
        return said.compactMap { condition, quantity in quantity.flatMap { $0 > 0 ? (condition, $0) : nil } }
    }

    /// For the hash of the request.
    package var json: JSONValue {
        .object(
            [
                JSONMember("lot", .text(lot)), JSONMember("item", JSONValue(item)), JSONMember("place", .text(place)),
                JSONMember("accepted", JSONValue(accepted)), JSONMember("to_repair", JSONValue(toRepair)),
                JSONMember("to_scrap", JSONValue(toScrap)), JSONMember("occurred_at", JSONValue(occurredAt)),
                JSONMember("reference", JSONValue(reference)), JSONMember("remarks", JSONValue(remarks)),
            ] + grounds.members)
    }
}
