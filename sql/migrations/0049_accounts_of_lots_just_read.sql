-- Whoever makes an account has just read or made its lot, and no lot is ever removed or numbered anew (a trigger refuses it, whoever asks).
ALTER TABLE stockpile.stock_account DROP CONSTRAINT stock_account_lot_id_fkey;
