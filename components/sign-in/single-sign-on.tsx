'use client'

import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'

interface SingleSignOnProps {
  readonly next: string
  readonly onFailure: () => void
}

/** The way to the issuer of single sign-on. */
export function SingleSignOn({ next, onFailure }: SingleSignOnProps) {
  const [isBusy, setIsBusy] = useState(false)
  function leave() {
    if (isBusy) return
    setIsBusy(true)
    signIn('oidc', { callbackUrl: next }).catch(() => {
      setIsBusy(false)
      onFailure()
    })
  }
  return (
    <Button onClick={leave} aria-disabled={isBusy}>
      {isBusy ? 'Going there …' : 'Sign in with single sign-on'}
    </Button>
  )
}
