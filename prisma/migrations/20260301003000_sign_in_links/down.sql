-- Loses: the one-time links that nobody has used yet.
SET LOCAL lock_timeout = '500ms';
DROP TABLE sign_in_links;
