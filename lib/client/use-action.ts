import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { ActionFailure, ActionResult } from '@/lib/contracts/action-result'
import { announce } from './announce'
import { whileOwn } from './live/own-changes'
import type { Subject } from './queries/subjects'
import { tellSessionEnded } from './session-end'
import { toast } from './toast'

const UNREACHABLE: ActionFailure = {
  code: 'unreachable',
  message: 'Aviary can’t be reached. Look whether the change was made before you try again.',
  faults: [],
  members: {},
  requestId: '',
}

interface UseActionOptions<Value> {
  /** What is said when it is done, once, to those who hear it and, as a toast, to those who see: "Promoted to 5%." */
  readonly done: (value: Value) => string
  /** What it changes: those queries are asked again, and it counts as done when the answers are there. */
  readonly touches: readonly Subject[]
  /** After the answers are there: close the dialog. */
  readonly onDone?: (value: Value) => void
}

export interface Action<Given> {
  /** Does it, unless it is under way already. */
  readonly run: (given: Given) => Promise<void>
  readonly isBusy: boolean
  /** Why it was refused the last time; null where it was not. */
  readonly failure: ActionFailure | null
  readonly forget: () => void
}

/**
 * A server action as a button uses it: one at a time, its outcome announced exactly once, what it changed asked for
 * again. Nothing is shown as done before the server has said so. A failure with faults is not announced: the form's
 * summary of them takes the focus.
 */
export function useAction<Given, Value>(
  action: (given: Given) => Promise<ActionResult<Value>>,
  { done, touches, onDone }: UseActionOptions<Value>,
): Action<Given> {
  const queryClient = useQueryClient()
  const router = useRouter()
  const isRunning = useRef(false)
  const lacksPermission = useRef(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<ActionFailure | null>(null)

  // Whoever may do less than this page thinks sees so once the refusal has been read: what asked is closed.
  useEffect(
    () => () => {
      if (lacksPermission.current) router.refresh()
    },
    [router],
  )

  async function run(given: Given): Promise<void> {
    if (isRunning.current) return
    isRunning.current = true
    setIsBusy(true)
    const unreachable: ActionResult<Value> = { ok: false, failure: UNREACHABLE }
    const result = await whileOwn(() => action(given).catch(() => unreachable))
    if (result.ok) {
      const subjects: readonly unknown[] = touches
      await queryClient.invalidateQueries({ predicate: ({ queryKey }) => subjects.includes(queryKey[0]) })
    }
    isRunning.current = false
    setIsBusy(false)
    if (!result.ok) {
      setFailure(result.failure)
      if (result.failure.code === 'unauthorized') tellSessionEnded()
      if (result.failure.code === 'forbidden') lacksPermission.current = true
      if (result.failure.faults.length === 0) announce(result.failure.message, 'assertive')
      return
    }
    setFailure(null)
    onDone?.(result.value)
    const said = done(result.value)
    announce(said)
    toast(said)
  }
  return { run, isBusy, failure, forget: () => setFailure(null) }
}
