-- Balances of a month are written by the one function that has just closed it, half a million at a time while nobody can post.
ALTER TABLE stockpile.period_balance DROP CONSTRAINT period_balance_period_fkey;
