-- Loses when features were last asked for.
SET LOCAL lock_timeout = '500ms';
ALTER TABLE nodes DROP COLUMN unknown_features;
DROP TABLE feature_asks;
