/// What becomes of a quantity of a lot that stays where it lies: its condition, its owner, or what it is accounted as.
package struct LotChange: Sendable {
    package enum Kind: Sendable, Hashable {
        /// One of the conditions goods can be in.
        case condition(String)
        /// Code of the new owner.
        case owner(String)
        /// Into a child lot; what is nil stays as it is.
        case classification(category: String?, fundingSource: String?, lotNumber: String?)
    }

    package var kind: Kind
    package var lot: String
    /// Where several items have the lot number.
    package var item: String?
    package var place: String
    /// Nil: all that lies there as it is.
    package var quantity: Int64?
    /// These units, of an item that is kept by serial number; then the quantity is theirs.
    package var serials: [String] = []
    package var fromCondition: String?
    package var fromOwner: String?
    package var occurredAt: String?
    package var reference: String?
    package var remarks: String?
    package var grounds = DocumentGrounds()
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(_ kind: Kind, lot: String, at place: String) {
        self.kind = kind
        self.lot = lot
        self.place = place
    }

    /// The kind and purpose of its document.
    package var document: (kind: String, purpose: String) {
        switch kind {
        case .condition(let condition): ("condition_change", condition)
        case .owner: ("owner_change", "owner_change")
        case .classification: ("reclassification", "reclassification")
        }
    }

    /// Who may: that goods are good is said by those who accept goods.
    package var permission: Permission {
        switch kind {
        case .condition(let condition): condition == "good" ? .acceptGoods : .changeCondition
        case .owner: .changeOwner
        case .classification: .reclassifyLot
        }
    }

    /// For the hash of the request.
    package var json: JSONValue {
        var members = [
            JSONMember("purpose", .text(document.purpose)), JSONMember("lot", .text(lot)), JSONMember("item", JSONValue(item)),
            JSONMember("place", .text(place)), JSONMember("quantity", JSONValue(quantity)),
            JSONMember("from_condition", JSONValue(fromCondition)), JSONMember("from_owner", JSONValue(fromOwner)),
            JSONMember("occurred_at", JSONValue(occurredAt)), JSONMember("reference", JSONValue(reference)),
            JSONMember("remarks", JSONValue(remarks)),
        ]
        switch kind {
        case .condition: break
        case .owner(let owner): members.append(JSONMember("owner", .text(owner)))
        case .classification(let category, let fundingSource, let lotNumber):
            members += [
                JSONMember("category", JSONValue(category)), JSONMember("funding_source", JSONValue(fundingSource)),
                JSONMember("lot_number", JSONValue(lotNumber)),
            ]
        }
        if !serials.isEmpty { members.append(JSONMember("serials", .array(serials.map { .text($0) }))) }
        return .object(members + grounds.members)
    }
}
