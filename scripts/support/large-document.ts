import type { StateDocument } from '@/lib/contracts/state-document'
import { cycle, many } from './rows'

const PUBLISHERS = 20
const PROJECTS = 1000
const SECTIONS = 10_000
const AUTHORS = 10_000
const USERS = 90_000
const FEATURES = 5

const first = [
  'Ada',
  'Björn',
  'Chidi',
  'Dilnoza',
  'Émilie',
  'Farid',
  'Grace',
  'Haruka',
  'Inés',
  'Jomo',
  'Kateryna',
  'Lwazi',
]
const last = [
  'Abara',
  'Berg',
  'Castillo',
  'Duarte',
  'Eze',
  'Fontaine',
  'Gupta',
  'Haddad',
  'Ito',
  'Jansen',
  'Kim',
  'Lund',
  'Mbeki',
]

const personName = (nth: number) => `${cycle(first, nth)} ${cycle(last, Math.floor(nth / first.length))} ${nth}`

/** api.md's size of an import: 100,000 accounts, 10,000 sections, 50,000 scope states. Always the same. */
export function largeDocument(): StateDocument {
  return {
    version: 1,
    publishers: many(PUBLISHERS, (nth) => ({ id: `p${nth}`, name: `Publisher ${nth}` })),
    projects: many(PROJECTS, (nth) => ({ id: `${nth}`, title: `Project ${nth}`, publisherId: `p${nth % PUBLISHERS}` })),
    sections: many(SECTIONS, (nth) => ({
      id: `${nth}`,
      title: `Section ${nth}`,
      projectId: `${nth % PROJECTS}`,
      publisherId: `p${nth % PUBLISHERS}`,
    })),
    authors: many(AUTHORS, (nth) => ({
      id: `${nth}`,
      email: `author${nth}@example.edu`,
      name: personName(nth),
      isInternal: nth % 1000 === 0,
    })),
    users: many(USERS, (nth) => ({
      id: `${nth}`,
      email: `user${nth}@example.edu`,
      name: personName(nth),
      isInternal: false,
    })),
    features: many(FEATURES, (nth) => ({
      name: `feature_${nth}`,
      description: `Feature ${nth}`,
      contexts: ['both'],
      rolloutMode: 'canary',
    })),
    scopeStates: many(SECTIONS * FEATURES, (nth) => ({
      feature: `feature_${nth % FEATURES}`,
      scopeType: 'section',
      scopeId: `${Math.floor(nth / FEATURES)}`,
    })),
    rollouts: many(FEATURES, (nth) => ({
      feature: `feature_${nth}`,
      scopeType: 'global',
      scopeId: null,
      stage: 'five_percent',
    })),
  }
}
