package import Postgres
package import StockpileModel

/// A step of a kept plan as carrying it out needs it.
package struct RotationStepToDo: Sendable {
    /// The plan's number and which step of it.
    package let number: String
    package let way: RotationWayKind
    package let open: Int64
    package let item: ItemID
    package let itemCode: String
    package let lot: String
    package let category: String
    package let fundingSource: String
    package let place: PlaceID
    package let placeCode: String
    package let owner: OwnerID
    package let ownerCode: String
    package let bin: Int64?
    package let toPlace: String?
    package let agreement: String?
    /// The company that owes the swap.
    package let company: String?
    /// What a refusal says of the goods.
    package let names: JSONValue
}

extension Transaction {
    /// Keeps a plan as a draft; answers its number. Errors: SP401, SP666.
    package func insertRotationPlan(_ plan: JSONValue, by person: PersonID) throws -> String {
        guard let row = try query("SELECT stockpile.insert_rotation_plan(\(person), \(plan)::jsonb) AS number").first else {
            throw PostgresError(.decoding, "no number")
        }
        return try row.get("number")
    }

    /// Errors: notFound.
    package func findRotationPlan(_ number: String) throws -> RotationPlanID {
        let rows = try query("SELECT rotation_plan_id FROM stockpile.rotation_plan WHERE number = \(number)")
        guard let row = rows.first else { throw StockpileError.notFound(subject: "rotation_plan", code: number) }
        return try row.get("rotation_plan_id")
    }

    /// Errors: SP401, SP402, SP501, SP666, SP670.
    package func approveRotationPlan(_ plan: RotationPlanID, remarks: String?, by person: PersonID) throws {
        try execute("SELECT stockpile.approve_rotation_plan(\(person), \(plan), \(remarks))")
    }

    /// Errors: SP401, SP501.
    package func cancelRotationPlan(_ plan: RotationPlanID, reason: String, by person: PersonID) throws {
        try execute("SELECT stockpile.cancel_rotation_plan(\(person), \(plan), \(reason))")
    }

    /// Errors: SP401, SP501, SP667.
    package func dropRotationStep(_ step: Int64, of plan: RotationPlanID, reason: String, by person: PersonID) throws {
        try execute("SELECT stockpile.drop_rotation_step(\(person), \(plan), \(Int32(clamping: step))::integer, \(reason))")
    }

    /// Locks a step, with its plan, until this transaction ends.
    ///
    /// Errors: SP401, SP501, SP667.
    package func lockRotationStep(_ step: Int64, of plan: RotationPlanID, by person: PersonID) throws -> RotationStepToDo {
        // By itself: what others did meanwhile is seen by the statement after it.
        try execute("SELECT stockpile.lock_rotation_step(\(person), \(plan), \(Int32(clamping: step))::integer)")
        let rows = try query(
            """
            SELECT step.number, step.way, step.open_quantity, item.item_id, item.code AS item, item.name AS item_name,
                item.name_en AS item_name_en, item.base_unit, lot.lot_number AS lot, lot.reserve_category, lot.funding_source,
                place.place_id, place.code AS place, heap.owner_id, stock_owner.code AS owner, heap.bin_id, destination.code AS to_place,
                agreement.number AS agreement, company.name AS company
            FROM stockpile.rotation_step_detail AS step
            JOIN stockpile.stock_account AS heap USING (account_id)
            JOIN stockpile.lot ON lot.lot_id = heap.lot_id
            JOIN stockpile.item ON item.item_id = heap.item_id
            JOIN stockpile.place ON place.place_id = heap.place_id
            JOIN stockpile.stock_owner ON stock_owner.owner_id = heap.owner_id
            LEFT JOIN stockpile.place AS destination ON destination.place_id = step.to_place_id
            LEFT JOIN stockpile.agreement ON agreement.agreement_id = step.agreement_id
            LEFT JOIN stockpile.company ON company.company_id = agreement.company_id
            WHERE step.rotation_plan_id = \(plan) AND step.step_no = \(step)
            """)
        guard let row = rows.first, let way = RotationWayKind(rawValue: try row.get("way")) else {
            throw PostgresError(.decoding, "no step of rotation")
        }
        return RotationStepToDo(
            number: try row.get("number"), way: way, open: try row.get("open_quantity"), item: try row.get("item_id"),
            itemCode: try row.get("item"), lot: try row.get("lot"), category: try row.get("reserve_category"),
            fundingSource: try row.get("funding_source"), place: try row.get("place_id"), placeCode: try row.get("place"),
            owner: try row.get("owner_id"), ownerCode: try row.get("owner"), bin: try row.get("bin_id"),
            toPlace: try row.get("to_place"), agreement: try row.get("agreement"), company: try row.get("company"),
            names: try row.object(["item", "item_name", "item_name_en", "base_unit", "lot", "place"]))
    }

    /// Errors: SP401, SP501, SP536, SP669.
    package func recordRotationDocument(
        _ document: DocumentID, fresh: DocumentID?, step: Int64, of plan: RotationPlanID, by person: PersonID
    ) throws {
        try execute(
            "SELECT stockpile.record_rotation_document(\(person), \(plan), \(Int32(clamping: step))::integer, \(document), \(fresh))")
    }
}
