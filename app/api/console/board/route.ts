import { consoleDoor } from '@/lib/http/console-door'
import { json } from '@/lib/http/message'
import { changesPool } from '@/lib/http/next-doors'
import { featureBoard } from '@/lib/queries/feature-board'

export const GET = consoleDoor(async (user) => {
  const context = { pool: changesPool(), principal: { kind: 'console_user', ...user } as const }
  return json(200, JSON.stringify(await featureBoard(context)))
})
