/** The fields of the question, by which faults lead there. */
export const FIELD_IDS = {
  feature: 'explain-feature',
  actor: 'explain-actor',
  resource: 'explain-resource',
} as const
