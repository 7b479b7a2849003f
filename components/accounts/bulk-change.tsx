'use client'

import Link from 'next/link'
import { useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Trail } from '@/components/shell/trail'
import { Notice } from '@/components/ui/notice'
import { TEXT_LINK } from '@/components/ui/text-link'
import { counted } from '@/lib/client/decision-words'
import { queryText } from '@/lib/client/queries/console-query'
import { useAction } from '@/lib/client/use-action'
import type { ActionResult } from '@/lib/contracts/action-result'
import type { InternalsPlan } from '@/lib/contracts/api/accounts'
import { BulkConfirm } from './bulk-confirm'
import { BulkPlan } from './bulk-plan'
import { BulkSource, type Source } from './bulk-source'

type BulkAction = (given: { csv: string }) => Promise<ActionResult<InternalsPlan>>

interface BulkChangeProps {
  readonly tryOut: BulkAction
  readonly change: BulkAction
}

const TRAIL = [{ href: '/accounts', label: 'Accounts' }]
const NOTHING: Source = { text: '', file: null }
const csvOf = ({ text, file }: Source) => file?.text ?? text

function triedText({ counts: { changed, unchanged, atFault } }: InternalsPlan): string {
  const parts = [
    `${counted(changed, 'row')} would change`,
    `${unchanged.toLocaleString('en')} unchanged`,
    `${atFault.toLocaleString('en')} at fault`,
  ]
  return `Dry run: ${parts.join(', ')}.`
}

function Done({ plan }: { readonly plan: InternalsPlan }) {
  const { changed, unchanged } = plan.counts
  return (
    <Notice
      title={changed === 0 ? 'Nothing had to be changed.' : `${counted(changed, 'account')} changed.`}
      action={
        plan.importId !== null && (
          <Link href={`/audit${queryText({ importId: plan.importId })}`} prefetch={false} className={TEXT_LINK}>
            See them in the audit trail
          </Link>
        )
      }
    >
      {unchanged > 0 && `${counted(unchanged, 'row')} said what was so already.`}
    </Notice>
  )
}

/** Marks many accounts by a file: first a dry run that names every row, then all of it or nothing. */
export function BulkChange({ tryOut, change }: BulkChangeProps) {
  const [source, setSource] = useState(NOTHING)
  const [tried, setTried] = useState<{ csv: string; plan: InternalsPlan } | null>(null)
  const [done, setDone] = useState<InternalsPlan | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  const csv = csvOf(source)
  const trial = useAction(tryOut, { done: triedText, touches: [], onDone: (plan) => setTried({ csv, plan }) })
  const plan = tried?.csv === csv ? tried.plan : null

  async function tryIt() {
    trial.forget()
    setDone(null)
    setAttempt((count) => count + 1)
    await trial.run({ csv })
  }

  return (
    <>
      <PageHeader
        trail={<Trail steps={TRAIL} />}
        title="Change many accounts"
        purpose="Marks up to 10,000 authors and users as internal, or no longer so, by a CSV file. All of it or nothing."
      />
      <div className="grid gap-8">
        <BulkSource
          source={source}
          onChange={setSource}
          isBusy={trial.isBusy}
          failure={trial.failure}
          attempt={attempt}
          onTry={() => void tryIt()}
        />
        {done !== null && <Done plan={done} />}
        {plan !== null && done === null && (
          <BulkPlan key={attempt} plan={plan} attempt={attempt} onChange={setOpener} />
        )}
      </div>
      {opener !== null && plan !== null && (
        <BulkConfirm
          csv={csv}
          plan={plan}
          change={change}
          opener={opener}
          onDone={setDone}
          onClose={() => setOpener(null)}
        />
      )}
    </>
  )
}
