import { consoleReads } from '@/lib/http/api/console-door'
import { changesPool, consoleNode } from '@/lib/http/next-doors'

const answer = consoleReads(changesPool, consoleNode)

export const GET = answer
export const POST = answer
