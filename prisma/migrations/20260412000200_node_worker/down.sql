-- Loses nothing that is not said again within seconds.
SET LOCAL lock_timeout = '500ms';
ALTER TABLE nodes DROP COLUMN worker;
