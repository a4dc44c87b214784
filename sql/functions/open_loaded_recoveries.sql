-- Opens the tasks of bringing back what a load issued in an incident, as a posting does.
CREATE OR REPLACE FUNCTION stockpile.open_loaded_recoveries() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_recovery_task(loaded.document_id, loaded.person_id)
    FROM loading_document AS loaded
    WHERE loaded.kind = 'issue' AND loaded.purpose = 'use' AND loaded.occasion IS NOT NULL
      AND EXISTS (SELECT FROM loading_line AS line JOIN item USING (item_id)
          WHERE line.document_id = loaded.document_id AND item.is_returnable);
END
$$;
