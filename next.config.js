import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  // Browsers heed it over https only.
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
]

// Pages get a policy with a nonce from proxy.ts; what is no page may do nothing at all.
const noPage = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // Scripts, pages and answers; event streams forbid it (`EVENT_STREAM_HEADERS`). Decisions don't come through here.
  compress: true,
  images: { unoptimized: true },
  outputFileTracingRoot: root,
  turbopack: { root },
  // One copy in the process, whatever Next's bundles are: prom-client keeps its registry in the module.
  serverExternalPackages: ['@node-rs/argon2', '@prisma/adapter-pg', '@prisma/client', 'pg', 'pino', 'prom-client'],
  // `npm test` checks types before it builds.
  typescript: { ignoreBuildErrors: true },
  // `next dev` would write files of its own into the repository.
  agentRules: false,
  // A file of 10,000 rows, each with an id and a note, comes in by an action (`setInternalsAction`).
  experimental: { agentFeedback: false, serverActions: { bodySizeLimit: '8mb' } },
  // Browsers ask for it by themselves where they have not seen the page's own link yet.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    { source: '/:place(api|ofrep|_next)/:path*', headers: noPage },
  ],
}

export default config
