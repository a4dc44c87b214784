-- A text as one cell of a content: what would end the cell or its line is written with a backslash.
CREATE OR REPLACE FUNCTION stockpile.content_cell(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(replace(replace(replace(p_text, E'\\', E'\\\\'), E'\t', E'\\t'), E'\n', E'\\n'), '')
$$;
