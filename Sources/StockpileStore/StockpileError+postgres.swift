package import Postgres
package import StockpileModel

extension StockpileError {
    /// The one translation of what the server says: our own codes and constraint names become refusals.
    package init(_ error: PostgresError) {
        if let state = error.sqlState, let code = RefusalCode(rawValue: state) {
            self = StockpileError(Refusal(code, error.detail.flatMap(JSONValue.init(parsing:)) ?? [:]))
        } else if let refusal = Self.refusals[error.constraint ?? ""] {
            self = .refused(Refusal(refusal, ["constraint": JSONValue(error.constraint)]))
        } else if error.outcomeUnknown {
            self = .unavailable(reason: "outcome_unknown", key: nil)
        } else if error.kind == .connectFailed, error.message.contains(Store.role) {
            // The role every session asks for does not exist: nothing was ever migrated here.
            self = .wrongSchema(found: nil, isNewer: false)
        } else if error.kind == .connectFailed, error.message.contains(Store.ownerRole) {
            self = .notPermitted(Refusal(.ownerNeeded))
        } else if error.kind == .connectFailed || error.kind == .connectionLost {
            self = .unavailable(reason: "no_connection", key: nil)
        } else if error.sqlState == "53100" {
            self = .unavailable(reason: "disk_full", key: nil)
        } else if error.isTransient || error.kind == .cancelled || error.kind == .poolClosed {
            self = .unavailable(reason: "busy", key: nil)
        } else if error.sqlState == "3F000" || error.sqlState == "42P01" {
            self = .wrongSchema(found: nil, isNewer: false)
        } else {
            self = .unexpected(reference: Self.freshReference(), description: error.description)
        }
    }

    /// Eight letters a person can read out over the telephone.
    package static func freshReference() -> String {
        String((0..<8).map { _ in "ABCDEFGHJKLMNPQRSTUVWXYZ".randomElement() ?? "X" })
    }

    private static let refusals: [String: RefusalCode] = [
        "stock_account_never_below_zero": .shortage,
        "write_off_persons_differ": .samePerson,
        "agreement_put_in_force_by_another": .samePerson,
        "period_closed_by_another": .samePerson,
        "document_maker_does_not_check": .samePerson,
        "lot_category_is_one_of_the_items": .categoryNotOfItem,
        "lot_expires_after_manufacture": .datesInvalid,
        "lot_received_after_manufacture": .datesInvalid,
        "lot_date_warns_before_expiry": .datesInvalid,
        "lot_date_rotates_before_expiry": .datesInvalid,
        "lot_date_stops_before_expiry": .datesInvalid,
        "stock_movement_moves_something": .quantityInvalid,
        "stock_movement_value_can_be_summed": .quantityInvalid,
        "stock_movement_goes_elsewhere": .samePlace,
        "lot_number_once_per_item": .lotExists,
        "period_is_a_month": .unknown,
        "stock_count_persons_differ": .samePerson,
        "rotation_plan_approved_by_another": .samePerson,
        "count_counters_differ": .samePerson,
        "count_entry_is_not_negative": .quantityInvalid,
        "lot_test_approved_by_another": .samePerson,
        "item_substitute_is_another": .servesForItself,
        "kit_part_is_another": .servesForItself,
        "item_substitute_stands_for_something": .quantityInvalid,
        "kit_part_takes_something": .quantityInvalid,
        "attachment_is_what_its_hash_says": .attachmentAltered,
        "serial_number_is_one_short_word": .serialsDoNotMatch,
    ]
}
