import type { Demo } from './secrets'

const EXAMPLE = {
  feature: 'adaptive_duplication',
  actor: { type: 'user', id: '1042' },
  resource: { type: 'section', id: '77' },
  explain: true,
}

function demoLines(origin: string, { key, signIns }: Demo): string[] {
  return [
    ...signIns.map(({ email, password }) => `  Sign in    ${email}   ${password}`),
    `  Key        ${key}`,
    '',
    '  A decision:',
    '',
    `curl -s ${origin}/api/decision -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -d '${JSON.stringify(EXAMPLE)}'`,
  ]
}

const OWN_LINES = [
  '',
  '  To sign in:     npm run --silent console-user -- --email you@example.edu --role system_admin',
  '  For a program:  npm run --silent api-key -- --name first --scopes decide',
]

/** What `npm start` says before the product is ready: where it is, and a decision to paste. */
export function greeting(origin: string, demo: Demo | null): string {
  return ['', `  Console    ${origin}`, ...(demo === null ? OWN_LINES : demoLines(origin, demo)), ''].join('\n')
}
