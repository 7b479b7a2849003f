import type { Page } from '@playwright/test'
import { AUDIT, EXPLAIN, REFERENCE, REPORTS, SETTINGS } from './states/answers'
import { ACCOUNTS, PLACES } from './states/directory'
import { ENTRANCE } from './states/entrance'
import { FRAME } from './states/frame'
import { BOARD, FEATURES } from './states/rollouts'
import type { State } from './states/state'
import type { Watch } from './watch'

/** Pages in the states in which people meet them: what is checked everywhere goes over this list. */
export const STATES: readonly State[] = [
  ...ENTRANCE,
  ...BOARD,
  ...FEATURES,
  ...FRAME,
  ...PLACES,
  ...ACCOUNTS,
  ...EXPLAIN,
  ...AUDIT,
  ...REPORTS,
  ...SETTINGS,
  ...REFERENCE,
]

/** A state by its name. */
export function stateOf(name: string): State {
  const state = STATES.find((each) => each.name === name)
  if (state === undefined) throw new Error(`no state ${name}`)
  return state
}

/** Brings a page there. */
export async function reach(page: Page, watched: Watch, state: State): Promise<void> {
  if (state.noise !== undefined) watched.allow(state.noise)
  await state.before?.(page)
  await page.goto(state.path)
  await state.settle(page)
}
