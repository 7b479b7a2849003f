'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { announce } from '@/lib/client/announce'
import { Button, type ButtonProps } from './button'

const SHOWN_MS = 2000
const NOT_COPIED = 'The browser did not let it be copied: select the text and copy it yourself.'

interface CopyButtonProps extends Pick<ButtonProps, 'look' | 'size'> {
  /** What the button says: "Copy the key". */
  readonly label: string
  readonly text: string
}

/** Copies a text; what came of it stands on the button, and is announced once. */
export function CopyButton({ label, text, look, size = 'compact' }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  async function copy() {
    const result = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'refused' as const,
    )
    setOutcome(result)
    announce(result === 'copied' ? 'Copied.' : NOT_COPIED, result === 'copied' ? 'polite' : 'assertive')
    if (result === 'copied') setTimeout(() => setOutcome(null), SHOWN_MS)
  }
  const Icon = outcome === 'copied' ? Check : Copy
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Button look={look} size={size} className="max-w-full whitespace-normal!" onClick={copy}>
        <Icon aria-hidden="true" className="size-4" />
        {/* Both words hold the place, so that nothing moves. */}
        <span className="grid">
          <span className={outcome === 'copied' ? 'invisible col-start-1 row-start-1' : 'col-start-1 row-start-1'}>
            {label}
          </span>
          {outcome === 'copied' && <span className="col-start-1 row-start-1 text-left">Copied</span>}
        </span>
      </Button>
      {outcome === 'refused' && <span className="text-12 text-deny">{NOT_COPIED}</span>}
    </span>
  )
}
