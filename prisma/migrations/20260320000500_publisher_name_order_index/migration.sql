CREATE INDEX CONCURRENTLY publishers_name_order_idx ON publishers (lower(left(name, 255)), id);
