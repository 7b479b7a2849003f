import { useCallback, useEffect, useRef, useState } from 'react'
import type { SessionTime } from '@/lib/contracts/session-time'
import { renewSession } from './renew-session'
import { hearSessionEnd, type SessionEnd, tellSessionEnd } from './session-end'

const RENEW_MS = 5 * 60 * 1000
const WARN_MS = 20_000
const SIGNS_OF_LIFE = ['pointerdown', 'keydown'] as const

export type SessionPhase = 'lasting' | 'ending' | 'ended'

const never: SessionEnd = { idleAtMs: Number.POSITIVE_INFINITY, mostAtMs: Number.POSITIVE_INFINITY }
const leftMs = ({ idleAtMs, mostAtMs }: SessionEnd) => Math.min(idleAtMs, mostAtMs) - Date.now()

function phaseAt(ms: number): SessionPhase {
  if (ms <= 0) return 'ended'
  return ms <= WARN_MS ? 'ending' : 'lasting'
}

/**
 * Follows the session to its end. Somebody at work renews it without knowing; pages that refresh themselves are no sign
 * of life. `ending` begins 20 s before its end.
 */
export function useSessionEnd({ idleS, renewedS, mostS }: SessionTime) {
  const [end, setEnd] = useState(never)
  const [phase, setPhase] = useState<SessionPhase>('lasting')
  const renewedAtMs = useRef(0)

  const extend = useCallback(async () => {
    renewedAtMs.current = Date.now()
    if (!(await renewSession())) return false
    setEnd(({ mostAtMs }) => {
      const renewed = { idleAtMs: Date.now() + renewedS * 1000, mostAtMs }
      tellSessionEnd(renewed)
      return renewed
    })
    return true
  }, [renewedS])

  useEffect(() => {
    const nowMs = Date.now()
    const opened = { idleAtMs: nowMs + idleS * 1000, mostAtMs: nowMs + mostS * 1000 }
    renewedAtMs.current = nowMs
    setEnd(opened)
    tellSessionEnd(opened)
    return hearSessionEnd(setEnd)
  }, [idleS, mostS])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const ms = leftMs(end)
      setPhase(phaseAt(ms))
      if (ms > 0 && Number.isFinite(ms)) timer = setTimeout(look, ms > WARN_MS ? ms - WARN_MS : ms)
    }
    look()
    const live = () => {
      if (Date.now() - renewedAtMs.current > RENEW_MS && leftMs(end) > WARN_MS) void extend()
    }
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, live)
    return () => {
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, live)
      clearTimeout(timer)
    }
  }, [end, extend])

  return { phase, canExtend: end.idleAtMs < end.mostAtMs, extend }
}
