import type { AuditEntry } from '@/lib/contracts/api/audit'
import { STAGES } from '@/lib/rollout/browser'
import { STAGE_LABELS } from './decision-words'

/** A piece of a sentence; a name stands out, and may run from right to left. */
export interface Piece {
  readonly text: string
  readonly kind: 'words' | 'name'
}

export type Told = Pick<
  AuditEntry,
  'actor' | 'action' | 'feature' | 'scopeType' | 'scopeId' | 'scopeName' | 'before' | 'after'
>

const SCOPE_WORDS: Readonly<Record<string, string>> = {
  project: 'project',
  section: 'section',
  publisher: 'publisher',
  author: 'author',
  user: 'user',
  api_key: 'the API key',
  console_user: '',
  setting: 'setting',
}
const ROLE_WORDS: Readonly<Record<string, string>> = { system_admin: 'system admin', support: 'support' }

const words = (text: string): Piece => ({ text, kind: 'words' })
const name = (text: string): Piece => ({ text, kind: 'name' })

const stepOf = (stage: unknown) => (STAGES as readonly unknown[]).indexOf(stage)

/** A stage as a sentence has it. */
export function stageWords(stage: unknown): string {
  const known = STAGES[stepOf(stage)]
  return known === undefined ? String(stage) : STAGE_LABELS[known].toLowerCase()
}
export const roleWords = (role: unknown): string => ROLE_WORDS[String(role)] ?? String(role)

/** Whether a change leads down the ladder, so that the way back leads up. */
export const leadsDown = ({ before, after }: Pick<Told, 'before' | 'after'>) =>
  stepOf(after?.stage) < stepOf(before?.stage)

/** Who did it, as a sentence begins. */
export function actorName({ kind, id, name: called }: AuditEntry['actor']): string {
  const known = called ?? id ?? 'somebody'
  switch (kind) {
    case 'api_key':
      return `The API key ${known}`
    case 'outside':
      return `The database role ${known}`
    case 'command':
      return `${known} (by command)`
    default:
      return known
  }
}

function place({ scopeType, scopeId, scopeName }: Told): Piece[] {
  const type = SCOPE_WORDS[scopeType ?? ''] ?? scopeType ?? ''
  const called = name(scopeName ?? scopeId ?? '')
  return type === '' ? [called] : [words(`${type} `), called]
}

const isScoped = ({ scopeType }: Told) => scopeType === 'project' || scopeType === 'section'
const feature = ({ feature: called }: Told) => name(called ?? '')
const at = (told: Told): Piece[] => (isScoped(told) ? [words(' in '), ...place(told)] : [])

function rollout(told: Told): Piece[] {
  const { action, before, after } = told
  const [from, to] = [before?.stage, after?.stage]
  if (action === 'import_start') return [words('imported '), feature(told), ...at(told), words(` at ${stageWords(to)}`)]
  if (to === undefined)
    return [words('cleared the own stage of '), feature(told), ...at(told), words(`: it was ${stageWords(from)}`)]
  if (from === undefined)
    return isScoped(told)
      ? [words('gave '), ...place(told), words(' its own stage of '), feature(told), words(`: ${stageWords(to)}`)]
      : [words('set '), feature(told), words(` to ${stageWords(to)}`)]
  if (to === 'off')
    return [words('turned '), feature(told), words(' off'), ...at(told), words(`: it was ${stageWords(from)}`)]
  const range = words(` from ${stageWords(from)} to ${stageWords(to)}`)
  return leadsDown(told)
    ? [words('rolled '), feature(told), words(' back'), ...at(told), range]
    : [words('promoted '), feature(told), ...at(told), range]
}

function scope(told: Told): Piece[] {
  return [words('opted '), ...place(told), words(told.after === null ? ' out of ' : ' in to '), feature(told)]
}

function exemption(told: Told): Piece[] {
  const { before, after } = told
  const who = place(told)
  if (after === null) return [words('removed the exemption of '), ...who, words(' from '), feature(told)]
  if (before !== null && before.effect === after.effect)
    return [words('changed the exemption of '), ...who, words(' from '), feature(told)]
  return after.effect === 'deny'
    ? [words('denied '), feature(told), words(' to '), ...who]
    : [words('forced '), feature(told), words(' on for '), ...who]
}

function ofFeature(told: Told): Piece[] {
  const { before, after } = told
  if (before === null) return [words('created the feature '), feature(told)]
  if (after === null) return [words('removed the feature '), feature(told)]
  if (before.archived !== after.archived)
    return [words(after.archived === true ? 'archived ' : 'restored '), feature(told)]
  if (before.rolloutMode !== after.rolloutMode)
    return [
      words('switched '),
      feature(told),
      words(after.rolloutMode === 'canary' ? ' to a staged rollout' : ' to opt-in alone'),
    ]
  return [words('changed the settings of '), feature(told)]
}

function account(told: Told): Piece[] {
  const isInternal = told.after?.isInternal === true
  return isInternal
    ? [words('marked '), ...place(told), words(' as internal')]
    : [words('took the internal mark from '), ...place(told)]
}

function setting({ scopeId, after }: Told): Piece[] {
  if (scopeId !== 'support_may_toggle_internal') return [words('changed the setting '), name(scopeId ?? '')]
  return [
    words(
      after === null || after.value === true
        ? 'let support mark accounts as internal'
        : 'stopped support from marking accounts as internal',
    ),
  ]
}

function key(told: Told): Piece[] {
  const called = name(String(told.after?.name ?? told.before?.name ?? told.scopeId))
  if (told.before === null) return [words('made the API key '), called]
  if (told.after === null) return [words('removed the API key '), called]
  return [words(told.after.revoked === true ? 'revoked the API key ' : 'changed the API key '), called]
}

function person(told: Told): Piece[] {
  const { action, before, after } = told
  const who = place(told)
  if (action === 'console_user.link_made') return [words('made a one-time link for '), ...who]
  if (action === 'console_user.password_set') return [words('set the password of '), ...who]
  if (action === 'console_user.signed_out') return [words('signed '), ...who, words(' out everywhere')]
  if (before === null) return [words('added '), ...who, words(` as ${roleWords(after?.role)}`)]
  if (after === null) return [words('removed '), ...who, words(' from the console')]
  if (before.disabled !== after.disabled) return [words(after.disabled === true ? 'disabled ' : 'enabled '), ...who]
  return [words('made '), ...who, words(` ${roleWords(after.role)} instead of ${roleWords(before.role)}`)]
}

const TOLD: Readonly<Record<string, (told: Told) => Piece[]>> = {
  rollout,
  import_start: rollout,
  scope,
  exemption,
  feature: ofFeature,
  author: account,
  user: account,
  setting,
  api_key: key,
  console_user: person,
  import: () => [words('imported a state document')],
}

/** What somebody did, without who: "promoted adaptive_duplication from 5% to 50%". */
export function deed(told: Told): Piece[] {
  const kind = told.action.split('.')[0] ?? ''
  return TOLD[kind]?.(told) ?? [words(told.action)]
}

/** An entry in a sentence: "Ada Berg promoted adaptive_duplication from 5% to 50%." */
export const auditSentence = (told: Told): string =>
  `${actorName(told.actor)} ${deed(told)
    .map(({ text }) => text)
    .join('')}.`

const ACTION_WORDS: Readonly<Record<string, string>> = {
  rollout: 'Stage',
  scope: 'Opt-in',
  exemption: 'Exemption',
  feature: 'Feature',
  author: 'Author',
  user: 'User',
  setting: 'Policy',
  api_key: 'API key',
  console_user: 'Person',
}
const WHOLE_ACTIONS: Readonly<Record<string, string>> = {
  import: 'Import',
  import_start: 'Stage started by an import',
  'console_user.link_made': 'One-time link made',
  'console_user.password_set': 'Password set',
  'console_user.signed_out': 'Signed out everywhere',
}

/** What a filter calls an action: "Exemption removed". */
export function actionWords(action: string): string {
  const [kind = '', what = ''] = action.split('.')
  return WHOLE_ACTIONS[action] ?? `${ACTION_WORDS[kind] ?? kind} ${what.replaceAll('_', ' ')}`.trim()
}
