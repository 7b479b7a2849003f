-- One-time links by which somebody sets a password: one a person, of which only the token's hash is kept.
SET LOCAL lock_timeout = '500ms';
CREATE TABLE sign_in_links (
  user_id uuid PRIMARY KEY REFERENCES console_users (id) ON DELETE CASCADE,
  token_hash text COLLATE "C" NOT NULL,
  expires_at timestamptz(6) NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX sign_in_links_token_hash_key ON sign_in_links (token_hash);
