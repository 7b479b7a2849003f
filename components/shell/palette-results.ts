import type { SearchAnswer } from '@/lib/client/queries/search'
import type { Permission } from '@/lib/contracts/permissions'
import { DESTINATIONS } from './destinations'

export interface Found {
  readonly href: string
  readonly label: string
  readonly detail: string
}

export interface FoundGroup {
  readonly heading: string
  readonly items: readonly Found[]
}

const part = encodeURIComponent

const placeOf = (kind: string, { id, title }: { id: string; title: string }, within: string | null): Found => ({
  href: `/${kind}/${part(id)}`,
  label: title,
  detail: within === null ? id : `${id} · ${within}`,
})

/** What a search found, as the palette groups it. */
export function groupsOf(answer: SearchAnswer): readonly FoundGroup[] {
  const groups: readonly FoundGroup[] = [
    {
      heading: 'Features',
      items: answer.features.map(({ name, description, isArchived }) => ({
        href: `/features/${part(name)}`,
        label: name,
        detail: isArchived ? `Archived · ${description}` : description,
      })),
    },
    { heading: 'Projects', items: answer.projects.map((each) => placeOf('projects', each, each.publisherName)) },
    { heading: 'Sections', items: answer.sections.map((each) => placeOf('sections', each, each.projectTitle)) },
    {
      heading: 'Publishers',
      items: answer.publishers.map(({ id, name }) => ({ href: `/publishers/${part(id)}`, label: name, detail: id })),
    },
    {
      heading: 'Accounts',
      items: answer.accounts.map(({ type, id, name, email }) => ({
        href: `/accounts/${type}/${part(id)}`,
        label: name,
        detail: [`${type} ${id}`, email].filter(Boolean).join(' · '),
      })),
    },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

/** The pages whose name holds a text; all of them where it is empty. */
export function pagesFor(text: string, permissions: readonly Permission[]): FoundGroup {
  const wanted = text.trim().toLowerCase()
  const items = DESTINATIONS.flatMap((group) => group.items)
    .filter(({ permission, label }) => permissions.includes(permission) && label.toLowerCase().includes(wanted))
    .map(({ href, label }) => ({ href, label, detail: '' }))
  return { heading: 'Pages', items }
}
