import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// These start processes, cut connections or hold to a clock: one at a time, with a core left to what they start.
const ALONE = [
  'audit-chain-watch',
  'bad-input-wire',
  'change-events',
  'cohort-plan',
  'command-use',
  'decision-changes',
  'decision-counts',
  'deployment',
  'embedded-postgres',
  'faults*',
  'launch-check',
  'migrations',
  'nodes',
  'ofrep-events',
  'openfeature',
  'otel',
  'workers',
].map((name) => `tests/${name}.test.ts`)

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    // Node's own EventSource, for the real web SDK.
    execArgv: ['--experimental-eventsource'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: ['tests/support/global-setup.ts'],
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['lib/**/*.test.ts', 'tests/*.test.ts'],
          exclude: ALONE,
          // Each has a database of its own, for which it waits more than it computes.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
