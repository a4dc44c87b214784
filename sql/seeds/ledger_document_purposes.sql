-- What each kind of document may be for: where goods come from, where they go, which lots it may take.
INSERT INTO stockpile.document_purpose (kind, purpose, number_code, from_kind, from_availability, to_kind, to_availability,
    takes_expired, takes_held, takes_any_condition, makes_lots, changes_place, permission) VALUES
    ('receipt', 'purchase', 'RK', 'supplier', 'free', 'stock', 'free', true, false, true, true, false, 'post_receipt'),
    ('receipt', 'donation', 'RK', 'supplier', 'free', 'stock', 'free', true, false, true, true, false, 'post_receipt'),
    ('receipt', 'opening', 'RK', 'adjustment', 'free', 'stock', 'free', true, false, true, true, false, 'post_receipt'),
    ('issue', 'use', 'CK', 'stock', 'free', 'consumption', 'free', false, false, false, false, false, 'post_issue'),
    ('issue', 'rotation', 'CK', 'stock', 'free', 'consumption', 'free', false, false, false, false, false, 'post_issue'),
    ('issue', 'donation', 'CK', 'stock', 'free', 'consumption', 'free', false, false, false, false, false, 'post_issue'),
    ('issue', 'sale', 'CK', 'stock', 'free', 'consumption', 'free', false, false, false, false, false, 'post_issue'),
    ('issue', 'sample', 'CK', 'stock', 'free', 'consumption', 'free', true, true, true, false, false, 'post_issue'),
    ('issue', 'disposal', 'CK', 'stock', 'free', 'loss', 'free', true, true, true, false, false, 'post_issue'),
    ('issue', 'return_to_supplier', 'CK', 'stock', 'free', 'supplier', 'free', true, true, true, false, false, 'post_issue'),
    ('transfer', 'relocation', 'YK', 'stock', 'free', 'stock', 'free', true, false, true, false, true, 'post_transfer'),
    ('transfer', 'rebinning', 'YK', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'post_transfer'),
    ('hold', 'hold', 'DJ', 'stock', 'free', 'stock', 'held', true, false, true, false, false, 'hold_lot'),
    ('hold_release', 'hold', 'JD', 'stock', 'held', 'stock', 'free', true, false, true, false, false, 'hold_lot'),
    ('reservation', 'order', 'YL', 'stock', 'free', 'stock', 'reserved', false, false, false, false, false, 'issue_order'),
    ('reservation_release', 'cancelled', 'SF', 'stock', 'reserved', 'stock', 'free', true, false, true, false, false, 'issue_order'),
    ('reservation_release', 'due', 'SF', 'stock', 'reserved', 'stock', 'free', true, false, true, false, false, 'release_due'),
    ('reservation_release', 'held', 'SF', 'stock', 'reserved', 'stock', 'free', true, false, true, false, false, 'hold_lot'),
    ('dispatch', 'order', 'FY', 'stock', 'reserved', 'carrier', 'free', false, false, false, false, true, 'dispatch_order'),
    ('arrival', 'order', 'DH', 'carrier', 'free', 'stock', 'free', true, false, true, false, false, 'receive_order'),
    ('arrival', 'lost', 'DH', 'carrier', 'free', 'loss', 'free', true, false, true, false, false, 'approve_write_off'),
    ('arrival', 'turned_back', 'DH', 'carrier', 'free', 'stock', 'free', true, false, true, false, true, 'receive_order'),
    ('write_off', 'write_off', 'HX', 'stock', 'free', 'loss', 'free', true, true, true, false, false, 'post_write_off'),
    ('adjustment', 'count_gain', 'TZ', 'adjustment', 'free', 'stock', 'free', true, true, true, false, false, 'post_count'),
    ('adjustment', 'count_loss', 'TZ', 'stock', 'free', 'adjustment', 'free', true, true, true, false, false, 'post_count'),
    ('reservation_release', 'counted_short', 'SF', 'stock', 'reserved', 'stock', 'free', true, false, true, false, false, 'post_count'),
    ('receipt', 'return', 'RK', 'consumption', 'free', 'stock', 'free', true, false, true, true, false, 'post_receipt'),
    ('receipt', 'transfer_in', 'RK', 'supplier', 'free', 'stock', 'free', true, false, true, true, false, 'post_receipt'),
    ('receipt', 'requisitioned', 'RK', 'supplier', 'free', 'stock', 'free', true, false, true, true, false, 'post_receipt'),
    ('receipt', 'rotation', 'RK', 'supplier', 'free', 'stock', 'free', true, false, true, true, false, 'post_receipt'),
    ('receipt', 'loan_return', 'RK', 'borrower', 'free', 'stock', 'free', true, false, true, false, false, 'post_receipt'),
    ('issue', 'loan', 'CK', 'stock', 'free', 'borrower', 'free', false, false, false, false, false, 'post_issue'),
    ('condition_change', 'good', 'ZT', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'accept_goods'),
    ('condition_change', 'acceptance', 'ZT', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'accept_goods'),
    ('condition_change', 'in_inspection', 'ZT', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'change_condition'),
    ('condition_change', 'to_repair', 'ZT', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'change_condition'),
    ('condition_change', 'to_scrap', 'ZT', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'change_condition'),
    ('owner_change', 'owner_change', 'QS', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'change_owner'),
    ('reclassification', 'reclassification', 'GL', 'stock', 'free', 'stock', 'free', true, true, true, false, false, 'reclassify_lot')
ON CONFLICT (kind, purpose) DO UPDATE SET
    number_code = excluded.number_code, from_kind = excluded.from_kind, from_availability = excluded.from_availability,
    to_kind = excluded.to_kind, to_availability = excluded.to_availability, takes_expired = excluded.takes_expired,
    takes_held = excluded.takes_held, takes_any_condition = excluded.takes_any_condition, makes_lots = excluded.makes_lots,
    changes_place = excluded.changes_place, permission = excluded.permission;

-- What else a purpose says: the condition goods have afterwards, whether they go into a lot of their own, what the document owes.
UPDATE stockpile.document_purpose AS purpose SET to_condition = said.to_condition, owes = said.owes,
    makes_child_lots = (purpose.kind = 'reclassification')
FROM (VALUES
    ('receipt', 'return', 'in_inspection', '{}'::text[]),
    ('receipt', 'transfer_in', NULL, '{reference}'),
    ('receipt', 'rotation', NULL, '{reference}'),
    ('receipt', 'requisitioned', NULL, '{reference,owner}'),
    ('receipt', 'loan_return', 'in_inspection', '{loan}'),
    ('issue', 'donation', NULL, '{reason}'),
    ('issue', 'sale', NULL, '{reason}'),
    ('issue', 'return_to_supplier', NULL, '{reason}'),
    ('issue', 'disposal', NULL, '{reason,evidence,checker}'),
    ('issue', 'loan', NULL, '{borrower,due_on}'),
    ('arrival', 'lost', NULL, '{reason,evidence,checker}'),
    ('arrival', 'turned_back', NULL, '{reason}'),
    ('condition_change', 'good', 'good', '{reason}'),
    ('condition_change', 'in_inspection', 'in_inspection', '{reason}'),
    ('condition_change', 'to_repair', 'to_repair', '{reason}'),
    ('condition_change', 'to_scrap', 'to_scrap', '{reason,evidence}'),
    ('owner_change', 'owner_change', NULL, '{reason,reference,checker}'),
    ('reclassification', 'reclassification', NULL, '{reason,reference,checker}')
) AS said (kind, purpose, to_condition, owes)
WHERE purpose.kind = said.kind AND purpose.purpose = said.purpose;

-- Where somebody is to use the goods; what is sold, rotated or disposed of need not last.
UPDATE stockpile.document_purpose SET is_for_use = (kind, purpose) IN (('issue', 'use'), ('issue', 'donation'), ('issue', 'loan'),
    ('reservation', 'order'), ('dispatch', 'order'));
