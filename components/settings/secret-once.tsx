import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DialogClose, DialogFooter } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

interface SecretOnceProps {
  /** "The key", "The link". */
  readonly label: string
  readonly secret: string
  /** What to know about it. */
  readonly about: string
  /** More to copy, by label: the command that uses it. */
  readonly command?: { readonly label: string; readonly text: string }
}

const Text = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <section aria-label={label}>
    <pre className="rounded-medium border border-hairline bg-sunken p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
      {text}
    </pre>
  </section>
)

/** A secret that is shown now and never again, to be copied. */
export function SecretOnce({ label, secret, about, command }: SecretOnceProps) {
  return (
    <>
      <Notice tone="warning" title="It is shown this once.">
        {about}
      </Notice>
      <Text label={label} text={secret} />
      {command !== undefined && (
        <div className="grid gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="font-medium">{command.label}</p>
            <CopyButton label="Copy the command" text={command.text} />
          </div>
          <Text label={command.label} text={command.text} />
        </div>
      )}
      <DialogFooter>
        <DialogClose asChild>
          <Button>Done</Button>
        </DialogClose>
        <CopyButton look="primary" size="regular" label={`Copy ${label.toLowerCase()}`} text={secret} />
      </DialogFooter>
    </>
  )
}
