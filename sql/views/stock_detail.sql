-- Every stock balance as it stands now, with the words people know it by. Outside accounts and empty ones are left out.
CREATE OR REPLACE VIEW stockpile.stock_detail AS
SELECT * FROM stockpile.account_detail WHERE holds;
