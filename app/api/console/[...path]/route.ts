import { consoleReads } from '@/lib/http/api/console-door'
import { changesPool } from '@/lib/http/next-doors'

const answer = consoleReads(changesPool)

export const GET = answer
export const POST = answer
