import { settings } from './settings'
import { expectNoBarrier } from './support/barriers'
import { LOOKS, show } from './support/find-barriers'
import { expectNothingLost } from './support/layout'
import { reach, STATES } from './support/states'
import { expectSoundStructure, noteActs } from './support/structure'
import { test } from './support/test'

const SESSIONS = {
  nobody: { cookies: [], origins: [] },
  support: settings.supportSignedInPath,
  admin: settings.signedInPath,
}

for (const who of ['nobody', 'admin', 'support'] as const) {
  test.describe(`${who}:`, () => {
    test.use({ storageState: SESSIONS[who] })

    for (const state of STATES.filter((each) => (each.who ?? 'admin') === who)) {
      test(`${state.name}: sound, without barrier, nothing lost, however it is looked at`, async ({
        page,
        watched,
      }) => {
        await noteActs(page)
        await reach(page, watched, state)
        await expectSoundStructure(page)
        for (const { look } of LOOKS) {
          await show(page, look)
          await expectNoBarrier(page, { rules: look.colorScheme === 'light' ? 'all' : 'of color' })
        }
        await expectNothingLost(page)
      })
    }
  })
}
