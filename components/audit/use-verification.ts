import { useEffect, useState } from 'react'
import { announce } from '@/lib/client/announce'
import { AUDIT_VERIFY_PATH } from '@/lib/client/queries/audit'
import type { AuditVerification } from '@/lib/contracts/api/audit'

export type Walk =
  | { readonly state: 'walking'; readonly checked: number; readonly total: number | null }
  | { readonly state: 'done'; readonly report: AuditVerification }
  | { readonly state: 'failed'; readonly message: string }

const UNREACHABLE = 'Aviary could not walk the trail to its end. Try again in a moment.'

/** What is so, in a sentence. */
export const verdictOf = ({ isWhole, entries }: AuditVerification): string =>
  isWhole
    ? `The trail is whole: ${entries.toLocaleString('en')} ${entries === 1 ? 'entry' : 'entries'}, each chained to the one before it.`
    : 'The trail is broken.'

/** Walks the chain once, from when it is mounted until it is unmounted or done. */
export function useVerification(): Walk {
  const [walk, setWalk] = useState<Walk>({ state: 'walking', checked: 0, total: null })
  useEffect(() => {
    const source = new EventSource(AUDIT_VERIFY_PATH)
    const end = (final: Walk, said: string) => {
      source.close()
      setWalk(final)
      announce(said)
    }
    const on = (type: string, hear: (data: string) => void) =>
      source.addEventListener(type, ({ data }: MessageEvent<string>) => hear(data))
    on('progress', (data) => setWalk({ state: 'walking', ...JSON.parse(data) }))
    on('report', (data) => {
      const report: AuditVerification = JSON.parse(data)
      end({ state: 'done', report }, verdictOf(report))
    })
    on('failed', (data) => {
      const { message } = JSON.parse(data)
      end({ state: 'failed', message }, message)
    })
    source.onerror = () => end({ state: 'failed', message: UNREACHABLE }, UNREACHABLE)
    return () => source.close()
  }, [])
  return walk
}
