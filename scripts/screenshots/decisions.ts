import { setTimeout as sleep } from 'node:timers/promises'

const FEATURES = ['accessible_figures', 'adaptive_duplication', 'inline_glossary', 'live_annotations', 'offline_reader']
const USERS = 120

/** Asks for decisions, so that pages have something to count. */
export async function askForDecisions(url: string, key: string): Promise<void> {
  for (const [nth, feature] of FEATURES.entries()) {
    for (let user = 1; user <= USERS / (nth + 1); user++) {
      const response = await fetch(`${url}/api/decision`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          feature,
          actor: { type: 'user', id: String(user) },
          resource: { type: 'section', id: '77' },
        }),
      })
      if (!response.ok) throw new Error(`A decision for ${feature}: ${response.status}`)
    }
  }
  await untilCounted(url, key)
}

/** Nodes write their counts every ten seconds. */
async function untilCounted(url: string, key: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/api/v1/decision-counts`, { headers: { Authorization: `Bearer ${key}` } })
    const { items } = (await response.json()) as { readonly items: readonly unknown[] }
    if (items.length >= FEATURES.length) return
    await sleep(500)
  }
}
