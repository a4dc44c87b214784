-- What must hold of documents of a purpose that not everybody may post for anything: those of counts, orders, holds and write-offs belong
-- to one, returns and acceptances to what went out or lies there, and what the purpose owes is there.
CREATE OR REPLACE FUNCTION stockpile.guard_purpose(
    p_document stockpile.document, p_purpose stockpile.document_purpose, p_lines stockpile.posting_line[], p_key text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_purpose.permission = 'post_count' THEN
        PERFORM guard_adjustment(p_key);
    END IF;
    IF p_purpose.kind IN ('reservation', 'reservation_release', 'dispatch', 'arrival', 'write_off') THEN
        PERFORM guard_belonging(p_document, p_purpose, p_lines);
    ELSIF p_purpose.kind = 'receipt' AND p_purpose.purpose = 'return' THEN
        PERFORM guard_return(p_lines);
    ELSIF p_purpose.permission = 'accept_goods' THEN
        PERFORM guard_acceptance(p_document, p_purpose.purpose, p_lines);
    END IF;
    IF p_purpose.owes <> '{}' THEN
        PERFORM require_owed(p_document, p_purpose, p_lines);
    END IF;
END
$$;
