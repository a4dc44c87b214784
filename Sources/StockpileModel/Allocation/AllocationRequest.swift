/// What a commander asks for: so much of these items at these destinations.
package struct AllocationRequest: Sendable {
    package struct Line: Sendable {
        package let item: String
        package let quantity: Int64
        package let pack: String?
        package let toPlace: String
        package let origin: InputOrigin?

        package init(item: String, quantity: Int64, pack: String?, toPlace: String, origin: InputOrigin? = nil) {
            self.item = item
            self.quantity = quantity
            self.pack = pack
            self.toPlace = toPlace
            self.origin = origin
        }
    }

    package let lines: [Line]
    /// Places to draw on; empty means every depot.
    package let fromPlaces: [String]
    package let incident: String?
    package let remarks: String?
    package let allowsPart: Bool
    /// After so many hours what is still reserved is released.
    package let dueHours: Int
    /// What reading found wrong already; told together with what is wrong besides.
    package var problems: [FieldProblem] = []

    package init(lines: [Line], fromPlaces: [String], incident: String?, remarks: String?, allowsPart: Bool, dueHours: Int) {
        self.lines = lines
        self.fromPlaces = fromPlaces
        self.incident = incident
        self.remarks = remarks
        self.allowsPart = allowsPart
        self.dueHours = dueHours
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "lines": .array(
                lines.map {
                    ["item": .text($0.item), "quantity": .integer($0.quantity), "pack": JSONValue($0.pack), "to_place": .text($0.toPlace)]
                }),
            "from_places": .array(fromPlaces.map { .text($0) }), "incident": JSONValue(incident), "remarks": JSONValue(remarks),
            "allows_part": .bool(allowsPart), "due_hours": .integer(Int64(dueHours)),
        ]
    }
}
