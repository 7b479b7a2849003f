import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { QueryTrouble } from '@/components/shell/query-trouble'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyPanel } from '@/components/ui/copy-panel'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Dialog } from '@/components/ui/dialog'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import { SkeletonRows } from '@/components/ui/skeleton'
import { peopleQuery } from '@/lib/client/queries/settings'
import { useVisitor } from '@/lib/client/visitor'
import type { OneTimeLink, Person } from '@/lib/contracts/api/people'
import { passwordLink } from '@/lib/contracts/password-link'
import { InviteForm } from './invite-form'
import { More } from './more'
import { PersonDialog } from './person-dialog'
import { type AskedOfPerson, PersonMenu } from './person-menu'
import type { PeopleActions } from './verbs'

function State({ person }: { readonly person: Person }) {
  if (person.disabledAt !== null) return <Badge tone="deny">Disabled</Badge>
  if (person.linkExpiresAt !== null) {
    return (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <Badge tone="warn">{person.hasPassword ? 'Link open' : 'Invited'}</Badge>
        <span className="text-12 text-muted">
          link ends <RelativeTime at={person.linkExpiresAt} />
        </span>
      </span>
    )
  }
  return <Badge tone="allow">Active</Badge>
}

function Who({ person, isSelf }: { readonly person: Person; readonly isSelf: boolean }) {
  return (
    <span className="grid">
      <span className="flex flex-wrap items-center gap-x-2">
        <bdi>{person.name}</bdi>
        {isSelf && <Badge>You</Badge>}
      </span>
      <span className="font-normal text-muted">{person.email}</span>
    </span>
  )
}

/** Whether nobody else could do what a system admin does, as far as the list tells. */
const isLastAdmin = (person: Person, people: readonly Person[]) =>
  person.role === 'system_admin' &&
  person.disabledAt === null &&
  !people.some(({ id, role, disabledAt }) => id !== person.id && role === 'system_admin' && disabledAt === null)

type Shown = { readonly kind: 'invite' } | { readonly kind: 'link'; readonly made: OneTimeLink }

/** Who may sign in to the console, and all that can be done about it. */
export function People({ actions }: { readonly actions: PeopleActions }) {
  const query = useInfiniteQuery(peopleQuery)
  const { user } = useVisitor()
  const [dialog, setDialog] = useState<Shown | null>(null)
  const [asked, setAsked] = useState<AskedOfPerson | null>(null)
  const people = query.data?.pages.flatMap(({ items }) => items)
  const isLast = (person: Person) => !query.hasNextPage && isLastAdmin(person, people ?? [])
  const columns: Column<Person>[] = [
    {
      id: 'who',
      heading: 'Person',
      role: 'row-header',
      className: 'min-w-48',
      cell: (person) => <Who person={person} isSelf={person.id === user.id} />,
    },
    { id: 'role', heading: 'Role', cell: ({ role }) => (role === 'support' ? 'Support' : 'System admin') },
    { id: 'state', heading: 'State', cell: (person) => <State person={person} /> },
    { id: 'added', heading: 'Added', cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: 'actions',
      heading: 'Actions',
      headingLook: 'hidden',
      align: 'end',
      cell: (person) => <PersonMenu person={person} isLastAdmin={isLast(person)} onAsk={setAsked} />,
    },
  ]
  const showLink = (made: OneTimeLink) => setDialog({ kind: 'link', made })
  return (
    <Section
      title="People"
      description="Who may sign in here. System admins change rollouts; support looks, explains and marks accounts."
      action={
        <Button look="primary" onClick={() => setDialog({ kind: 'invite' })}>
          Invite somebody…
        </Button>
      }
    >
      <QueryTrouble query={query} what="The people" />
      {people === undefined && query.error === null && <SkeletonRows label="Reading the people …" />}
      {people !== undefined && (
        <DataTable
          caption="People and their roles"
          captionLook="hidden"
          columns={columns}
          rows={people}
          rowKey={({ id }) => id}
        />
      )}
      <More query={query} label="Show more people" />
      {dialog?.kind === 'invite' && (
        <Dialog
          title="Invite somebody"
          description="They get an account and a one-time link, good for 24 hours, by which they set their password."
          onClose={() => setDialog(null)}
        >
          <InviteForm invite={actions.invite} onDone={showLink} />
        </Dialog>
      )}
      {dialog?.kind === 'link' && (
        <Dialog
          title={`A link for ${dialog.made.person.name}`}
          description={`Hand it to ${dialog.made.person.email} yourself: Aviary sends no mail.`}
          onClose={() => setDialog(null)}
        >
          <CopyPanel
            label="The link"
            text={passwordLink(window.location.origin, dialog.made.token)}
            secretNote="It works once, within 24 hours. Whoever has it can set the password."
          />
        </Dialog>
      )}
      {asked !== null && (
        <PersonDialog
          key={asked.kind}
          asked={asked}
          actions={actions}
          onLink={showLink}
          onClose={() => setAsked(null)}
        />
      )}
    </Section>
  )
}
