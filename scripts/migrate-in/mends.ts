import { z } from 'zod'

const MOST_EXAMPLES = 5
const MOST_LINE = 255
const MOST_NOTE = 2000

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g
const address = z.email().max(320)

/** What could not be moved as it stood, and what became of it: by kind, with the first few rows. */
export interface Mends {
  /** @param row such as `users 42` */
  note(what: string, row: string): void
  all(): readonly { readonly what: string; readonly count: number; readonly examples: readonly string[] }[]
}

export function createMends(): Mends {
  const kinds = new Map<string, { count: number; examples: string[] }>()
  return {
    note: (what, row) => {
      const kind = kinds.get(what) ?? { count: 0, examples: [] }
      kinds.set(what, kind)
      kind.count++
      if (kind.examples.length < MOST_EXAMPLES) kind.examples.push(row)
    },
    all: () => [...kinds].map(([what, kind]) => ({ what, ...kind })),
  }
}

const cut = (text: string, most: number) => [...text].slice(0, most).join('')

/** A name or a title as one line of 1–255 characters. @param fallback where there is none */
export function mendLine(given: string | null, fallback: string, row: string, mends: Mends): string {
  const line = cut((given ?? '').toWellFormed().replace(CONTROL, ' ').trim(), MOST_LINE)
  if (line === '') mends.note('has no name: named by its address or its id', row)
  else if (line !== given)
    mends.note('has a name with control characters, blanks around it, or over 255 characters: cut', row)
  return line === '' ? cut(fallback, MOST_LINE) : line
}

/** An e-mail address, or none. @param taken addresses that must not come twice, in lower case; null: they may */
export function mendEmail(given: string | null, row: string, taken: Set<string> | null, mends: Mends): string | null {
  if (given === null || given === '') return null
  const email = given.trim()
  const drop = (what: string) => {
    mends.note(what, row)
    return null
  }
  if (!address.safeParse(email).success) return drop('has an address that is none: moved without it')
  if (taken?.has(email.toLowerCase())) return drop('has the address of another author: moved without it')
  taken?.add(email.toLowerCase())
  return email
}

/** The note of an exemption, which it can't be without. */
export function mendNote(given: string | null, row: string, mends: Mends): string {
  const note = cut((given ?? '').toWellFormed().trim(), MOST_NOTE)
  if (note === '') mends.note('has no note: given one', row)
  return note === '' ? 'No note was kept by the system that this comes from.' : note
}
