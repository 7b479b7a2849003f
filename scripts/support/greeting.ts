const EXAMPLE = {
  feature: 'adaptive_duplication',
  actor: { type: 'user', id: '1042' },
  resource: { type: 'section', id: '77' },
  explain: true,
}

/** What `npm start` says before the product is ready: where it is, and a decision to paste. */
export function greeting(origin: string, demoKey: string | null): string {
  const lines = ['', `  Console    ${origin}`]
  if (demoKey === null) lines.push('', '  A key:     npm run --silent api-key -- --name first --scopes decide,admin')
  else {
    const body = JSON.stringify(EXAMPLE)
    lines.push(`  Demo key   ${demoKey}`, '', '  A decision:', '')
    lines.push(
      `curl -s ${origin}/api/decision -H 'Authorization: Bearer ${demoKey}' -H 'Content-Type: application/json' -d '${body}'`,
    )
  }
  return `${lines.join('\n')}\n`
}
