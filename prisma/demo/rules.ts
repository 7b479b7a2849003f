import type { RowOf } from '@/lib/changes/import/lists'
import { type FeatureContext, type RolloutMode, type Stage, supports } from '@/lib/rollout'
import { PROJECTS, SECTIONS_TAUGHT } from './directory'
import { randomFrom } from './random'

const feature = (name: string, description: string, context: FeatureContext, rolloutMode: RolloutMode = 'canary') => ({
  name,
  description,
  contexts: [context],
  rolloutMode,
})

export const FEATURES: readonly RowOf<'features'>[] = [
  feature('accessible_figures', 'Describes every figure in words, for readers who cannot see it.', 'both'),
  feature(
    'adaptive_duplication',
    'Duplicates an exercise with new numbers, fitted to what a learner got wrong.',
    'both',
  ),
  feature('ai_feedback_drafts', 'Drafts feedback on essays, which an instructor edits and sends.', 'delivery'),
  feature('citation_checker', 'Checks citations against the works they name while an author writes.', 'authoring'),
  feature('equation_editor_v2', 'The new equation editor: faster, with a keyboard for every symbol.', 'authoring'),
  feature('gradebook_sync', "Sends grades to the institution's own gradebook each night.", 'delivery', 'scoped_only'),
  feature('inline_glossary', 'Explains a term where it stands, in the language of the reader.', 'delivery'),
  feature('live_annotations', 'Lets a class annotate one page together.', 'delivery'),
  feature('media_library', 'One shelf for the pictures and films of a project.', 'authoring', 'scoped_only'),
  feature('offline_reader', 'Keeps a book on the device, to read without a connection.', 'delivery'),
  feature('peer_review_rubrics', 'Lets learners review one another by a rubric.', 'both'),
  feature('question_banks', 'Shares questions between the projects of one publisher.', 'authoring'),
]

const at = (name: string, stage: Stage): RowOf<'rollouts'> => ({
  feature: name,
  scopeType: 'global',
  scopeId: null,
  stage,
})
const inProject = (name: string, scopeId: string, stage: Stage): RowOf<'rollouts'> => ({
  feature: name,
  scopeType: 'project',
  scopeId,
  stage,
})
const inSection = (name: string, scopeId: string, stage: Stage): RowOf<'rollouts'> => ({
  feature: name,
  scopeType: 'section',
  scopeId,
  stage,
})

// Section 77 is shadowed by project 12, section 8 by project 7; question_banks has no global rollout.
export const ROLLOUTS: readonly RowOf<'rollouts'>[] = [
  at('accessible_figures', 'full'),
  at('adaptive_duplication', 'five_percent'),
  inProject('adaptive_duplication', '12', 'fifty_percent'),
  inProject('adaptive_duplication', '3', 'internal_only'),
  inSection('adaptive_duplication', '77', 'five_percent'),
  inSection('adaptive_duplication', '60', 'fifty_percent'),
  at('ai_feedback_drafts', 'off'),
  inSection('ai_feedback_drafts', '14', 'internal_only'),
  at('citation_checker', 'fifty_percent'),
  inProject('citation_checker', '18', 'full'),
  at('equation_editor_v2', 'full'),
  inProject('equation_editor_v2', '5', 'fifty_percent'),
  at('inline_glossary', 'fifty_percent'),
  inProject('inline_glossary', '20', 'full'),
  at('live_annotations', 'five_percent'),
  inProject('live_annotations', '7', 'off'),
  inSection('live_annotations', '8', 'fifty_percent'),
  inSection('live_annotations', '20', 'internal_only'),
  at('offline_reader', 'internal_only'),
  inProject('offline_reader', '14', 'five_percent'),
  at('peer_review_rubrics', 'internal_only'),
  inProject('question_banks', '21', 'internal_only'),
]

const exemption = (
  name: string,
  publisherId: string,
  effect: 'deny' | 'force_enable',
  note: string,
  expiresAt: string | null = null,
): RowOf<'exemptions'> => ({ feature: name, publisherId, effect, note, expiresAt })

export const EXEMPTIONS: readonly RowOf<'exemptions'>[] = [
  exemption('adaptive_duplication', '1', 'force_enable', 'Launch partner: all of its classes, from the first day.'),
  exemption('adaptive_duplication', '5', 'deny', 'Its contract leaves out generated exercises.'),
  exemption('ai_feedback_drafts', '2', 'deny', 'Not before its board has met.'),
  exemption('citation_checker', '2', 'deny', 'Uses a checker of its own.'),
  exemption('inline_glossary', '6', 'force_enable', 'Agreed for the whole series.', '2035-01-01T00:00:00.000Z'),
  exemption('live_annotations', '4', 'deny', 'Nothing new during the exams.', '2025-06-30T22:00:00.000Z'),
  exemption('offline_reader', '3', 'force_enable', 'Field courses without a network.'),
]

type Place = Pick<RowOf<'scopeStates'>, 'scopeType' | 'scopeId'>

/** About a third of the places that each feature supports, and always those with a rollout, section 77 and project 12. */
export function scopeStates(): RowOf<'scopeStates'>[] {
  const random = randomFrom(77)
  const places: Place[] = [
    ...PROJECTS.map(({ id }) => ({ scopeType: 'project' as const, scopeId: id })),
    ...SECTIONS_TAUGHT.map(({ id }) => ({ scopeType: 'section' as const, scopeId: id })),
  ]
  return FEATURES.flatMap(({ name, contexts = [] }) => {
    const supported = places.filter(({ scopeType }) => contexts.some((context) => supports(context, scopeType)))
    const isAlways = (place: Place) => isKnown(place) || hasRollout(name, place)
    return supported
      .filter((place) => random() < 0.3 || isAlways(place))
      .map(({ scopeType, scopeId }) => ({ feature: name, scopeType, scopeId }))
  })
}

const isKnown = ({ scopeType, scopeId }: Place) => scopeId === (scopeType === 'project' ? '12' : '77')

function hasRollout(name: string, { scopeType, scopeId }: Place): boolean {
  return ROLLOUTS.some((row) => row.feature === name && row.scopeType === scopeType && row.scopeId === scopeId)
}
