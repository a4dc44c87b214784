-- What falls due, with whom to call about it: the company it is about, whoever was given the goods, or the place.
CREATE OR REPLACE VIEW stockpile.task_detail AS
SELECT task.*, kind.name AS kind_name, kind.name_en AS kind_name_en, kind.owner_role, kind.closes_by_hand,
    about.company_id, about.receiver, coalesce(given.contact, called.contact) AS contact,
    coalesce(given.telephone, called.telephone) AS telephone,
    coalesce(given.telephone IS NULL AND called.is_liaison, false) AS is_liaison
FROM stockpile.task
JOIN stockpile.task_kind AS kind ON kind.kind = task.kind
CROSS JOIN LATERAL (
    SELECT CASE task.kind
        WHEN 'declaration_due' THEN task.subject_id
        WHEN 'agreement_ends' THEN (SELECT company_id FROM stockpile.agreement WHERE agreement_id = task.subject_id)
        WHEN 'call_off_due' THEN (SELECT agreement.company_id FROM stockpile.call_off JOIN stockpile.agreement USING (agreement_id)
                                  WHERE call_off_id = task.subject_id)
        WHEN 'floor_breach' THEN (SELECT agreement.company_id FROM stockpile.agreement_floor JOIN stockpile.agreement USING (agreement_id)
                                  WHERE floor_id = task.subject_id)
        END AS company_id, coalesce(task.detail ->> 'receiver', task.detail ->> 'borrower') AS receiver
) AS about
LEFT JOIN stockpile.document_receiver AS given ON task.kind = 'recovery' AND given.document_id = task.subject_id
LEFT JOIN LATERAL stockpile.contact_of(CASE WHEN about.company_id IS NULL THEN task.place_id END, about.receiver, about.company_id)
    AS called ON true;
