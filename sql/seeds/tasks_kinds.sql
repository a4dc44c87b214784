-- Kinds of task and whose each is when no person is named.
INSERT INTO stockpile.task_kind (kind, name, name_en, owner_role) VALUES
    ('hold_due', '冻结到期复核', 'review of a hold that ends', 'storekeeper'),
    ('care_due', '养护到期', 'care that is due', 'storekeeper'),
    ('relabel', '换贴标签', 'new label after extension', 'storekeeper'),
    ('recall_holder', '召回待回', 'recalled goods to be brought back', 'storekeeper'),
    ('recovery', '回收', 'recovery of goods issued', 'storekeeper'),
    ('loan_due', '借用到期', 'a loan to be given back', 'storekeeper'),
    ('liaison_check', '联络员点名', 'roll-call of liaison officers', 'commander'),
    ('agreement_ends', '协议到期', 'an agreement that ends', 'administrator'),
    ('declaration_due', '企业月报', 'a monthly declaration that is due', 'liaison'),
    ('floor_breach', '最低库存不足', 'less than the minimum stock', 'commander'),
    ('call_off_due', '协议调用待确认', 'a call-off without an answer', 'commander'),
    ('rotation_step', '轮换办理', 'a step of a rotation plan', 'storekeeper'),
    ('gap_purchase', '补缺采购', 'a purchase that closes a gap', 'finance'),
    ('gap_promise', '补缺签约', 'an agreement that closes a gap', 'commander'),
    ('gap_move', '补缺移库或更新', 'goods to be moved or exchanged to close a gap', 'storekeeper')
ON CONFLICT (kind) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, owner_role = excluded.owner_role;
