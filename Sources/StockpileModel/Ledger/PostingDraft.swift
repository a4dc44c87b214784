/// A document as it is sent to the posting function; what is nil is filled in there.
package struct PostingDraft: Sendable, Equatable {
    package var kind: String
    package var purpose: String
    package var place: PlaceID
    package var person: PersonID
    /// ISO 8601 with offset; nil means now.
    package var occurredAt: String?
    package var reference: String?
    package var remarks: String?
    package var grounds = DocumentGrounds()
    /// The loan that goods come back from.
    package var loan: DocumentID?
    package var order: OrderID?
    package var writeOff: WriteOffID?
    package var lines: [PostingLine]
    /// The version of the catalogue that it was written by; with any other nothing is posted. Nil posts in any case.
    package var catalogueVersion: String?
    /// What was picked although its care is overdue. It is told with the answer and not posted.
    package var careOverdue: [JSONValue]?

    package init(kind: String, purpose: String, place: PlaceID, person: PersonID, occurredAt: String? = nil, lines: [PostingLine]) {
        self.kind = kind
        self.purpose = purpose
        self.place = place
        self.person = person
        self.occurredAt = occurredAt
        self.lines = lines
    }

    /// The argument of `post_document`.
    package func json(key: IdempotencyKey, requestHash: String) -> JSONValue {
        let header: JSONValue = [
            "key": .text(key.rawValue), "request_hash": .text(requestHash), "kind": .text(kind), "purpose": .text(purpose),
            "place_id": .integer(place.rawValue), "person_id": .integer(person.rawValue), "occurred_at": JSONValue(occurredAt),
            "reference": JSONValue(reference), "remarks": JSONValue(remarks), "order_id": JSONValue(order?.rawValue),
            "write_off_id": JSONValue(writeOff?.rawValue),
            "lines": .array(lines.enumerated().map { $1.json(number: $0 + 1) }),
        ]
        let back = loan.map { [JSONMember("loan_document_id", .integer($0.rawValue))] } ?? []
        return .object((header.members ?? []) + grounds.members + back)
    }
}

/// One line of a posting.
package struct PostingLine: Sendable, Equatable {
    package var item: ItemID?
    /// Nil makes a new lot from `newLot`.
    package var lot: LotID?
    package var newLot: NewLot?
    /// What is different about the lot that the quantity goes into.
    package var childLot: ChildLot?
    /// Nil takes all there is when the account is locked; only a hold and its release may leave it open.
    package var quantity: Quantity?
    package var fromPlace: PlaceID?
    package var toPlace: PlaceID?
    package var fromBin: Int64?
    package var toBin: Int64?
    package var owner: OwnerID
    /// Nil: they stay the owner's; only a change of owner may say another.
    package var toOwner: OwnerID?
    package var fromCondition: String?
    package var toCondition: String?
    package var fromAvailability: String?
    package var orderLine: OrderLineID?
    /// The units by serial number; without any, the posting function picks among those in the account.
    package var serials: [String] = []

    package init(lot: LotID?, quantity: Quantity?, owner: OwnerID) {
        self.lot = lot
        self.quantity = quantity
        self.owner = owner
    }

    /// A line that takes from one free balance.
    package init(_ pick: Pick) {
        self.init(lot: pick.from.lot, quantity: pick.quantity, owner: pick.from.owner)
        fromPlace = pick.from.place
        fromBin = pick.from.bin
    }

    func json(number: Int) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember("line_no", .integer(Int64(number))), JSONMember("quantity", JSONValue(quantity?.rawValue)),
            JSONMember("from_owner_id", .integer(owner.rawValue)),
            JSONMember("to_owner_id", .integer((toOwner ?? owner).rawValue)),
        ]
        func add(_ key: String, _ value: Int64?) { if let value { members.append(JSONMember(key, .integer(value))) } }
        func add(_ key: String, _ value: String?) { if let value { members.append(JSONMember(key, .text(value))) } }
        add("item_id", item?.rawValue)
        add("lot_id", lot?.rawValue)
        add("from_place_id", fromPlace?.rawValue)
        add("to_place_id", toPlace?.rawValue)
        add("from_bin_id", fromBin)
        add("to_bin_id", toBin)
        add("from_condition", fromCondition)
        add("to_condition", toCondition)
        add("from_availability", fromAvailability)
        add("order_line_id", orderLine?.rawValue)
        if let childLot {
            add("lot_number", childLot.lotNumber)
            add("reserve_category", childLot.category)
            add("funding_source", childLot.fundingSource)
        }
        if !serials.isEmpty { members.append(JSONMember("serials", .array(serials.map { .text($0) }))) }
        if let newLot {
            add("lot_number", newLot.lotNumber)
            add("reserve_category", newLot.category)
            add("funding_source", newLot.fundingSource)
            add("origin", newLot.origin)
            add("legacy_group", newLot.legacyGroup)
            add("manufactured_on", newLot.dates.manufacturedOn?.rawValue)
            add("received_on", newLot.dates.receivedOn.rawValue)
            add("expires_on", newLot.dates.expiresOn?.rawValue)
            add("warn_on", newLot.dates.warnOn?.rawValue)
            add("rotate_by_on", newLot.dates.rotateByOn?.rawValue)
            add("unit_cost_fen", newLot.unitCostFen)
        }
        return .object(members)
    }
}

/// What a receipt says of a lot that does not exist yet.
package struct NewLot: Sendable, Equatable {
    /// Nil: the database makes one from place, day and identifier.
    package var lotNumber: String?
    package var category: String
    package var fundingSource: String
    package var origin: String?
    package var legacyGroup: String?
    package var dates: LotDates
    package var unitCostFen: Int64

    package init(lotNumber: String?, category: String, fundingSource: String, origin: String?, dates: LotDates, unitCostFen: Int64) {
        self.lotNumber = lotNumber
        self.category = category
        self.fundingSource = fundingSource
        self.origin = origin
        self.dates = dates
        self.unitCostFen = unitCostFen
    }
}

/// A lot made from a quantity of another; what is nil is as in the other, or made by the database.
package struct ChildLot: Sendable, Equatable {
    package var lotNumber: String?
    package var category: String?
    package var fundingSource: String?

    package init(lotNumber: String?, category: String?, fundingSource: String?) {
        self.lotNumber = lotNumber
        self.category = category
        self.fundingSource = fundingSource
    }
}

/// The key that makes a repeated request answer again instead of posting again.
package struct IdempotencyKey: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    /// Nil for an empty key or one longer than 180 characters.
    package init?(rawValue: String) {
        guard (1...180).contains(rawValue.count) else { return nil }
        self.rawValue = rawValue
    }

    private init(unchecked: String) { rawValue = unchecked }

    /// The key of one step of a request that posts more than once.
    package func step(_ name: String) -> IdempotencyKey { IdempotencyKey(unchecked: "\(rawValue)#\(name)") }
}

/// What the posting function answered.
package struct PostedDocument: Sendable {
    package let id: DocumentID
    package let number: String
    package let replayed: Bool
    /// What was picked although its care is overdue, since nothing else was left; nil where nothing was picked.
    package var careOverdue: [JSONValue]?

    package init(id: DocumentID, number: String, replayed: Bool) {
        self.id = id
        self.number = number
        self.replayed = replayed
    }
}
