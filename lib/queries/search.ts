import type pg from 'pg'
import { permit } from '@/lib/auth/permissions'
import { MOST_HITS, type SearchHits } from '@/lib/contracts/api/search'
import { caseVariants, LAST_CODE_POINT } from './accounts/search-text'
import { readFeatures } from './feature-facts'
import { listAccounts } from './list-accounts'
import type { ReadContext } from './read-context'
import { searchPattern } from './search-pattern'
import { sortTitle } from './sort-key'

interface Kind {
  readonly table: 'projects' | 'sections' | 'publishers'
  readonly title: 'title' | 'name'
  /** SQL of the name of what it belongs to. */
  readonly parent: string
}

const PUBLISHER = '(SELECT p.name FROM publishers p WHERE p.id = hit.publisher_id)'
const PROJECTS: Kind = { table: 'projects', title: 'title', parent: PUBLISHER }
const SECTIONS: Kind = {
  table: 'sections',
  title: 'title',
  parent: '(SELECT p.title FROM projects p WHERE p.id = hit.base_project_id)',
}
const PUBLISHERS: Kind = { table: 'publishers', title: 'name', parent: 'NULL' }

interface Hit {
  readonly id: string
  readonly title: string
  readonly parent: string | null
}

// The best first: the very id, ids and titles that begin so, titles that have it anywhere. Each part ends at a few rows.
const sqlOf = ({ table, title, parent }: Kind) => {
  const part = (rank: number, where: string, order: string) =>
    `(SELECT id, ${rank} AS rank FROM ${table} WHERE ${where} ORDER BY ${order} LIMIT ${MOST_HITS})`
  const sort = sortTitle(title)
  return `
    SELECT hit.id, hit.${title} AS title, ${parent} AS parent
    FROM (SELECT id, min(rank) AS rank FROM (
      ${part(0, 'id = $1', 'id')} UNION ALL ${part(1, 'id LIKE $2', 'id')}
      UNION ALL (SELECT beginning.id, 2 FROM unnest($4::text[], $5::text[]) AS range (low, high), LATERAL
        ${part(2, `${sort} >= low AND ${sort} < high`, `${sort}, id`)} AS beginning)
      UNION ALL ${part(3, `${title} ILIKE ANY ($3)`, `${sort}, id`)}) AS found GROUP BY id) AS best
    JOIN ${table} hit ON hit.id = best.id
    ORDER BY best.rank, ${sortTitle(`hit.${title}`)}, hit.id LIMIT ${MOST_HITS}`
}

async function find(pool: pg.Pool, kind: Kind, q: string): Promise<Hit[]> {
  const { anywhere, inFront } = searchPattern(q)
  const beginnings = caseVariants(q)
  const ends = beginnings.map((text) => text + LAST_CODE_POINT)
  return (await pool.query<Hit>(sqlOf(kind), [q, inFront, anywhere, beginnings, ends])).rows
}

/** Lower is better; null: does not fit. */
function rankOf(text: string, q: string): number | null {
  const at = text.toLowerCase().indexOf(q.toLowerCase())
  if (at < 0) return null
  return at > 0 ? 2 : text.length > q.length ? 1 : 0
}

/** Archived features come after all others. */
const ARCHIVED = 10

async function findFeatures(pool: pg.Pool, q: string): Promise<SearchHits['features']> {
  const { features } = await readFeatures(pool)
  return features
    .flatMap(({ name, description, isArchived }) => {
      const rank = rankOf(name, q) ?? (rankOf(description, q) === null ? null : 3)
      return rank === null ? [] : [{ rank: isArchived ? rank + ARCHIVED : rank, name, description, isArchived }]
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_HITS)
    .map(({ name, description, isArchived }) => ({ name, description, isArchived }))
}

/** A few of everything whose name, title or id fits, the best first. @throws ChangeError `forbidden` */
export async function search(context: ReadContext, q: string): Promise<SearchHits> {
  permit(context.principal, 'read_rollouts')
  const { pool } = context
  const [features, projects, sections, publishers, accounts] = await Promise.all([
    findFeatures(pool, q),
    find(pool, PROJECTS, q),
    find(pool, SECTIONS, q),
    find(pool, PUBLISHERS, q),
    listAccounts(context, { q, limit: MOST_HITS }),
  ])
  return {
    features,
    projects: projects.map(({ id, title, parent }) => ({ id, title, publisherName: parent })),
    sections: sections.map(({ id, title, parent }) => ({ id, title, projectTitle: parent })),
    publishers: publishers.map(({ id, title }) => ({ id, name: title })),
    accounts: accounts.items.map(({ type, id, name, email }) => ({ type, id, name, email })),
  }
}
