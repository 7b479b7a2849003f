import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Tests of the built product, as `npm start` runs it. */
export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('../..', import.meta.url)) } },
  // One after the other: each starts the product whole.
  test: { include: ['tests/product/*.test.ts'], testTimeout: 180_000, hookTimeout: 240_000, fileParallelism: false },
})
