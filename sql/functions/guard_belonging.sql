-- Documents of orders and write-offs are made by them alone (SP507): an order's lines are its own and give back, send off or
-- take in no more than they hold; a write-off is one that two persons asked for and approved, posted once by its third, with the
-- goods it was about.
CREATE OR REPLACE FUNCTION stockpile.guard_belonging(
    p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_belongs boolean;
BEGIN
    IF p_purpose.kind = 'write_off' THEN
        v_belongs := EXISTS (SELECT FROM write_off WHERE write_off_id = p_document.write_off_id AND state = 'posted'
                             AND posted_by = p_document.person_id)
            AND NOT EXISTS (SELECT FROM document WHERE write_off_id = p_document.write_off_id AND kind = 'write_off')
            AND NOT EXISTS (
                SELECT FROM (SELECT lot_id, sum(quantity) AS quantity FROM unnest(p_lines) GROUP BY lot_id) AS line
                FULL JOIN (SELECT account.lot_id, sum(asked.quantity) AS quantity
                    FROM write_off_line AS asked JOIN stock_account AS account USING (account_id)
                    WHERE asked.write_off_id = p_document.write_off_id AND account.kind = 'stock' GROUP BY account.lot_id) AS asked
                    USING (lot_id)
                WHERE line.quantity IS DISTINCT FROM asked.quantity);
    ELSE
        v_belongs := p_document.order_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM unnest(p_lines) AS line
                WHERE NOT EXISTS (SELECT FROM allocation_order_line AS own
                    WHERE own.order_line_id = line.order_line_id AND own.order_id = p_document.order_id));
        IF v_belongs AND (p_purpose.from_availability = 'reserved' OR p_purpose.from_kind = 'carrier') THEN
            v_belongs := NOT EXISTS (
                SELECT FROM (SELECT order_line_id, lot_id, sum(quantity) AS quantity FROM unnest(p_lines)
                    GROUP BY order_line_id, lot_id) AS line
                LEFT JOIN (SELECT movement.order_line_id, movement.lot_id,
                        sum(CASE WHEN target.kind = p_purpose.from_kind AND target.availability = p_purpose.from_availability
                            THEN movement.quantity ELSE -movement.quantity END) AS quantity
                    FROM document JOIN stock_movement AS movement USING (document_id)
                    JOIN stock_account AS source ON source.account_id = movement.from_account_id
                    JOIN stock_account AS target ON target.account_id = movement.to_account_id
                    WHERE document.order_id = p_document.order_id AND (p_purpose.from_kind, p_purpose.from_availability)
                        IN ((source.kind, source.availability), (target.kind, target.availability))
                    GROUP BY movement.order_line_id, movement.lot_id) AS held USING (order_line_id, lot_id)
                WHERE line.quantity > coalesce(held.quantity, 0));
        END IF;
    END IF;
    IF NOT v_belongs THEN
        PERFORM refuse('SP507', 'documents of this kind come from an order or a write-off',
            jsonb_build_object('kind', p_document.kind, 'purpose', p_document.purpose));
    END IF;
END
$$;
