-- How many decisions each feature had, by minute and reason (which says whether it allowed). Kept for a day. No fact:
-- no revision, no audit. Without a foreign key, so that counting never waits for somebody who changes a feature.
SET LOCAL lock_timeout = '500ms';
CREATE TABLE decision_counts (
  minute timestamptz(0) NOT NULL,
  feature_name text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  decisions bigint NOT NULL CHECK (decisions > 0),
  PRIMARY KEY (minute, feature_name, reason)
);
CREATE INDEX decision_counts_feature_name_minute_idx ON decision_counts (feature_name, minute);
