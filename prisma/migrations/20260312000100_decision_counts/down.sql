-- Loses the decision counts of the last day.
SET LOCAL lock_timeout = '500ms';
DROP TABLE decision_counts;
