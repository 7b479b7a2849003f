import { writeFileSync } from 'node:fs'
import { demoText } from './demo/document'

// tsx prisma/make-demo.ts: the same bytes at every run.
writeFileSync(new URL('demo.json', import.meta.url), demoText())
