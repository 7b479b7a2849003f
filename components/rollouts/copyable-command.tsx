'use client'

import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogClose, DialogFooter } from '@/components/ui/dialog'

/** A command with a button that copies it. */
export function CopyableCommand({ command }: { readonly command: string }) {
  return (
    <>
      <section aria-label="Command">
        <pre className="rounded-medium border border-hairline bg-sunken p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
          {command}
        </pre>
      </section>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Close</Button>
        </DialogClose>
        <CopyButton look="primary" size="regular" label="Copy the command" text={command} />
      </DialogFooter>
    </>
  )
}
