import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FAULT_TESTS } from '@/chaos/fault-tests'

test.each(FAULT_TESTS)('$fault has a test: $file', ({ file, title }) => {
  expect(readFileSync(file, 'utf8')).toContain(title)
})
