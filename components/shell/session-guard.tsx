'use client'

import { useState } from 'react'
import { AlertDialog, AlertDialogCancel } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { DialogFooter } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { announce } from '@/lib/client/announce'
import { type SessionPhase, useSessionEnd } from '@/lib/client/use-session-end'
import type { SessionTime } from '@/lib/contracts/session-time'

const TITLES = { ending: 'Your session ends in 20 seconds', ended: 'Your session has ended' } as const
const KEPT = 'What you typed on this page stays as it is.'
const NOT_EXTENDED = 'The session could not be extended. Sign in again in another tab.'

function describeEnd(phase: 'ending' | 'ended', canExtend: boolean): string {
  if (phase === 'ended') return `Sign in again in another tab, then go on here. ${KEPT}`
  if (canExtend) return `Nothing was done here for a long time. ${KEPT}`
  return `It has lasted as long as a session may. Sign in again in another tab, then go on here. ${KEPT}`
}

/** Warns before the session ends, and says that it has. The page behind keeps everything. */
export function SessionGuard({ time }: { readonly time: SessionTime }) {
  const { phase, canExtend, extend } = useSessionEnd(time)
  const [dismissed, setDismissed] = useState<SessionPhase>('lasting')
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  if (phase === 'lasting' || phase === dismissed) return null
  async function stay() {
    setState('busy')
    const isExtended = await extend()
    setState(isExtended ? 'idle' : 'failed')
    announce(isExtended ? 'You stay signed in.' : NOT_EXTENDED, isExtended ? 'polite' : 'assertive')
  }
  return (
    <AlertDialog title={TITLES[phase]} description={describeEnd(phase, canExtend)} onClose={() => setDismissed(phase)}>
      {state === 'failed' && <Notice tone="error">{NOT_EXTENDED}</Notice>}
      <DialogFooter>
        <AlertDialogCancel asChild>
          <Button>{phase === 'ending' ? 'Let it end' : 'Close'}</Button>
        </AlertDialogCancel>
        {phase === 'ending' && canExtend ? (
          <Button look="primary" isBusy={state === 'busy'} onClick={stay}>
            Stay signed in
          </Button>
        ) : (
          <a href="/sign-in" target="_blank" rel="noreferrer" className={buttonLook({ look: 'primary' })}>
            Sign in again (in a new tab)
          </a>
        )}
      </DialogFooter>
    </AlertDialog>
  )
}
