import type { Rows } from '@/lib/changes/import/lists'
import { PROJECTS, PUBLISHERS, SECTIONS_TAUGHT } from './directory'
import { authors, users } from './people'
import { EXEMPTIONS, FEATURES, ROLLOUTS, scopeStates } from './rules'

/** The demo's state document, the same at every call, in the order of an export. */
function demoDocument(): { version: 1 } & Rows {
  return {
    version: 1,
    publishers: sorted(PUBLISHERS, 'id'),
    projects: sorted(PROJECTS, 'id'),
    sections: sorted(SECTIONS_TAUGHT, 'id'),
    authors: sorted(authors(), 'id'),
    users: sorted(users(), 'id'),
    features: sorted(FEATURES, 'name'),
    scopeStates: sorted(scopeStates(), 'feature', 'scopeType', 'scopeId'),
    rollouts: sorted(ROLLOUTS, 'feature', 'scopeType', 'scopeId'),
    exemptions: sorted(EXEMPTIONS, 'feature', 'publisherId'),
  }
}

/** The document as JSON, one row a line. */
export function demoText(): string {
  const { version, ...lists } = demoDocument()
  const texts = Object.entries(lists).map(([list, rows]) => {
    return `  "${list}": [\n${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`
  })
  return `{\n  "version": ${version},\n${texts.join(',\n')}\n}\n`
}

// All names and ids here are ASCII: code units, code points and bytes sort alike.
function sorted<Row>(rows: readonly Row[], ...fields: (keyof Row)[]): Row[] {
  const key = (row: Row) => fields.map((field) => row[field] ?? '').join('\u0000')
  return rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
