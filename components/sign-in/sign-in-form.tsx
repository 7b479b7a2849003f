'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { submitSignIn } from '@/lib/client/submit-sign-in'
import { useIsHydrated } from '@/lib/client/use-in-browser'
import { FaultSummary } from './fault-summary'
import { type Faults, faultsOf, MISSING, signOnFaults } from './faults'
import { SingleSignOn } from './single-sign-on'

const none: Faults = {}

interface SignInFormProps {
  /** Where to go when it is done. */
  readonly next: string
  /** The code of a single sign-on that let nobody in. */
  readonly error: string | null
  readonly singleSignOn: 'none' | 'offered'
}

/** E-mail and password, or single sign-on where there is one. What was typed stays when it is refused, and the reasons get the focus. */
export function SignInForm({ next, error, singleSignOn }: SignInFormProps) {
  const [faults, setFaults] = useState(error === null ? none : () => signOnFaults(error))
  const [isBusy, setIsBusy] = useState(false)
  const isReady = useIsHydrated()
  const summary = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (faults !== none) summary.current?.focus()
  }, [faults])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const [email, password] = [String(form.get('email')).trim(), String(form.get('password'))]
    if (email === '' || password === '') {
      setFaults({
        ...(email === '' && { email: MISSING.email }),
        ...(password === '' && { password: MISSING.password }),
      })
      return
    }
    setIsBusy(true)
    const answer = await submitSignIn(email, password)
    if (answer === 'signed_in') window.location.assign(next)
    else {
      setFaults(faultsOf(answer))
      setIsBusy(false)
    }
  }

  const wrong = faults.whole === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': 'faults' }

  // Not to be sent before the script is there, which would lose what is typed; `post`, so that no browser ever puts a
  // password into an address.
  return (
    <form method="post" noValidate onSubmit={submit} className="grid gap-4">
      <h1 className="text-20 font-semibold">Sign in</h1>
      <FaultSummary ref={summary} faults={faults} />
      <TextField
        id="email"
        name="email"
        type="email"
        label="E-mail"
        autoComplete="username"
        fault={faults.email}
        {...wrong}
      />
      <TextField
        id="password"
        name="password"
        type="password"
        label="Password"
        autoComplete="current-password"
        fault={faults.password}
        {...wrong}
      />
      <Button look="primary" type="submit" disabled={!isReady} isBusy={isBusy}>
        {isBusy ? 'Signing in …' : 'Sign in'}
      </Button>
      {singleSignOn === 'offered' && (
        <SingleSignOn next={next} onFailure={() => setFaults(signOnFaults('OAuthSignin'))} />
      )}
    </form>
  )
}
