CREATE INDEX CONCURRENTLY sections_title_order_idx ON sections (lower(left(title, 255)), id);
