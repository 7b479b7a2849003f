'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useAction } from '@/lib/client/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { CreateFeatureInput, FeatureChanged } from '@/lib/contracts/api/features-changes'
import { NewFeatureForm } from './new-feature-form'

interface NewFeatureProps {
  readonly create: (given: CreateFeatureInput) => Promise<ActionResult<FeatureChanged>>
}

/** The button that makes a feature, by a dialog; then its page. */
export function NewFeature({ create }: NewFeatureProps) {
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  const action = useAction(create, {
    done: ({ name }) => `${name} was made. It is off, and opted in nowhere.`,
    touches: ['features', 'search', 'audit'],
    onDone: ({ name }) => {
      setIsOpen(false)
      router.push(`/features/${encodeURIComponent(name)}`)
    },
  })
  function close() {
    action.forget()
    setIsOpen(false)
  }
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        New feature…
      </Button>
      {isOpen && (
        <Dialog
          title="New feature"
          description="It begins at Off and opted in nowhere: nobody sees anything of it yet."
          onClose={close}
        >
          <NewFeatureForm action={action} />
        </Dialog>
      )}
    </>
  )
}
