import { z } from 'zod'
import { id, label } from '../text'
import { accountChanged, accountName } from './accounts'
import { operation } from './operation'
import { noQuery } from './page'

/** What the directory is made of. */
export const directoryKind = z.enum(['publisher', 'project', 'section', 'author', 'user'])

const changed = z.boolean().meta({ description: 'false: it was so already; nothing was written.' })

const publisherChanged = z.strictObject({ id: z.string(), name: z.string(), changed }).meta({ id: 'PublisherChanged' })
const projectChanged = z
  .strictObject({ id: z.string(), title: z.string(), publisherId: z.string().nullable(), changed })
  .meta({ id: 'ProjectChanged' })
const sectionChanged = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    projectId: z.string().nullable(),
    publisherId: z.string().nullable(),
    changed,
  })
  .meta({ id: 'SectionChanged' })

export const directoryRemoved = z
  .strictObject({ kind: directoryKind, id: z.string(), removed: z.literal(true) })
  .meta({ id: 'DirectoryRemoved' })

// Absent leaves a field as it is.
export const accountFields = z.strictObject({
  name: label(255).optional(),
  email: z.email().max(320).nullable().optional(),
})
export const publisherFields = z.strictObject({ name: label(255).optional() })
export const projectFields = z.strictObject({ title: label(255).optional(), publisherId: id.nullable().optional() })
export const sectionFields = z.strictObject({
  title: label(255).optional(),
  projectId: id.nullable().optional(),
  publisherId: id.nullable().optional(),
})

const change = { method: 'PATCH', query: noQuery, permission: 'change_directory', refusals: [404, 409] } as const
const remove = {
  method: 'DELETE',
  query: noQuery,
  permission: 'change_directory',
  body: null,
  answer: directoryRemoved,
  refusals: [404, 409],
} as const

const accounts = { tag: 'Accounts', path: '/accounts/{type}/{id}', params: accountName } as const
const publishers = { tag: 'Directory', path: '/publishers/{id}', params: z.strictObject({ id }) } as const
const projects = { tag: 'Directory', path: '/projects/{id}', params: z.strictObject({ id }) } as const
const sections = { tag: 'Directory', path: '/sections/{id}', params: z.strictObject({ id }) } as const

export const changeAccountOperation = operation({
  ...change,
  ...accounts,
  id: 'changeAccount',
  summary: "Changes an account's name or e-mail address.",
  body: accountFields,
  answer: accountChanged,
})
export const removeAccountOperation = operation({
  ...remove,
  ...accounts,
  id: 'removeAccount',
  summary: 'Removes an account: its name and e-mail address are gone, the audit trail keeps its id.',
})
export const changePublisherOperation = operation({
  ...change,
  ...publishers,
  id: 'changePublisher',
  summary: "Changes a publisher's name.",
  body: publisherFields,
  answer: publisherChanged,
})
export const removePublisherOperation = operation({
  ...remove,
  ...publishers,
  id: 'removePublisher',
  summary: 'Removes a publisher that has no projects, sections or exemptions.',
})
export const changeProjectOperation = operation({
  ...change,
  ...projects,
  id: 'changeProject',
  summary: "Changes a project's title or publisher.",
  body: projectFields,
  answer: projectChanged,
})
export const removeProjectOperation = operation({
  ...remove,
  ...projects,
  id: 'removeProject',
  summary: 'Removes a project that has no sections, opt-ins or stages.',
})
export const changeSectionOperation = operation({
  ...change,
  ...sections,
  id: 'changeSection',
  summary: "Changes a section's title, project or publisher.",
  body: sectionFields,
  answer: sectionChanged,
})
export const removeSectionOperation = operation({
  ...remove,
  ...sections,
  id: 'removeSection',
  summary: 'Removes a section that has no opt-ins or stages.',
})

export type DirectoryKind = z.infer<typeof directoryKind>
export type DirectoryRemoved = z.infer<typeof directoryRemoved>
