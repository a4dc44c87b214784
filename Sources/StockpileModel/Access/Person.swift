/// What a person may do; the same words as in the table `permission`.
package enum Permission: String, Sendable, CaseIterable {
    case read
    case postReceipt = "post_receipt"
    case postIssue = "post_issue"
    case postTransfer = "post_transfer"
    case holdLot = "hold_lot"
    case issueOrder = "issue_order"
    case dispatchOrder = "dispatch_order"
    case receiveOrder = "receive_order"
    case releaseDue = "release_due"
    case requestWriteOff = "request_write_off"
    case approveWriteOff = "approve_write_off"
    case postWriteOff = "post_write_off"
    case reverseDocument = "reverse_document"
    case closePeriod = "close_period"
    case importDistrict = "import_district"
    case sealLedger = "seal_ledger"
    case planCount = "plan_count"
    case enterCount = "enter_count"
    case reviewCount = "review_count"
    case approveCount = "approve_count"
    case postCount = "post_count"
    case changeCondition = "change_condition"
    case planRotation = "plan_rotation"
    case approveRotation = "approve_rotation"
    case carryOutRotation = "carry_out_rotation"
    case acceptGoods = "accept_goods"
    case changeOwner = "change_owner"
    case reclassifyLot = "reclassify_lot"
    case checkDocument = "check_document"
    case attachFile = "attach_file"
    case keepBins = "keep_bins"
    case keepLotDates = "keep_lot_dates"
    case recordLotTest = "record_lot_test"
    case approveLotTest = "approve_lot_test"
    case relabelLot = "relabel_lot"
    case recordProof = "record_proof"
    case remindDeclarations = "remind_declarations"
    case makeConfidenceRule = "make_confidence_rule"
    case adoptConfidenceRule = "adopt_confidence_rule"
    case sendCallOff = "send_call_off"
    case answerCallOff = "answer_call_off"
    case settleCallOff = "settle_call_off"
    case recordCare = "record_care"
    case remindCare = "remind_care"
    case keepRules = "keep_rules"
    case makeAgreement = "make_agreement"
    case approveAgreement = "approve_agreement"
    case remindAgreements = "remind_agreements"
    case reportFloor = "report_floor"
    case keepRequisitionList = "keep_requisition_list"
    case recordShare = "record_share"
    case closeTask = "close_task"
    case recallLot = "recall_lot"
    case keepLiaisons = "keep_liaisons"
    case checkLiaisons = "check_liaisons"
    case makeScenario = "make_scenario"
    case draftStandard = "draft_standard"
    case adoptStandard = "adopt_standard"
    case planGap = "plan_gap"
    case approveGap = "approve_gap"
    case freezeReport = "freeze_report"
    case keepMutualAid = "keep_mutual_aid"
}

/// Who acts, with the permissions of all roles this person holds.
package struct Person: Sendable {
    package let id: PersonID
    package let login: String
    package let name: String
    package let permissions: Set<Permission>

    package init(id: PersonID, login: String, name: String, permissions: Set<Permission>) {
        self.id = id
        self.login = login
        self.name = name
        self.permissions = permissions
    }

    /// Errors: SP401 when no role of this person carries the permission.
    package func require(_ permission: Permission) throws {
        guard permissions.contains(permission) else {
            throw StockpileError.notPermitted(
                Refusal(.notPermitted, ["permission": .text(permission.rawValue), "person": .text(login)]))
        }
    }
}
