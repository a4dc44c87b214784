-- What the price of goods called off is, as agreed when they were called: later terms change nothing about it. NULL: nobody wrote it down.
ALTER TABLE stockpile.call_off
    ADD COLUMN price_rule     text,
    ADD COLUMN price_fen      bigint,                    -- for a base unit, where the price is fixed
    ADD COLUMN price_percent  integer,                   -- off the market price, or on top of the cost
    ADD CONSTRAINT call_off_price_rule_is_known CHECK (price_rule IN ('fixed', 'market_discount', 'cost_plus')),
    ADD CONSTRAINT call_off_price_is_whole CHECK ((price_fen IS NOT NULL) = (price_rule IS NOT DISTINCT FROM 'fixed')
        AND (price_percent IS NOT NULL) = (coalesce(price_rule, 'fixed') <> 'fixed'));
