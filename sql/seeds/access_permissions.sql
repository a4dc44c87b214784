-- Roles and what each may do. Applied again at every migration: rows are added or corrected, never needed to be removed.
INSERT INTO stockpile.role (role, name, name_en) VALUES
    ('storekeeper', '库管员', 'storekeeper'),
    ('commander', '指挥长', 'commander'),
    ('finance', '财政(财务)', 'finance'),
    ('liaison', '联络员', 'liaison'),
    ('auditor', '审计', 'auditor'),
    ('administrator', '管理员', 'administrator'),
    ('worker', '系统', 'worker')
ON CONFLICT (role) DO UPDATE SET name = excluded.name, name_en = excluded.name_en;

INSERT INTO stockpile.permission (permission) VALUES
    ('read'), ('post_receipt'), ('post_issue'), ('post_transfer'), ('hold_lot'), ('issue_order'), ('dispatch_order'), ('receive_order'),
    ('release_due'), ('request_write_off'), ('approve_write_off'), ('post_write_off'), ('reverse_document'), ('close_period'),
    ('import_district'),
    ('seal_ledger'),
    ('plan_rotation'), ('approve_rotation'), ('carry_out_rotation'),
    ('keep_bins'),
    ('plan_count'), ('enter_count'), ('review_count'), ('approve_count'), ('post_count'),
    ('change_condition'), ('accept_goods'), ('change_owner'), ('reclassify_lot'), ('check_document'), ('attach_file'),
    ('close_task'), ('recall_lot'), ('keep_liaisons'), ('check_liaisons'),
    ('keep_lot_dates'), ('record_lot_test'), ('approve_lot_test'), ('relabel_lot'),
    ('record_proof'), ('remind_declarations'), ('make_confidence_rule'), ('adopt_confidence_rule'), ('send_call_off'), ('answer_call_off'),
    ('settle_call_off'),
    ('record_care'), ('remind_care'), ('keep_rules'),
    ('make_agreement'), ('approve_agreement'), ('remind_agreements'), ('report_floor'), ('keep_requisition_list'), ('record_share'),
    ('draft_standard'), ('adopt_standard'),
    ('make_scenario'),
    ('plan_gap'), ('approve_gap'),
    ('freeze_report'), ('keep_mutual_aid')
ON CONFLICT DO NOTHING;

INSERT INTO stockpile.role_permission (role, permission)
SELECT role, permission FROM stockpile.role CROSS JOIN stockpile.permission
WHERE permission = 'read'
   OR (role = 'storekeeper' AND permission IN ('post_receipt', 'post_issue', 'post_transfer', 'hold_lot', 'dispatch_order',
       'receive_order', 'request_write_off', 'reverse_document'))
   OR (role = 'commander' AND permission IN ('issue_order', 'release_due', 'hold_lot', 'approve_write_off',
       'receive_order'))
   OR (role = 'worker' AND permission = 'release_due')
   OR (role = 'finance' AND permission IN ('approve_write_off', 'post_write_off', 'close_period'))
   OR (role = 'administrator' AND permission IN ('import_district', 'hold_lot', 'post_receipt', 'reverse_document', 'approve_write_off'))
   OR (permission = 'seal_ledger' AND role IN ('worker', 'finance', 'administrator'))
   OR (permission = 'freeze_report' AND role IN ('commander', 'finance', 'administrator'))
   OR (permission = 'plan_rotation' AND role IN ('storekeeper', 'commander', 'administrator'))
   OR (permission = 'approve_rotation' AND role IN ('commander', 'finance'))
   OR (permission = 'plan_gap' AND role IN ('storekeeper', 'commander', 'administrator'))
   OR (permission = 'approve_gap' AND role IN ('commander', 'finance'))
   OR (permission = 'carry_out_rotation' AND role = 'storekeeper')
   OR (permission = 'keep_bins' AND role IN ('storekeeper', 'administrator'))
   -- Counting: many may count, so that three persons can be found. Who posts never approves.
   OR (permission = 'plan_count' AND role IN ('storekeeper', 'commander', 'finance', 'administrator'))
   OR (permission = 'enter_count' AND role IN ('storekeeper', 'finance', 'liaison', 'administrator'))
   OR (permission = 'review_count' AND role IN ('commander', 'finance', 'administrator'))
   OR (permission = 'approve_count' AND role IN ('commander', 'finance'))
   OR (permission = 'post_count' AND role = 'finance')
   -- Many may say that goods are not good, but only those who accept goods that they are.
   OR (permission = 'change_condition' AND role IN ('storekeeper', 'commander', 'administrator'))
   OR (permission = 'accept_goods' AND role IN ('storekeeper', 'administrator'))
   OR (permission = 'record_care' AND role IN ('storekeeper', 'administrator'))
   OR (permission = 'remind_care' AND role IN ('worker', 'storekeeper', 'commander', 'administrator'))
   OR (permission = 'keep_rules' AND role IN ('commander', 'administrator'))
   OR (permission IN ('change_owner', 'reclassify_lot') AND role IN ('finance', 'administrator'))
   OR (permission = 'close_task' AND role <> 'auditor')
   OR (permission = 'recall_lot' AND role IN ('storekeeper', 'commander', 'administrator'))
   OR (permission = 'keep_liaisons' AND role IN ('commander', 'administrator'))
   OR (permission = 'check_liaisons' AND role IN ('storekeeper', 'commander', 'administrator'))
   OR (permission IN ('keep_lot_dates', 'approve_lot_test') AND role IN ('commander', 'administrator'))
   OR (permission IN ('record_lot_test', 'relabel_lot') AND role IN ('storekeeper', 'administrator'))
   OR (permission IN ('record_proof', 'answer_call_off') AND role IN ('storekeeper', 'commander', 'liaison', 'administrator'))
   OR (permission = 'remind_declarations' AND role IN ('worker', 'commander', 'liaison', 'administrator'))
   OR (permission IN ('make_confidence_rule', 'adopt_confidence_rule') AND role IN ('commander', 'finance', 'administrator'))
   OR (permission = 'send_call_off' AND role = 'commander')
   OR (permission = 'settle_call_off' AND role = 'finance')
   OR (permission = 'make_scenario' AND role IN ('commander', 'administrator'))
   -- Two roles may do both with standards, so that two persons can be found.
   OR (permission IN ('draft_standard', 'adopt_standard') AND role IN ('commander', 'administrator'))
   -- Who makes an agreement does not put it in force: several roles may do both, so that two persons can be found.
   OR (permission IN ('make_agreement', 'approve_agreement') AND role IN ('commander', 'finance', 'administrator'))
   OR (permission IN ('remind_agreements', 'record_share') AND role IN ('worker', 'commander', 'finance', 'administrator'))
   OR (permission = 'report_floor' AND role IN ('storekeeper', 'commander', 'liaison', 'administrator'))
   OR (permission = 'keep_mutual_aid' AND role IN ('commander', 'administrator'))
   OR (permission = 'keep_requisition_list' AND role IN ('commander', 'administrator'))
   OR (permission IN ('check_document', 'attach_file') AND role IN ('storekeeper', 'commander', 'finance', 'administrator'))
ON CONFLICT DO NOTHING;
