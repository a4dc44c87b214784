-- Which steps things with states may take, and the permission each step asks for; the same as in the tables of the model.
INSERT INTO stockpile.state_transition (subject, from_state, to_state, permission) VALUES
    ('allocation_order', 'issued', 'fulfilled', 'receive_order'),
    ('allocation_order', 'partly_reserved', 'fulfilled', 'receive_order'),
    ('allocation_order', 'issued', 'partly_reserved', 'hold_lot'),
    ('allocation_order', 'issued', 'recalled', 'issue_order'),
    ('allocation_order', 'partly_reserved', 'recalled', 'issue_order'),
    ('allocation_order', 'issued', 'expired', 'release_due'),
    ('allocation_order', 'partly_reserved', 'expired', 'release_due'),
    ('write_off', 'requested', 'approved', 'approve_write_off'),
    ('write_off', 'requested', 'rejected', 'approve_write_off'),
    ('write_off', 'approved', 'posted', 'post_write_off')
ON CONFLICT (subject, from_state, to_state) DO UPDATE SET permission = excluded.permission;
