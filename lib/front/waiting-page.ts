import type { Outgoing } from '@/lib/http/message'

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-content:center;padding:24px;color-scheme:light dark}h1{font-size:20px;margin:0 0 8px}p{margin:0;max-width:44ch}'

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2">
<title>The console is starting · Aviary</title>
<style>${STYLE}</style>
<main>
<h1>The console is starting</h1>
<p>This page tries again by itself. Decisions are answered meanwhile.</p>
</main>
</html>
`

/** What people see while the console is not there: it says so, and tries again. */
export function waitingPage(): Outgoing {
  return {
    status: 503,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Retry-After': '2',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
    body: PAGE,
  }
}
