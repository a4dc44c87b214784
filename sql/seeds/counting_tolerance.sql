-- Until the district sets a tolerance of its own, every difference is counted by a third person.
INSERT INTO stockpile.count_tolerance (effective_from, tolerance_fen, source) VALUES
    ('2000-01-01', 0, '未另行规定前，凡有差异均须复盘 / until the district rules otherwise, every difference is counted again')
ON CONFLICT DO NOTHING;
