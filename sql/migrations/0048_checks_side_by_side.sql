-- The checks of the ledger are functions of their own now, which the server may run side by side.
DROP FUNCTION IF EXISTS stockpile.find_balance_differences();
DROP FUNCTION IF EXISTS stockpile.find_seal_differences(bigint);
-- Accounts that are missing are made where they are found to be.
DROP FUNCTION IF EXISTS stockpile.insert_accounts(stockpile.stock_account[]);
