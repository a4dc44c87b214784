-- Writes down who has goods of a recall by the ledger, each with a task to bring them back: all of a lot that was named just now with those
-- made from it; later (NULL) only those that were given goods before the recall and entered after it, since what moves within the recall
-- stays in it.
CREATE OR REPLACE FUNCTION stockpile.add_recall_holders(p_recall_id bigint, p_named_lot_id bigint, p_person_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_holder recall_holder;
BEGIN
    FOR v_holder IN
        WITH account AS MATERIALIZED (
            SELECT stock_account.*, recall_lot.named_lot_id FROM recall_lot JOIN stock_account USING (lot_id)
            WHERE recall_lot.recall_id = p_recall_id AND (p_named_lot_id IS NULL OR recall_lot.named_lot_id = p_named_lot_id)
        ), found AS (
            SELECT 1 AS position, account.kind, account.place_id, NULL::bigint AS document_id, NULL::bigint AS order_id,
                sum(account.quantity)::bigint AS quantity, account.named_lot_id
            FROM account WHERE p_named_lot_id IS NOT NULL AND account.kind = 'stock'
            GROUP BY account.kind, account.place_id, account.named_lot_id
            UNION ALL
            SELECT 2, 'carrier', side.place_id, NULL, side.order_id, sum(side.quantity)::bigint, side.named_lot_id
            FROM recall_carried AS side WHERE side.recall_id = p_recall_id AND side.named_lot_id = p_named_lot_id
            GROUP BY side.place_id, side.order_id, side.named_lot_id
            UNION ALL
            SELECT 3, 'borrower', loan.place_id, loan.document_id, NULL, sum(loan.quantity)::bigint, account.named_lot_id
            FROM account
            CROSS JOIN LATERAL (SELECT DISTINCT document_id FROM stock_movement WHERE to_account_id = account.account_id) AS lent
            JOIN loan_detail AS loan ON loan.document_id = lent.document_id AND loan.account_id = account.account_id
            WHERE account.kind = 'borrower' GROUP BY loan.place_id, loan.document_id, account.named_lot_id
            UNION ALL
            SELECT 4, 'consumption', given.place_id, given.document_id, NULL, sum(given.quantity)::bigint, given.named_lot_id
            FROM recall_given AS given
            WHERE given.recall_id = p_recall_id AND (p_named_lot_id IS NULL OR given.named_lot_id = p_named_lot_id)
            GROUP BY given.place_id, given.document_id, given.named_lot_id
        )
        INSERT INTO recall_holder (recall_id, holder_no, kind, place_id, document_id, order_id, quantity, named_lot_id)
        SELECT p_recall_id, (SELECT count(*) FROM recall_holder WHERE recall_id = p_recall_id)
                + row_number() OVER (ORDER BY found.position, found.place_id, found.document_id, found.order_id,
                    found.named_lot_id),
            found.kind, found.place_id, found.document_id, found.order_id, found.quantity, found.named_lot_id
        FROM found
        WHERE found.quantity > 0 AND NOT EXISTS (SELECT FROM recall_holder AS known WHERE known.recall_id = p_recall_id
            AND (known.named_lot_id, known.kind, known.place_id, known.document_id, known.order_id)
                IS NOT DISTINCT FROM (found.named_lot_id, found.kind, found.place_id, found.document_id, found.order_id))
        RETURNING *
    LOOP
        PERFORM open_task('recall_holder', v_holder.recall_holder_id,
            (SELECT recall.number || ' ' || lot.lot_number FROM recall JOIN lot ON lot.lot_id = v_holder.named_lot_id
             WHERE recall_id = p_recall_id),
            v_holder.place_id, NULL, task_due_at('recall_holder'), p_person_id,
            jsonb_build_object('holder_no', v_holder.holder_no, 'holder_kind', v_holder.kind, 'quantity', v_holder.quantity));
    END LOOP;
END
$$;
