import { z } from 'zod'
import { CHANGE_EVENTS } from './change-events'

/** The data of a change event: what to fetch again. Ids are the applications' own; never a name or an address. */
export const changeData = z
  .strictObject({
    revision: z.int(),
    feature: z.string().nullable(),
    scopeType: z.string().nullable(),
    scopeId: z.string().nullable(),
  })
  .meta({ id: 'ChangeEvent' })

/** The data of `live`, at the beginning and every few seconds: how far the stream is, and as of when that was true. */
export const liveData = z.strictObject({ revision: z.int(), asOf: z.iso.datetime() }).meta({ id: 'LiveEvent' })

/** The data of `reset`: something was missed. Everything is to be fetched again, as of this revision or later. */
export const resetData = z.strictObject({ revision: z.int() }).meta({ id: 'ResetEvent' })

/** Why the server ends a stream; the data of `end`. */
export const endData = z.strictObject({ reason: z.enum(['shutting_down', 'signed_out']) }).meta({ id: 'EndEvent' })

export type ChangeData = z.infer<typeof changeData>
export type LiveData = z.infer<typeof liveData>
export type ResetData = z.infer<typeof resetData>
export type EndReason = z.infer<typeof endData>['reason']

export const eventText = z.string().meta({
  description: `Server-sent events. \`id\` names the revision. ${CHANGE_EVENTS.map((name) => `\`${name}\``).join(', ')}: fetch that again (data: ChangeEvent). \`live\`: how far this is (LiveEvent). \`reset\`: fetch everything again (ResetEvent). \`end\`: the server ends the stream, and why (EndEvent).`,
})
