'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonLook } from '@/components/ui/button-look'
import { TextField } from '@/components/ui/field'
import { useIsHydrated } from '@/lib/client/use-in-browser'
import type { ActionResult } from '@/lib/contracts/action-result'
import { FaultSummary } from './fault-summary'
import type { Faults } from './faults'

const none: Faults = {}
const LEAST = 12
const SHORT = `Enter a password of at least ${LEAST} characters.`
const UNAVAILABLE = 'Aviary could not be reached. Try again in a moment.'

interface SetPasswordFormProps {
  readonly setPassword: (given: { token: string; password: string }) => Promise<ActionResult<null>>
}

/** The link's token, which a browser keeps to itself; something that is none where the address is not whole. */
const tokenInAddress = () => window.location.hash.slice(1) || 'none'

function faultsIn(result: ActionResult<null>): Faults {
  if (result.ok) return none
  const { code, message, faults } = result.failure
  const [fault] = faults.filter(({ path }) => path === 'password')
  return code === 'invalid_request' && fault !== undefined ? { password: SHORT } : { whole: message }
}

function Done() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="grid gap-4">
      <h1 ref={heading} tabIndex={-1} className="text-20 font-semibold">
        Your password is set
      </h1>
      <p>Wherever you were signed in, you are signed out now.</p>
      <a href="/sign-in" className={buttonLook({ look: 'primary' })}>
        Sign in
      </a>
    </div>
  )
}

/** The page of a one-time link: a new password. What was typed stays when it is refused, and the reason gets the focus. */
export function SetPasswordForm({ setPassword }: SetPasswordFormProps) {
  const [faults, setFaults] = useState(none)
  const [step, setStep] = useState<'typing' | 'busy' | 'done'>('typing')
  const isReady = useIsHydrated()
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (faults !== none) summary.current?.focus()
  }, [faults])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (step === 'busy') return
    const password = String(new FormData(event.currentTarget).get('password'))
    if (password.length < LEAST) {
      setFaults({ password: SHORT })
      return
    }
    setStep('busy')
    const result = await setPassword({ token: tokenInAddress(), password }).catch(() => null)
    setFaults(result === null ? { whole: UNAVAILABLE } : faultsIn(result))
    setStep(result?.ok ? 'done' : 'typing')
  }

  if (step === 'done') return <Done />
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-4">
      <div>
        <h1 className="text-20 font-semibold">Set your password</h1>
        <p className="mt-1 text-muted">At least {LEAST} characters; a few words in a row are good.</p>
      </div>
      <FaultSummary ref={summary} faults={faults} />
      <TextField
        id="password"
        name="password"
        type="password"
        label="New password"
        autoComplete="new-password"
        fault={faults.password}
      />
      <Button look="primary" type="submit" disabled={!isReady} isBusy={step === 'busy'}>
        {step === 'busy' ? 'Setting it …' : 'Set password'}
      </Button>
    </form>
  )
}
