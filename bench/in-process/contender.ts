/** Something that decides, many times in a row. */
export interface Contender {
  readonly name: string
  /** Decides `count` times, for one actor after another. Resolves to how many were allowed. */
  readonly run: (count: number) => number | Promise<number>
}

/** How many actors are asked about, again and again: enough that no answer could be kept from the last time. */
export const ACTORS = 1024

/** The rule that every peer is given: on for half of the users, in these three sections, of which one is asked. */
export const SECTIONS = ['section-12', 'section-77', 'section-104'] as const
export const ASKED_SECTION = SECTIONS[1]
export const FLAG = 'adaptive_duplication'

/** Other flags of no concern, so that nobody has a list of one. */
export const OTHER_FLAGS = [
  'instant_feedback',
  'offline_reading',
  'peer_review_rounds',
  'hint_ladder',
  'formula_editor_v2',
  'audio_transcripts',
  'gradebook_export',
  'question_pools',
  'adaptive_pacing',
  'shared_annotations',
  'late_submission_rules',
] as const

/** One thing for each actor. */
export function forActors<Item>(make: (id: string) => Item): readonly Item[] {
  return Array.from({ length: ACTORS }, (_, nth) => make(`user-${(nth * 7919) % 100_003}`))
}
