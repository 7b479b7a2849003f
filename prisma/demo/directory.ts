import type { RowOf } from '@/lib/changes/import/lists'

export const PUBLISHERS: readonly RowOf<'publishers'>[] = [
  { id: '1', name: 'Harrow Lane Academic' },
  { id: '2', name: 'Fennel & Rowe' },
  { id: '3', name: 'Open Press' },
  { id: '4', name: 'Kestrel House' },
  { id: '5', name: 'Lindgård Förlag' },
  { id: '6', name: 'Nine Rivers University Press' },
]

/** Title, the course code of its sections, and publisher; ids from 1 on. */
const BOOKS: readonly (readonly [title: string, course: string, publisherId: string | null])[] = [
  ['General Biology', 'Bio', '1'],
  ['Cell Biology', 'Cell', '1'],
  ['Introductory Statistics', 'Stat', '2'],
  ['Calculus, Step by Step', 'Calc', '2'],
  ['Linear Algebra', 'Linalg', '2'],
  ['World History since 1500', 'Hist', '4'],
  ['Microeconomics', 'Micro', '4'],
  ['Macroeconomics', 'Macro', '4'],
  ['Introduction to Psychology', 'Psych', '5'],
  ['Sociology Today', 'Soc', '5'],
  ['University Physics', 'Phys', '3'],
  ['Chemistry', 'Chem', '3'],
  ['Organic Chemistry', 'Orgo', '3'],
  ['Astronomy', 'Astro', '3'],
  ['Anatomy & Physiology', 'Anat', '1'],
  ['What Is Philosophy?', 'Phil', '6'],
  ['A First Course in Logic', 'Logic', '6'],
  ['Academic Writing', 'Writ', '6'],
  ['Español inicial', 'Span', '6'],
  ['日本語入門', 'Jpn', '5'],
  ['Data Structures', 'CS', '2'],
  ['Programming with Python', 'CS', '2'],
  ['Environmental Science', 'Env', '1'],
  ['Nursing Fundamentals', 'Nurs', '1'],
  ['Sandbox for new editors', 'Sand', null],
]

const TERMS = ['fall', 'spring', 'summer', 'evening']
const NUMBERS = [101, 102, 110, 201, 210, 301]
const SECTIONS = 80
/** Taught without a book of ours. */
const WITHOUT_PROJECT: ReadonlySet<number> = new Set([20, 40, 60])

export const PROJECTS: readonly RowOf<'projects'>[] = BOOKS.map(([title, , publisherId], index) => ({
  id: `${index + 1}`,
  title,
  publisherId,
}))

export const SECTIONS_TAUGHT: readonly RowOf<'sections'>[] = Array.from({ length: SECTIONS }, (_, index) =>
  section(index + 1),
)

function section(nth: number): RowOf<'sections'> {
  if (nth === 77) return { id: '77', title: 'Chem 101, fall', projectId: '12', publisherId: '3' }
  const at = (nth * 7) % BOOKS.length
  const [, course, publisherId] = BOOKS[at] ?? ['', 'Misc', null]
  const title = `${course} ${NUMBERS[nth % NUMBERS.length]}, ${TERMS[Math.floor(nth / BOOKS.length) % TERMS.length]}`
  return { id: `${nth}`, title, projectId: WITHOUT_PROJECT.has(nth) ? null : `${at + 1}`, publisherId }
}
