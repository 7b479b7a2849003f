import type { StateDocument } from '@/lib/contracts/state-document'
import { STAGES } from '@/lib/rollout'
import { cycle, many } from './rows'

const PUBLISHERS = 200
const PROJECTS = 1000
const SECTIONS = 10_000
const FEATURES = 1000
const OPT_INS_OF_A_SECTION = 5
const EXEMPTIONS = 300

const nameOf = (nth: number) => `${cycle(NOUNS, nth)}_${cycle(VERBS, Math.floor(nth / NOUNS.length))}_${nth}`

const NOUNS = ['adaptive', 'citation', 'equation', 'figure', 'glossary', 'gradebook', 'note', 'question', 'reader']
const VERBS = ['checker', 'duplication', 'editor', 'feedback', 'preview', 'review', 'sync']

/** A large installation's rules and places, without its people: the console's promise of speed is made for it. */
export function thousandFeatures(): StateDocument {
  const isCanary = (nth: number) => nth % 12 !== 0
  return {
    version: 1,
    publishers: many(PUBLISHERS, (nth) => ({ id: `b${nth}`, name: `Publisher ${nth}` })),
    projects: many(PROJECTS, (nth) => ({
      id: `p${nth}`,
      title: `Project ${nth}`,
      publisherId: `b${nth % PUBLISHERS}`,
    })),
    sections: many(SECTIONS, (nth) => ({
      id: `s${nth}`,
      title: `Section ${nth}`,
      projectId: `p${nth % PROJECTS}`,
      publisherId: `b${nth % PUBLISHERS}`,
    })),
    features: many(FEATURES, (nth) => ({
      name: nameOf(nth),
      description: `What the ${cycle(NOUNS, nth)} can do since version ${nth}, for those who write and those who read.`,
      contexts: ['both'],
      rolloutMode: isCanary(nth) ? 'canary' : 'scoped_only',
    })),
    scopeStates: many(SECTIONS * OPT_INS_OF_A_SECTION, (nth) => ({
      feature: nameOf((nth * 7) % FEATURES),
      scopeType: 'section',
      scopeId: `s${Math.floor(nth / OPT_INS_OF_A_SECTION)}`,
    })),
    rollouts: many(FEATURES, (nth) => nth)
      .filter(isCanary)
      .map((nth) => ({ feature: nameOf(nth), scopeType: 'global', scopeId: null, stage: cycle(STAGES, nth) })),
    exemptions: many(EXEMPTIONS, (nth) => ({
      feature: nameOf(nth * 3),
      publisherId: `b${nth % PUBLISHERS}`,
      effect: nth % 3 === 0 ? 'force_enable' : 'deny',
      note: 'By contract',
      expiresAt: null,
    })),
  }
}
