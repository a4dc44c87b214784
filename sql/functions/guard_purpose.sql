-- What must hold of documents of a purpose that not everybody may post for anything: those of counts, orders, holds and write-offs belong
-- to one, returns and acceptances to what went out or lies there, and what the purpose owes is there.
CREATE OR REPLACE FUNCTION stockpile.guard_purpose(
    p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[], p_key text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF 'count' = ANY (p_purpose.guards) THEN
        PERFORM guard_adjustment(p_key);
    END IF;
    IF 'belonging' = ANY (p_purpose.guards) THEN
        PERFORM guard_belonging(p_document, p_purpose, p_lines);
    ELSIF 'return' = ANY (p_purpose.guards) THEN
        PERFORM guard_return(p_lines);
    ELSIF 'acceptance' = ANY (p_purpose.guards) THEN
        PERFORM guard_acceptance(p_document, p_purpose.purpose, p_lines);
    END IF;
    IF 'owed' = ANY (p_purpose.guards) THEN
        PERFORM require_owed(p_document, p_purpose, p_lines);
    END IF;
END
$$;
