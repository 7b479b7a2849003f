/** Who wrote a row last, with the name that they have now; for a query that joins `writerOf` the same row. */
export const updatedBy = (row: string) =>
  `jsonb_build_object('kind', ${row}.updated_by_kind, 'id', ${row}.updated_by_id, 'name', coalesce(person.name, key.name))`

export const writerOf = (row: string) => `
  LEFT JOIN console_users person ON ${row}.updated_by_kind = 'console_user' AND person.id::text = ${row}.updated_by_id
  LEFT JOIN api_keys key ON ${row}.updated_by_kind = 'api_key' AND key.id::text = ${row}.updated_by_id`
