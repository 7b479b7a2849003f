import type { Page } from '@playwright/test'

/** What a page did that no page of ours may do. */
export interface Watch {
  complaints(): readonly string[]
  /** Allows the browser's own line about answers of this status, where a test provokes one. */
  allowStatus(status: number): void
  /** Allows lines of the browser's own where a test provokes them. */
  allow(lines: RegExp): void
  /** Forgets what was complained of, where a test provoked it. */
  forgive(): void
}

/** Watches a page: console lines, uncaught errors, breaches of the Content-Security-Policy, requests to other hosts. */
export async function watch(page: Page, origin: string): Promise<Watch> {
  const complaints: string[] = []
  const allowed: RegExp[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (protocol !== 'data:' && asked !== new URL(origin).origin) complaints.push(`request to ${request.url()}`)
  })
  await page.exposeFunction('tellBreach', (breach: string) => complaints.push(`policy: ${breach}`))
  await page.addInitScript(() => {
    const { tellBreach } = window as unknown as { tellBreach: (breach: string) => void }
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      tellBreach(`${violatedDirective} ${blockedURI}`),
    )
  })
  const isAllowed = (line: string) => allowed.some((lines) => lines.test(line))
  return {
    complaints: () => complaints.filter((line) => !isAllowed(line)),
    allowStatus: (status) => void allowed.push(new RegExp(`responded with a status of ${status}`)),
    allow: (lines) => void allowed.push(lines),
    forgive: () => void complaints.splice(0),
  }
}
