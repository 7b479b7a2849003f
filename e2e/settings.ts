import { existsSync } from 'node:fs'
import path from 'node:path'

// biome-ignore lint/style/noProcessEnv: the one place where the browser tests read it
const given = process.env
const DEBIAN = '/usr/bin/chromium'

function needed(name: string): string {
  const value = given[name]
  if (!value) throw new Error(`${name}: must be set. npm test starts the product and sets it.`)
  return value
}

const [chromiumPath] = [given.CHROMIUM_PATH, DEBIAN].filter((place) => place && existsSync(place))

/** What the browser tests are told from outside. */
export const settings = {
  url: needed('AVIARY_E2E_URL'),
  email: needed('AVIARY_E2E_EMAIL'),
  password: needed('AVIARY_E2E_PASSWORD'),
  /** Somebody of support. */
  supportEmail: needed('AVIARY_E2E_SUPPORT_EMAIL'),
  supportPassword: needed('AVIARY_E2E_SUPPORT_PASSWORD'),
  /** An API key with the scopes decide and admin. */
  key: needed('AVIARY_E2E_KEY'),
  /** Undefined for Playwright's own browser. */
  chromiumPath,
  /** The cookies of somebody who is signed in, kept for the tests that begin there. */
  signedInPath: path.resolve('test-results/signed-in.json'),
  supportSignedInPath: path.resolve('test-results/support-signed-in.json'),
}
