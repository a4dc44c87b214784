-- What each figure of a scorecard weighs until the district says otherwise; a weight that is there already stays as it is.
INSERT INTO stockpile.scorecard_weight (measure, weight, source) VALUES
    ('answered_in_time', 20, 'default of the program'),
    ('confirmed', 20, 'default of the program'),
    ('delivered_in_full', 25, 'default of the program'),
    ('delivered_on_time', 25, 'default of the program'),
    ('proofs_sufficient', 10, 'default of the program')
ON CONFLICT (measure) DO NOTHING;
