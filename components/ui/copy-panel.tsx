import { Button } from './button'
import { CopyButton } from './copy-button'
import { DialogClose, DialogFooter } from './dialog'
import { Notice } from './notice'

interface CopyPanelProps {
  /** "The key", "The command": what stands there, and what the button copies. */
  readonly label: string
  readonly text: string
  /** What to know about a secret: it is shown this once. */
  readonly secretNote?: string
  /** More to copy, by label: the command that uses it. */
  readonly more?: { readonly label: string; readonly text: string }
}

const Text = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <section aria-label={label}>
    <pre className="rounded-medium border border-hairline bg-sunken p-3 font-mono text-12 whitespace-pre-wrap wrap-anywhere">
      {text}
    </pre>
  </section>
)

/** In a dialog: a text to be copied, and the way out. */
export function CopyPanel({ label, text, secretNote, more }: CopyPanelProps) {
  return (
    <>
      {secretNote !== undefined && (
        <Notice tone="warning" title="It is shown this once.">
          {secretNote}
        </Notice>
      )}
      <Text label={label} text={text} />
      {more !== undefined && (
        <div className="grid gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <p className="font-medium">{more.label}</p>
            <CopyButton label="Copy the command" text={more.text} />
          </div>
          <Text label={more.label} text={more.text} />
        </div>
      )}
      <DialogFooter>
        <DialogClose asChild>
          <Button>Close</Button>
        </DialogClose>
        <CopyButton look="primary" size="regular" label={`Copy ${label.toLowerCase()}`} text={text} />
      </DialogFooter>
    </>
  )
}
