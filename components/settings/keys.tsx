import { useInfiniteQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyPanel } from '@/components/ui/copy-panel'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { decisionCurl } from '@/lib/client/decision-curl'
import { keysQuery } from '@/lib/client/queries/settings'
import { useAction } from '@/lib/client/use-action'
import type { ApiKeyItem } from '@/lib/contracts/api/keys'
import { KeyForm } from './key-form'
import { More } from './more'
import type { KeyActions, MadeKey } from './verbs'

const STATES = {
  active: { tone: 'allow', word: 'Active' },
  expired: { tone: 'warn', word: 'Expired' },
  revoked: { tone: 'deny', word: 'Revoked' },
} as const

/** What to try it with; the names are the demo's, to be replaced. */
const EXAMPLE = {
  feature: 'adaptive_duplication',
  actor: { type: 'user', id: '1042' },
  resource: { type: 'project', id: '12' },
} as const

const tryIt = (key: string) => `AVIARY_KEY='${key}'\n${decisionCurl(window.location.origin, EXAMPLE)}`

interface AskedToRevoke {
  readonly item: ApiKeyItem
  readonly opener: HTMLElement
}

function columnsOf(ask: (asked: AskedToRevoke) => void): Column<ApiKeyItem>[] {
  return [
    {
      id: 'name',
      heading: 'Key',
      role: 'row-header',
      className: 'min-w-40',
      cell: ({ name, prefix }) => (
        <span className="grid">
          <bdi>{name}</bdi>
          <span className="font-mono text-12 font-normal text-muted">{prefix}…</span>
        </span>
      ),
    },
    { id: 'scopes', heading: 'May', cell: ({ scopes }) => (scopes.includes('admin') ? 'decide, change' : 'decide') },
    {
      id: 'rate',
      heading: 'At most',
      className: 'whitespace-nowrap',
      cell: ({ rateLimitPerS }) =>
        rateLimitPerS === null ? 'as the node' : `${rateLimitPerS.toLocaleString('en')} a second`,
    },
    {
      id: 'origins',
      heading: 'From web pages of',
      className: 'min-w-32',
      cell: ({ allowedOrigins }) => (allowedOrigins.length === 0 ? 'none' : allowedOrigins.join(', ')),
    },
    {
      id: 'used',
      heading: 'Last used',
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : <RelativeTime at={lastUsedAt} />),
    },
    {
      id: 'expires',
      heading: 'Expires',
      cell: ({ expiresAt }) => (expiresAt === null ? 'never' : <RelativeTime at={expiresAt} />),
    },
    {
      id: 'state',
      heading: 'State',
      cell: ({ status, revokedAt }) => (
        <span className="grid justify-items-start">
          <Badge tone={STATES[status].tone}>{STATES[status].word}</Badge>
          {revokedAt !== null && (
            <span className="text-12 text-muted">
              <RelativeTime at={revokedAt} />
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'actions',
      heading: 'Actions',
      headingLook: 'hidden',
      align: 'end',
      cell: (item) =>
        item.status !== 'revoked' && (
          <Button
            size="compact"
            look="danger"
            aria-label={`Revoke the key ${item.name}, ${item.prefix}…`}
            onClick={({ currentTarget }) => ask({ item, opener: currentTarget })}
          >
            Revoke…
          </Button>
        ),
    },
  ]
}

interface RevokeProps {
  readonly asked: AskedToRevoke
  readonly revoke: KeyActions['revoke']
  readonly onClose: () => void
}

function RevokeDialog({ asked, revoke, onClose }: RevokeProps) {
  const { item } = asked
  const action = useAction(revoke, {
    done: ({ name }) => `The key ${name} is revoked.`,
    touches: ['keys', 'audit'],
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      title={`Revoke the key ${item.name}?`}
      description="Within a second every node answers 401 to whoever uses it. It can’t be undone: a program that needs one gets a new key."
      action="Revoke the key"
      tone="danger"
      isBusy={action.isBusy}
      refusal={action.failure}
      onConfirm={() => void action.run({ id: item.id })}
      // The button goes with the key; what is above the table stays.
      opener={document.getElementById(MAKE_ID)}
      onClose={onClose}
    >
      <p>Last used: {item.lastUsedAt === null ? 'never.' : <RelativeTime at={item.lastUsedAt} />}</p>
    </ConfirmDialog>
  )
}

const MAKE_ID = 'make-a-key'

/** Which programs may ask; keys are made and revoked here, and shown once. */
export function Keys({ actions }: { readonly actions: KeyActions }) {
  const query = useInfiniteQuery(keysQuery)
  const [made, setMade] = useState<MadeKey | 'asked' | null>(null)
  const [asked, setAsked] = useState<AskedToRevoke | null>(null)
  const keys = query.data?.pages.flatMap(({ items }) => items)
  const close = () => setMade(null)
  return (
    <Section
      title="API keys"
      description="Which programs may ask for decisions, or change rollouts."
      action={
        <Button id={MAKE_ID} look="primary" onClick={() => setMade('asked')}>
          Make a key…
        </Button>
      }
    >
      <QueryTrouble query={query} what="The keys" />
      {keys === undefined && query.error === null && <SkeletonRows label="Reading the keys …" />}
      {keys?.length === 0 && (
        <EmptyState icon={KeyRound} title="No keys yet">
          A program needs one to ask for decisions.
        </EmptyState>
      )}
      {keys !== undefined && keys.length > 0 && (
        <DataTable
          caption="Keys, and what each may"
          captionLook="hidden"
          columns={columnsOf(setAsked)}
          cardsBelow="large"
          rows={keys}
          rowKey={({ id }) => id}
        />
      )}
      <More query={query} label="Show older keys" />
      {made === 'asked' && (
        <Dialog
          title="Make a key"
          description="For one program: a key each, so that one can be revoked without the others."
          onClose={close}
        >
          <KeyForm create={actions.create} onDone={setMade} />
        </Dialog>
      )}
      {made !== null && made !== 'asked' && (
        <Dialog title="The key is made" description="Copy it into the program’s secrets now." onClose={close}>
          <CopyPanel
            label="The key"
            text={made.key}
            secretNote="Aviary keeps only its hash. Where it is lost, revoke it and make another."
            more={{ label: 'Try it', text: tryIt(made.key) }}
          />
        </Dialog>
      )}
      {asked !== null && <RevokeDialog asked={asked} revoke={actions.revoke} onClose={() => setAsked(null)} />}
    </Section>
  )
}
