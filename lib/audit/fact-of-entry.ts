/** What an action is about: `rollout` of `rollout.changed`. An import starts rollouts; the import itself is no fact. */
export function kindOf(action: string): string {
  return action === 'import_start' ? 'rollout' : (action.split('.')[0] ?? '')
}
