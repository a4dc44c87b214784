-- What may be loaded in bulk: documents that stand by themselves. Those of orders, counts, holds and write-offs belong to something that
-- has states of its own. A purpose that comes later is refused until load_lines is known to complete its lines rightly.
CREATE OR REPLACE FUNCTION stockpile.is_loadable(p_purpose stockpile.document_purpose) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (p_purpose.kind, p_purpose.purpose) IN (
        ('receipt', 'purchase'), ('receipt', 'donation'), ('receipt', 'opening'), ('issue', 'use'), ('issue', 'rotation'),
        ('issue', 'donation'), ('issue', 'sale'), ('issue', 'sample'), ('issue', 'disposal'), ('issue', 'return_to_supplier'),
        ('transfer', 'relocation'))
        AND p_purpose.owes <@ '{reason,reference,evidence,checker}'
$$;
