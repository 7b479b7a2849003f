-- When each feature was last asked for, to the minute, and since when that is known: what is never asked for can go. No
-- fact: no revision, no audit. Without a foreign key, so that counting never waits for somebody who changes a feature.
-- Beside it, on each node, the names that were asked for there and that no feature has: so many, and no more.
SET LOCAL lock_timeout = '500ms';
CREATE TABLE feature_asks (
  feature_name text COLLATE "C" PRIMARY KEY,
  asked_at timestamptz(0),
  counted_since timestamptz(0) NOT NULL DEFAULT now()
);
INSERT INTO feature_asks (feature_name) SELECT name FROM features;
ALTER TABLE nodes ADD COLUMN unknown_features jsonb;
