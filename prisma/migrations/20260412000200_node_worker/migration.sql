-- Which of a front's workers a node is, from 1 on. Null: the only one, or one of an older release.
SET LOCAL lock_timeout = '500ms';
ALTER TABLE nodes ADD COLUMN worker integer;
