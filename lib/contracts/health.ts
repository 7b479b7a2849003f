import { z } from 'zod'

export const liveAnswer = z.strictObject({ status: z.literal('live') }).meta({ id: 'Live' })
export const readyAnswer = z
  .strictObject({
    status: z.enum(['ready', 'not_ready']),
    problems: z.array(
      z.enum(['shutting_down', 'database_unreachable', 'migrations_pending', 'invalidation_channel_down']),
    ),
    revision: z.number().int().nullable(),
  })
  .meta({ id: 'Ready' })
