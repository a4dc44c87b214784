package import Postgres
package import StockpileModel

extension Transaction {
    /// Sealed documents in the order of their positions, after one that the reader has seen.
    ///
    /// Shape: ascending position without gaps; at most `limit`.
    package func listEvents(after position: Int64, limit: Int64, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT sealed.position, document.number, document.kind, document.purpose, place.code AS place,
                stockpile.iso(document.occurred_at, \(zone)) AS occurred_at, stockpile.iso(document.recorded_at, \(zone)) AS recorded_at,
                person.login AS person, original.number AS reverses, allocation_order.number AS order, write_off.number AS write_off,
                document.reference, document.reason, document.occasion, checker.login AS checker,
                block.block_no, stockpile.iso(block.sealed_at, \(zone)) AS sealed_at,
                encode(sealed.content_sha256, 'hex') AS sha256
            FROM stockpile.sealed_document AS sealed
            JOIN stockpile.document USING (document_id)
            JOIN stockpile.place USING (place_id)
            JOIN stockpile.person ON person.person_id = document.person_id
            LEFT JOIN stockpile.person AS checker ON checker.person_id = document.checker_id
            LEFT JOIN stockpile.document AS original ON original.document_id = document.reverses_document_id
            LEFT JOIN stockpile.allocation_order ON allocation_order.order_id = document.order_id
            LEFT JOIN stockpile.write_off ON write_off.write_off_id = document.write_off_id
            CROSS JOIN LATERAL (
                SELECT block_no, sealed_at FROM stockpile.ledger_block WHERE first_position <= sealed.position
                ORDER BY first_position DESC LIMIT 1) AS block
            WHERE sealed.position > \(position)
            ORDER BY sealed.position LIMIT \(limit)
            """
        ).map { row in
            guard
                case .object(let members) = try row.object(
                    [
                        "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person", "reverses", "order", "write_off",
                        "reference", "reason", "occasion", "checker", "sealed_at", "sha256",
                    ], integers: ["block_no"])
            else { return .null }
            return .object([JSONMember("position", try row.jsonInteger("position"))] + members)
        }
    }
}
