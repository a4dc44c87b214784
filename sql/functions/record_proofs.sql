-- Writes proofs of stock, all of them or none; one file only once (SP661). A declaration closes what its company owed. Answers how many.
CREATE OR REPLACE FUNCTION stockpile.record_proofs(p_person_id bigint, p_proofs jsonb, p_file_sha256 text, p_file_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = stockpile, pg_temp AS $$
DECLARE
    v_today date := (clock_timestamp() AT TIME ZONE district_zone())::date;
    v_count bigint;
    v_proof record;
BEGIN
    PERFORM require_permission(p_person_id, 'record_proof');
    IF p_file_sha256 IS NOT NULL THEN
        INSERT INTO proof_file (sha256, name, person_id) VALUES (decode(p_file_sha256, 'hex'), p_file_name, p_person_id)
        ON CONFLICT (sha256) DO NOTHING;
        IF NOT FOUND THEN
            PERFORM refuse('SP661', 'this file was entered already', (SELECT jsonb_build_object('file', name, 'sha256', p_file_sha256,
                'recorded_at', iso(recorded_at, district_zone())) FROM proof_file WHERE sha256 = decode(p_file_sha256, 'hex')));
        END IF;
    END IF;
    FOR v_proof IN
        SELECT given.*, agreement.number FROM jsonb_to_recordset(p_proofs) AS given (agreement_id bigint, item_id bigint,
            place_id bigint, form text, proved_on date)
        JOIN agreement USING (agreement_id)
    LOOP
        IF v_proof.proved_on > v_today THEN
            PERFORM refuse('SP662', 'nothing can be proved in the future',
                jsonb_build_object('number', v_proof.number, 'proved_on', v_proof.proved_on));
        END IF;
        IF NOT EXISTS (
            SELECT FROM agreement_stock AS line WHERE v_proof.form = 'agreement_stock' AND line.agreement_id = v_proof.agreement_id
                AND line.item_id = v_proof.item_id AND line.place_id = v_proof.place_id
            UNION ALL
            SELECT FROM agreement_capacity AS line WHERE v_proof.form = 'capacity' AND line.agreement_id = v_proof.agreement_id
                AND line.item_id = v_proof.item_id AND line.place_id = v_proof.place_id) THEN
            PERFORM refuse('SP659', 'the agreement has no such line', jsonb_build_object('number', v_proof.number));
        END IF;
    END LOOP;
    INSERT INTO proof_of_stock (agreement_id, item_id, place_id, form, kind, proved_on, quantity, person_id, evidence, evidence_name,
        file_sha256, remarks)
    SELECT agreement_id, item_id, place_id, form, kind, proved_on, quantity, p_person_id, decode(evidence, 'hex'), evidence_name,
        decode(p_file_sha256, 'hex'), remarks
    FROM jsonb_to_recordset(p_proofs) AS given (agreement_id bigint, item_id bigint, place_id bigint, form text, kind text,
        proved_on date, quantity bigint, evidence text, evidence_name text, remarks text);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    PERFORM close_tasks('declaration_due', due.subject_id, NULL, p_person_id, 'done')
    FROM task AS due
    WHERE due.kind = 'declaration_due' AND due.outcome IS NULL AND EXISTS (
        SELECT FROM jsonb_to_recordset(p_proofs) AS given (agreement_id bigint, kind text, proved_on date)
        JOIN agreement USING (agreement_id)
        WHERE given.kind = 'declaration' AND agreement.company_id = due.subject_id
          AND to_char(given.proved_on, 'YYYY-MM') >= due.detail ->> 'month');
    RETURN v_count;
END
$$;
GRANT EXECUTE ON FUNCTION stockpile.record_proofs(bigint, jsonb, text, text) TO stockpile_application;
