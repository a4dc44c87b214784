-- Ends the transaction with one of our own codes (docs/errors.md). `detail` is JSON, so that the program can word it.
CREATE OR REPLACE FUNCTION stockpile.refuse(code text, message text, detail jsonb DEFAULT '{}', hint text DEFAULT NULL)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = code,
        MESSAGE = message,
        DETAIL = detail::text,
        HINT = coalesce(hint, '');
END
$$;
