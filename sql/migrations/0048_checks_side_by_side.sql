-- The checks of the ledger are functions of their own now, which the server may run side by side.
DROP FUNCTION IF EXISTS stockpile.find_balance_differences();
DROP FUNCTION IF EXISTS stockpile.find_seal_differences(bigint);
