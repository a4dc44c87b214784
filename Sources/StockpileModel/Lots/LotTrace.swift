/// A lot with the lots it comes from and those made from it, and everything that ever moved of them.
package struct LotTrace: Sendable {
    /// One lot of the family.
    package struct Lot: Sendable {
        package let number: String
        /// Its keys as `lot show` has them, with `is_asked` for the lot that was asked about.
        package let json: JSONValue

        package init(number: String, json: JSONValue) {
            self.number = number
            self.json = json
        }
    }

    /// Where goods of a lot can be: at a place, on the way there, lent from it, used or lost there, or still with a supplier.
    package struct Point: Hashable, Sendable {
        package let lot: String
        package let kind: String
        package let place: String
        package let placeName: String
        package let placeNameEn: String?

        package init(lot: String, kind: String, place: String, placeName: String, placeNameEn: String?) {
            self.lot = lot
            self.kind = kind
            self.place = place
            self.placeName = placeName
            self.placeNameEn = placeNameEn
        }
    }

    /// What one document moved from one point to another.
    package struct Step: Sendable {
        package let from: Point
        package let to: Point
        /// In base units.
        package let quantity: Int64
        /// Number of the document.
        package let document: String
        package let kind: String
        package let purpose: String
        package let occurredAt: String
        /// Whoever was given the goods: the receiver, the borrower, or what they were for.
        package let receiver: String?
        package let telephone: String?
        /// The remaining keys of the document.
        package let more: [JSONMember]

        package init(
            from: Point, to: Point, quantity: Int64, document: (number: String, kind: String, purpose: String, occurredAt: String),
            receiver: String?, telephone: String?, more: [JSONMember]
        ) {
            self.from = from
            self.to = to
            self.quantity = quantity
            self.document = document.number
            kind = document.kind
            purpose = document.purpose
            occurredAt = document.occurredAt
            self.receiver = receiver
            self.telephone = telephone
            self.more = more
        }
    }

    package let lots: [Lot]
    /// In the order of time.
    package let steps: [Step]

    package init(lots: [Lot], steps: [Step]) {
        self.lots = lots
        self.steps = steps
    }

    /// The lot that was asked about.
    package var asked: Lot? { lots.first { $0.json[key: "is_asked"] == .bool(true) } }

    /// Every point in the order in which goods came by, with what is there now; below zero for where all of it came from.
    package var points: [(point: Point, quantity: Int64)] {
        var order: [Point] = []
        var quantities: [Point: Int64] = [:]
        for step in steps {
            for (point, change) in [(step.from, -step.quantity), (step.to, step.quantity)] {
                if quantities[point] == nil { order.append(point) }
                quantities[point, default: 0] += change
            }
        }
        return order.map { ($0, quantities[$0] ?? 0) }
    }

    /// The lot that was asked about with the lists `lots`, `points` and `steps`.
    package var json: JSONValue {
        .object(
            (asked?.json.members ?? []) + [
                JSONMember("lots", .array(lots.map(\.json))),
                JSONMember(
                    "points",
                    .array(points.map { .object($0.point.members("") + [JSONMember("quantity", .integer($0.quantity))]) })),
                JSONMember("steps", .array(steps.map(\.json))),
            ])
    }
}

extension LotTrace.Point {
    /// Its keys, each with a word before it.
    fileprivate func members(_ side: String) -> [JSONMember] {
        [
            JSONMember("\(side)lot", .text(lot)), JSONMember("\(side)kind", .text(kind)), JSONMember("\(side)place", .text(place)),
            JSONMember("\(side)place_name", .text(placeName)), JSONMember("\(side)place_name_en", JSONValue(placeNameEn)),
        ]
    }
}

extension LotTrace.Step {
    fileprivate var json: JSONValue {
        .object(
            [
                JSONMember("document", .text(document)), JSONMember("kind", .text(kind)), JSONMember("purpose", .text(purpose)),
                JSONMember("occurred_at", .text(occurredAt)), JSONMember("quantity", .integer(quantity)),
            ] + from.members("from_") + to.members("to_") + [
                JSONMember("receiver", JSONValue(receiver)), JSONMember("telephone", JSONValue(telephone)),
            ] + more)
    }
}
