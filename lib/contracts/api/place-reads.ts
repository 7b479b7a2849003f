import { z } from 'zod'
import { id } from '../text'
import { exemptionEffect, featureContext, resourceType, rolloutMode, scopeType, stage } from '../words'
import { operation } from './operation'
import { noParams, noQuery, pageOf, pageQuery, searchText } from './page'
import { author } from './rollouts'

const project = z.strictObject({ id: z.string(), title: z.string() })
const publisher = z.strictObject({ id: z.string(), name: z.string() })

/** A stage, and where it comes from. Mode scoped_only has no stages: it counts as `full` from nowhere. */
const stageFrom = z
  .strictObject({
    stage,
    source: z
      .strictObject({
        scopeType: z.enum([...scopeType.options, 'default']),
        scopeId: z.string().nullable(),
        title: z.string().nullable().meta({ description: 'Of the project or the section.' }),
      })
      .nullable(),
  })
  .meta({ id: 'StageFrom' })

/** How a feature stands at a project or a section: what a decision there goes by, before it looks at the actor. */
const standing = {
  isOptedIn: z.boolean(),
  own: z
    .strictObject({ stage, version: z.int(), updatedBy: author, updatedAt: z.string() })
    .nullable()
    .meta({ description: 'Its own rollout.' }),
  inherited: stageFrom.meta({ description: 'What is in force where it has no own rollout.' }),
  effective: stageFrom.meta({ description: 'What is in force, once it is opted in.' }),
  isShadowed: z.boolean().meta({ description: "Its own stage does not count: the project's wins." }),
  exemption: z
    .strictObject({ effect: exemptionEffect, expiresAt: z.string().nullable() })
    .nullable()
    .meta({ description: "Its publisher's, in force." }),
}

/** A project or a section, as one feature stands there. */
export const placeOfFeature = z
  .strictObject({
    scopeType: resourceType,
    scopeId: z.string(),
    title: z.string(),
    project: project.nullable().meta({ description: "A section's project." }),
    publisher: publisher.nullable(),
    ...standing,
  })
  .meta({ id: 'PlaceOfFeature' })

/** A feature, as it stands at one project or section. */
const featureAtPlace = z
  .strictObject({ name: z.string(), description: z.string(), contexts: featureContext, rolloutMode, ...standing })
  .meta({ id: 'FeatureAtPlace' })

const optedIn = z.int().min(0).meta({ description: 'Features that it is opted in to.' })
const projectItem = z.strictObject({ id: z.string(), title: z.string(), publisher: publisher.nullable(), optedIn })
const sectionItem = projectItem.extend({ project: project.nullable() })
const features = z
  .array(featureAtPlace)
  .meta({ description: 'Every feature, not archived, that supports it or that it is opted in to, by name.' })
const counted = z.int().min(0)

const common = { tag: 'Directory', permission: 'read_rollouts', method: 'GET', body: null, isRead: true } as const
const list = { ...common, params: noParams, refusals: [] } as const
const one = { ...common, params: z.strictObject({ id }), query: noQuery, refusals: [404] } as const

export const listProjectsOperation = operation({
  ...list,
  id: 'listProjects',
  path: '/projects',
  summary: 'Projects by title.',
  query: pageQuery.extend({ q: searchText, publisherId: id.optional() }),
  answer: pageOf(projectItem.meta({ id: 'ProjectItem' })),
})

export const listSectionsOperation = operation({
  ...list,
  id: 'listSections',
  path: '/sections',
  summary: 'Sections by title.',
  query: pageQuery.extend({ q: searchText, publisherId: id.optional(), projectId: id.optional() }),
  answer: pageOf(sectionItem.meta({ id: 'SectionItem' })),
})

export const listPublishersOperation = operation({
  ...list,
  id: 'listPublishers',
  path: '/publishers',
  summary: 'Publishers by name.',
  query: pageQuery.extend({ q: searchText }),
  answer: pageOf(publisher.meta({ id: 'PublisherItem' })),
})

export const getProjectOperation = operation({
  ...one,
  id: 'getProject',
  path: '/projects/{id}',
  summary: 'A project, and how each feature stands there.',
  answer: projectItem.extend({ sections: counted, features }).meta({ id: 'ProjectDetails' }),
})

export const getSectionOperation = operation({
  ...one,
  id: 'getSection',
  path: '/sections/{id}',
  summary: 'A section, and how each feature stands there.',
  answer: sectionItem.extend({ features }).meta({ id: 'SectionDetails' }),
})

export type PlaceOfFeature = z.infer<typeof placeOfFeature>
export type FeatureAtPlace = z.infer<typeof featureAtPlace>
export type Standing = Pick<FeatureAtPlace, keyof typeof standing>
export type StageFrom = z.infer<typeof stageFrom>
export type ProjectItem = z.infer<typeof projectItem>
export type SectionItem = z.infer<typeof sectionItem>
export type PublisherItem = z.infer<typeof publisher>
export type ProjectDetails = z.infer<typeof getProjectOperation.answer>
export type SectionDetails = z.infer<typeof getSectionOperation.answer>
export type ListProjectsQuery = z.infer<typeof listProjectsOperation.query>
export type ListSectionsQuery = z.infer<typeof listSectionsOperation.query>
export type ListPublishersQuery = z.infer<typeof listPublishersOperation.query>
