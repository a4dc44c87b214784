package import Postgres
package import StockpileModel

extension Transaction {
    package func isNeighbour(_ code: String) throws -> Bool {
        try !query("SELECT FROM stockpile.neighbour WHERE code = \(code)").isEmpty
    }

    /// Answers the number. Errors: SP401, SP601, SP695.
    package func addMutualAid(_ draft: MutualAidDraft, item: ItemID?, place: PlaceID?, by person: PersonID) throws -> String {
        let argument: JSONValue = .object(
            draft.json + [JSONMember("item_id", JSONValue(item?.rawValue)), JSONMember("place_id", JSONValue(place?.rawValue))])
        let rows = try query("SELECT stockpile.add_mutual_aid(\(person), \(argument)::jsonb) AS number")
        guard let row = rows.first else { throw PostgresError(.decoding, "no number") }
        return try row.get("number")
    }

    /// Errors: SP401, SP601, SP694.
    package func endMutualAid(_ number: String, by person: PersonID) throws {
        try execute("SELECT stockpile.end_mutual_aid(\(person), \(number))")
    }

    /// By neighbour, item and number; one, those that bind on a day or later, or with those that are over.
    package func listMutualAid(number: String? = nil, on day: CalendarDate, withEnded: Bool) throws -> [JSONValue] {
        try query(
            """
            SELECT aid.number, neighbour.code AS neighbour, neighbour.name AS neighbour_name, neighbour.name_en AS neighbour_name_en,
                neighbour.telephone, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                place.code AS place, place.name AS place_name, place.name_en AS place_name_en, aid.quantity, aid.response_hours,
                aid.confidence_percent, aid.valid_from, aid.valid_to, (aid.valid_to - \(day))::bigint AS days_left, aid.ended_on,
                aid.source
            FROM stockpile.mutual_aid AS aid JOIN stockpile.neighbour USING (neighbour_id) JOIN stockpile.item USING (item_id)
            JOIN stockpile.place ON place.place_id = aid.place_id
            WHERE (\(number)::text IS NULL OR aid.number = \(number))
              AND (\(withEnded) OR (aid.ended_on IS NULL AND aid.valid_to >= \(day)))
            ORDER BY neighbour.code, item.code, aid.number
            """
        ).map {
            try $0.object(
                [
                    "number", "neighbour", "neighbour_name", "neighbour_name_en", "telephone", "item", "item_name", "item_name_en",
                    "base_unit", "place", "place_name", "place_name_en", "valid_from", "valid_to", "ended_on", "source",
                ], integers: ["quantity", "response_hours", "confidence_percent", "days_left"])
        }
    }

    /// What neighbours promise of some items; what was ended counts until the day before.
    ///
    /// Shape: by number.
    func queryMutualAid(of items: [ItemID]) throws -> [MutualAidSpan] {
        try query(
            """
            SELECT aid.number, neighbour.code, neighbour.name, neighbour.name_en, aid.item_id, aid.place_id, aid.quantity,
                aid.response_hours, aid.confidence_percent, aid.valid_from, least(aid.valid_to, aid.ended_on - 1) AS valid_to
            FROM stockpile.mutual_aid AS aid JOIN stockpile.neighbour USING (neighbour_id)
            WHERE aid.item_id = ANY(\(items))
            ORDER BY aid.number
            """
        ).map { row in
            MutualAidSpan(
                number: try row.get("number"),
                neighbour: MutualAidSpan.Neighbour(
                    code: try row.get("code"), name: try row.get("name"), nameEn: try row.get("name_en")),
                item: try row.get("item_id"), place: try row.get("place_id"),
                promise: MutualAidPromise(
                    quantity: try row.get("quantity"), validity: Validity(from: try row.get("valid_from"), to: try row.get("valid_to")),
                    responseHours: try row.get("response_hours"), confidencePercent: try row.get("confidence_percent")))
        }
    }
}
