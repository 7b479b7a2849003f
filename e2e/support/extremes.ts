import type { APIRequestContext } from '@playwright/test'
import { change } from './as-admin'

const MOST_NAME = 255
const MOST_DESCRIPTION = 500
const MOST_NOTE = 2000
const FAMILY = '👩‍👩‍👧‍👦'
const ARABIC = 'مرحلة النشر التدريجي للميزة '

const cut = (text: string, most: number) => [...text].slice(0, most).join('')
const repeated = (text: string, most: number) => cut(text.repeat(Math.ceil(most / [...text].length)), most).trimEnd()

/** Names and notes as long as they may be: one word, right to left, emoji, lines. */
export interface Extremes {
  readonly feature: string
  readonly publisherId: string
  readonly projectId: string
  readonly sectionId: string
  readonly userId: string
  readonly note: string
}

/** Has a publisher, a project, a section, an account and a feature made that strain every page. */
export async function makeExtremes(request: APIRequestContext): Promise<Extremes> {
  const mark = crypto.randomUUID().slice(0, 8)
  const idOf = (kind: string) => `zz-${mark}-${kind}-${'9'.repeat(40)}`
  const feature = cut(`zz_${mark}_${'unbroken'.repeat(40)}`, MOST_NAME)
  const [publisherId, projectId, sectionId, userId] = [idOf('pub'), idOf('project'), idOf('section'), idOf('user')]
  const note = cut(`${repeated(ARABIC, 700)}\n\n${FAMILY.repeat(20)}\n${'W'.repeat(MOST_NOTE)}`, MOST_NOTE)
  const email = `${'e'.repeat(60)}@${'long.'.repeat(30)}example.edu`
  await change(request, 'POST', `/import?reason=${encodeURIComponent(`${ARABIC}${FAMILY}`)}`, {
    version: 1,
    publishers: [{ id: publisherId, name: repeated(`${FAMILY} ${ARABIC}`, MOST_NAME) }],
    projects: [{ id: projectId, title: 'W'.repeat(MOST_NAME), publisherId }],
    sections: [{ id: sectionId, title: repeated(ARABIC, MOST_NAME), projectId, publisherId }],
    users: [{ id: userId, name: cut(`zz${mark}${'Ü'.repeat(MOST_NAME)}`, MOST_NAME), email, isInternal: false }],
    features: [
      {
        name: feature,
        description: repeated(`${ARABIC}${FAMILY} `, MOST_DESCRIPTION),
        contexts: ['both'],
        rolloutMode: 'canary',
      },
    ],
    scopeStates: [
      { feature, scopeType: 'project', scopeId: projectId },
      { feature, scopeType: 'section', scopeId: sectionId },
    ],
    rollouts: [
      { feature, scopeType: 'global', scopeId: null, stage: 'internal_only' },
      { feature, scopeType: 'project', scopeId: projectId, stage: 'five_percent' },
      { feature, scopeType: 'section', scopeId: sectionId, stage: 'internal_only' },
    ],
    exemptions: [{ feature, publisherId, effect: 'deny', note, expiresAt: null }],
  })
  await change(request, 'PUT', `/accounts/user/${userId}/internal`, { isInternal: true, note })
  return { feature, publisherId, projectId, sectionId, userId, note }
}
