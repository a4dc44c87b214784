-- The second wall behind the missing rights: nobody changes or deletes what was recorded, whatever role they hold.
CREATE OR REPLACE FUNCTION stockpile.refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM stockpile.refuse('SP505', format('%s of %s: history is never changed', tg_op, tg_table_name),
        jsonb_build_object('table', tg_table_name), 'post a reversal');
    RETURN NULL;
END
$$;
CREATE OR REPLACE TRIGGER document_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.document
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER stock_movement_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.stock_movement
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER lot_date_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.lot_date
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER request_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.request
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER allocation_order_event_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.allocation_order_event
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER allocation_order_line_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.allocation_order_line
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER write_off_line_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.write_off_line
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER ledger_block_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.ledger_block
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER sealed_document_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.sealed_document
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER sealed_account_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.sealed_account
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER ledger_verification_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.ledger_verification
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
-- What an account is stays: only its balance moves. Named columns, so that postings are not slowed down by the guard.
CREATE OR REPLACE TRIGGER stock_account_is_what_it_was_made_as
    BEFORE UPDATE OF account_id, kind, item_id, lot_id, place_id, bin_id, owner_id, condition, availability, is_stock
        OR DELETE OR TRUNCATE
    ON stockpile.stock_account
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_line_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_line
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_counter_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_counter
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_entry_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_entry
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_serial_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_serial
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER lot_test_withdrawal_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.lot_test_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_recount_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_recount
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_finding_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_finding
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_event_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_event
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_document_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_document
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER count_tolerance_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.count_tolerance
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER rotation_event_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.rotation_event
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER rotation_document_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.rotation_document
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER reversed_line_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.reversed_line
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER period_seal_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.period_seal
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER attachment_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.attachment
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER document_attachment_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.document_attachment
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER movement_serial_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.movement_serial
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
-- A unit is what it was taken up as: only where it is moves.
CREATE OR REPLACE TRIGGER serial_is_what_it_was_made_as
    BEFORE UPDATE OF serial_id, item_id, serial_number OR DELETE OR TRUNCATE ON stockpile.serial
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER recall_lot_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.recall_lot
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER recall_holder_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.recall_holder
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER recall_progress_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.recall_progress
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER document_receiver_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.document_receiver
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER recovery_entry_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.recovery_entry
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER liaison_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.liaison
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER liaison_check_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.liaison_check
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER liaison_check_member_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.liaison_check_member
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER liaison_check_answer_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.liaison_check_answer
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER proof_file_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.proof_file
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER proof_of_stock_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.proof_of_stock
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER confidence_rule_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.confidence_rule
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER confidence_band_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.confidence_band
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER confidence_adoption_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.confidence_adoption
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER call_off_step_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.call_off_step
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER call_off_delivery_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.call_off_delivery
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER lot_hold_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.lot_hold
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER lot_hold_release_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.lot_hold_release
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER care_record_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.care_record
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER agreement_step_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.agreement_step
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER agreement_attachment_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.agreement_attachment
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER capacity_inspection_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.capacity_inspection
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER floor_report_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.floor_report
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER agreement_share_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.agreement_share
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER advisory_stock_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.advisory_stock
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
-- An entry of the list for requisition is only taken off it.
CREATE OR REPLACE TRIGGER requisition_candidate_is_what_it_was_made_as
    BEFORE UPDATE OF candidate_id, number, holder, item_id, classification_code, quantity, unit, place, contact, telephone, source,
        person_id, recorded_at OR DELETE OR TRUNCATE
    ON stockpile.requisition_candidate
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER lot_test_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.lot_test
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER lot_test_approval_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.lot_test_approval
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER gap_plan_step_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.gap_plan_step
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER standard_line_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.standard_line
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
CREATE OR REPLACE TRIGGER frozen_report_is_history BEFORE UPDATE OR DELETE OR TRUNCATE ON stockpile.frozen_report
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
-- What a neighbour promised is only ended.
CREATE OR REPLACE TRIGGER mutual_aid_is_what_it_was_made_as
    BEFORE UPDATE OF mutual_aid_id, number, neighbour_id, item_id, place_id, quantity, response_hours, confidence_percent, valid_from,
        valid_to, source, person_id, recorded_at OR DELETE OR TRUNCATE
    ON stockpile.mutual_aid
    FOR EACH STATEMENT EXECUTE FUNCTION stockpile.refuse_change_of_history();
