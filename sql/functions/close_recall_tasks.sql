-- Ends the tasks of holders of whose goods nothing is open any more.
CREATE OR REPLACE FUNCTION stockpile.close_recall_tasks(p_recall_id bigint, p_person_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM close_tasks('recall_holder', recall_holder_id, NULL, p_person_id, 'done')
    FROM recall_holder_detail WHERE recall_id = p_recall_id AND open_quantity = 0;
END
$$;
