-- Every loan by what was lent: how much went out, how much came back, how much is still out. Reversals of either count, whole or in part.
CREATE OR REPLACE VIEW stockpile.loan_detail AS
SELECT loan.document_id, loan.number, loan.borrower, loan.due_on, loan.place_id, lent.account_id, account.item_id, account.lot_id,
    account.owner_id, account.condition, lent.quantity AS lent_quantity, back.quantity AS returned_quantity,
    lent.quantity - back.quantity AS quantity
FROM stockpile.document AS loan
CROSS JOIN LATERAL (
    SELECT side.account_id, sum(side.quantity)::bigint AS quantity
    FROM (
        SELECT to_account_id AS account_id, quantity FROM stockpile.stock_movement
        WHERE stock_movement.document_id = loan.document_id
        UNION ALL
        SELECT from_account_id, -quantity FROM stockpile.stock_movement
        JOIN stockpile.document AS reversal USING (document_id)
        WHERE reversal.reverses_document_id = loan.document_id
    ) AS side
    GROUP BY side.account_id
) AS lent
CROSS JOIN LATERAL (
    SELECT coalesce(sum(side.quantity), 0)::bigint AS quantity
    FROM (
        SELECT movement.from_account_id AS account_id, movement.quantity
        FROM stockpile.document AS given JOIN stockpile.stock_movement AS movement USING (document_id)
        WHERE given.loan_document_id = loan.document_id
        UNION ALL
        SELECT movement.to_account_id, -movement.quantity
        FROM stockpile.document AS given
        JOIN stockpile.document AS reversal ON reversal.reverses_document_id = given.document_id
        JOIN stockpile.stock_movement AS movement ON movement.document_id = reversal.document_id
        WHERE given.loan_document_id = loan.document_id
    ) AS side
    WHERE side.account_id = lent.account_id
) AS back
JOIN stockpile.stock_account AS account ON account.account_id = lent.account_id
WHERE loan.kind = 'issue' AND loan.purpose = 'loan' AND loan.due_on IS NOT NULL;
