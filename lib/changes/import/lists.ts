import { z } from 'zod'
import { type StateDocument, stateDocument } from '@/lib/contracts/state-document'

/** The document's lists, in the order in which a plan and its faults name them: what is referred to comes first. */
export const LISTS = [
  'publishers',
  'projects',
  'sections',
  'authors',
  'users',
  'features',
  'scopeStates',
  'rollouts',
  'exemptions',
] as const
export type ListName = (typeof LISTS)[number]
export type RowOf<List extends ListName> = NonNullable<StateDocument[List]>[number]
export type Rows = { readonly [List in ListName]: RowOf<List>[] }

const { shape } = stateDocument

/** The schema of one row of each list: parsed row by row, a list of a million bad rows costs a thousand faults. */
export const ROW_SCHEMAS: { readonly [List in ListName]: z.ZodType<RowOf<List>> } = {
  publishers: shape.publishers.unwrap().element,
  projects: shape.projects.unwrap().element,
  sections: shape.sections.unwrap().element,
  authors: shape.authors.unwrap().element,
  users: shape.users.unwrap().element,
  features: shape.features.unwrap().element,
  scopeStates: shape.scopeStates.unwrap().element,
  // Discriminated, so that a fault is named by its own path and not as that of the union.
  rollouts: z.discriminatedUnion('scopeType', shape.rollouts.unwrap().element.options, {
    error: ({ code }) => (code === 'invalid_union' ? 'must be global, project or section' : undefined),
  }),
  exemptions: shape.exemptions.unwrap().element,
}

/** The fields that name a row; no two rows of a list may agree in them. */
export const ROW_KEYS: Readonly<Record<ListName, readonly string[]>> = {
  publishers: ['id'],
  projects: ['id'],
  sections: ['id'],
  authors: ['id'],
  users: ['id'],
  features: ['name'],
  scopeStates: ['feature', 'scopeType', 'scopeId'],
  rollouts: ['feature', 'scopeType', 'scopeId'],
  exemptions: ['feature', 'publisherId'],
}
