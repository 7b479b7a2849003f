import type { Reason, Stage } from '@/lib/rollout'

/** The stages as people read them. */
export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  off: 'Off',
  internal_only: 'Internal',
  five_percent: '5%',
  fifty_percent: '50%',
  full: 'Full',
}

/** Why a decision is what it is, as a part of a sentence. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  scope_disabled: 'it is not opted in',
  enabled: 'it is opted in, which is all this feature asks for',
  publisher_denied: 'its publisher is denied the feature',
  stage_off: 'the stage is off',
  publisher_force_enable: 'its publisher is forced on',
  stage_full: 'the stage is full',
  internal: 'the account is internal',
  not_internal: 'only internal accounts get in at this stage',
  cohort_allow: 'the account is in the cohort',
  cohort_deny: 'the account is outside the cohort',
  repository_error: 'the facts can’t be read',
}

/** A place on the 0–100 line, with all four digits. */
export const bucketText = (bucket: number) => bucket.toFixed(4)

/** "1 section", "1,200 sections". */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
