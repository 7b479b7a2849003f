/** After every text that begins with the one before it, compared by code point. */
export const LAST_CODE_POINT = '\u{10ffff}'

const HAS_TRIGRAM = /[A-Za-z0-9]{3}/

// PostgreSQL folds the case of ASCII letters in columns that are compared byte for byte, and of no others.
const foldAscii = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

const titled = (text: string) =>
  text
    .toLowerCase()
    .replace(/(^|[\s.-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase())

/**
 * What was typed, in the cases that a name may have it in, as PostgreSQL's `lower()` leaves them: one where all letters
 * are ASCII. None begins with another.
 */
export function caseVariants(typed: string): string[] {
  const cases = [typed, typed.toLowerCase(), titled(typed), typed.toUpperCase()].map(foldAscii)
  return [...new Set(cases)].filter((text, nth, all) => !all.some((other, at) => at !== nth && text.startsWith(other)))
}

// Of longer words the index looks for the beginning alone: each letter more costs it a list of everybody who has it.
const MOST_INDEXED = 12

/** Whether a word's `indexPattern` fits nothing but what has the word. */
export function isIndexedWhole(word: string): boolean {
  return hasTrigram(word) && [...word].length <= MOST_INDEXED
}

/** A LIKE pattern that the trigram index serves: it fits all that has the word anywhere, and perhaps more. */
export function indexPattern(word: string): string {
  const beginning = [...word].slice(0, MOST_INDEXED).join('')
  return `%${beginning.replace(/[\\%_]/g, (special) => `\\${special}`)}%`
}

/** The words of a search. */
export function wordsOf(typed: string): string[] {
  return typed.split(/\s+/).filter((word) => word !== '')
}

/** Whether the trigram index can find what has this word in it. @param word as typed */
export function hasTrigram(word: string): boolean {
  return HAS_TRIGRAM.test(word)
}
