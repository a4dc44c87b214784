-- How long tasks of a kind may take where no date of their own is known, and which end by hand since no operation ends them.
UPDATE stockpile.task_kind AS kind SET due_days = said.due_days, closes_by_hand = said.closes_by_hand
FROM (VALUES
    ('relabel', 7, true),
    ('recall_holder', 1, false),
    ('recovery', 30, false),
    ('liaison_check', 0, true),
    ('agreement_ends', 0, true),
    ('gap_purchase', 0, true),
    ('gap_promise', 0, true),
    ('gap_move', 0, true)
) AS said (kind, due_days, closes_by_hand)
WHERE kind.kind = said.kind;
