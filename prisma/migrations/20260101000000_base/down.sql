-- Loses everything.
SET LOCAL lock_timeout = '500ms';
DROP TABLE scoped_feature_flag_states, features, users, authors, sections, projects, publishers;
DROP FUNCTION is_external_id(text);
DROP TYPE feature_context;
