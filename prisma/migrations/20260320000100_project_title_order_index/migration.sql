CREATE INDEX CONCURRENTLY projects_title_order_idx ON projects (lower(left(title, 255)), id);
