-- Opens the task of a step of rotation for the keepers of the place where the goods lie, due when its day ends. For the owner's functions.
CREATE OR REPLACE FUNCTION stockpile.open_rotation_task(p_step_id bigint, p_person_id bigint) RETURNS void
LANGUAGE plpgsql SET search_path = stockpile, pg_temp AS $$
BEGIN
    PERFORM open_task('rotation_step', step.rotation_step_id, step.number, account.place_id, NULL,
        (step.planned_on + 1)::timestamp AT TIME ZONE district_zone() - interval '1 second', p_person_id,
        jsonb_build_object('way', step.way, 'item', item.code, 'lot', lot.lot_number, 'quantity', step.open_quantity))
    FROM rotation_step_detail AS step
    JOIN stock_account AS account USING (account_id)
    JOIN lot ON lot.lot_id = account.lot_id
    JOIN item ON item.item_id = account.item_id
    WHERE step.rotation_step_id = p_step_id;
END
$$;
