import { FileText } from 'lucide-react'
import type { FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Field, TextAreaField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { Section } from '@/components/ui/section'
import { TEXT_LINK } from '@/components/ui/text-link'
import type { ActionFailure } from '@/lib/contracts/action-result'

/** What is to be read: a file, or what was pasted. */
export interface Source {
  readonly text: string
  readonly file: { readonly name: string; readonly text: string } | null
}

interface BulkSourceProps {
  readonly source: Source
  readonly onChange: (source: Source) => void
  readonly isBusy: boolean
  /** Why the file can't be read. */
  readonly failure: ActionFailure | null
  readonly attempt: number
  readonly onTry: () => void
}

const FILE_ID = 'bulk-file'
const TEXT_ID = 'bulk-text'
const KILOBYTE = 1024

const sizeText = (text: string) => `${Math.ceil(text.length / KILOBYTE).toLocaleString('en')} KB`

function Trouble({ failure, fieldId, attempt }: { failure: ActionFailure; fieldId: string; attempt: number }) {
  if (failure.faults.length === 0) return <Notice tone="error">{failure.message}</Notice>
  const faults = failure.faults.map(({ path, message }) => ({ fieldId, message: `${path}: ${message}` }))
  return <ErrorSummary title={failure.message} faults={faults} attempt={attempt} />
}

const sample = (
  <a href="/internal-accounts.csv" download className={TEXT_LINK}>
    Download a sample
  </a>
)

/** Where the rows come from. A file, once chosen, stands instead of the text. */
export function BulkSource({ source, onChange, isBusy, failure, attempt, onTry }: BulkSourceProps) {
  const { text, file } = source
  const isEmpty = file === null && text.trim() === ''
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isEmpty && !isBusy) onTry()
  }
  async function choose(chosen: File | undefined) {
    if (chosen !== undefined) onChange({ ...source, file: { name: chosen.name, text: await chosen.text() } })
  }
  return (
    <Section
      look="card"
      title="The rows"
      description={
        <>
          A header, <code className="font-mono text-12">type,id,is_internal,note</code>, then a row for each account.
          Every row says why in its note.
        </>
      }
      action={sample}
    >
      <form noValidate aria-label="Rows" onSubmit={submit} className="grid gap-4">
        {failure !== null && (
          <Trouble failure={failure} fieldId={file === null ? TEXT_ID : FILE_ID} attempt={attempt} />
        )}
        <Field id={FILE_ID} label="A CSV file" hint="In UTF-8, up to 8 MB.">
          {(described) => (
            <input
              id={FILE_ID}
              type="file"
              accept=".csv,text/csv"
              onChange={({ target }) => void choose(target.files?.[0])}
              className="min-h-11 w-full min-w-0 text-muted file:mr-4 file:min-h-11 file:cursor-pointer file:rounded-medium file:border file:border-solid file:border-edge file:bg-surface file:px-4 file:font-medium file:text-text file:hover:bg-hover"
              {...described}
            />
          )}
        </Field>
        {file === null ? (
          <TextAreaField
            id={TEXT_ID}
            label="Or paste them here"
            rows={6}
            spellCheck={false}
            wrap="off"
            value={text}
            onChange={({ target }) => onChange({ ...source, text: target.value })}
          />
        ) : (
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2 wrap-anywhere">
            <span className="inline-flex min-w-0 items-center gap-2">
              <FileText aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <bdi>{file.name}</bdi>
              <span className="text-muted">{sizeText(file.text)}</span>
            </span>
            <Button size="compact" onClick={() => onChange({ ...source, file: null })}>
              Paste rows instead
            </Button>
          </p>
        )}
        <div>
          <Button
            type="submit"
            className="max-w-full whitespace-normal!"
            isBusy={isBusy}
            disabledReason={isEmpty ? 'Choose a file or paste some rows first.' : undefined}
          >
            Try it without changing anything
          </Button>
        </div>
      </form>
    </Section>
  )
}
