'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogClose } from '@/components/ui/dialog'

const COPIED = 'Copied.'
const NOT_COPIED = 'The browser did not let it be copied: select the command and copy it yourself.'

/** A command with a button that copies it; what came of that stands beside it, and is announced. */
export function CopyableCommand({ command }: { readonly command: string }) {
  const [result, setResult] = useState<{ command: string; text: string } | null>(null)
  async function copy() {
    const text = await navigator.clipboard.writeText(command).then(
      () => COPIED,
      () => NOT_COPIED,
    )
    setResult({ command, text })
  }
  return (
    <>
      <section aria-label="Command">
        <pre className="rounded-medium border border-hairline bg-sunken p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
          {command}
        </pre>
      </section>
      <div className="flex flex-wrap items-center gap-3">
        <Button look="primary" onClick={copy}>
          Copy the command
        </Button>
        <DialogClose asChild>
          <Button>Close</Button>
        </DialogClose>
        <p role="status">{result?.command === command ? result.text : ''}</p>
      </div>
    </>
  )
}
