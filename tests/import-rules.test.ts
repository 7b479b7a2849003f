import { describe, expect, test } from 'vitest'
import { migratedDatabases } from './support/import'
import { EXAMPLE, everything } from './support/import-example'

const { fresh, shared } = migratedDatabases()

describe('an import that breaks a rule', () => {
  test('is refused whole', async () => {
    const aviary = await fresh()
    const before = await everything(aviary)
    const sections = [...EXAMPLE.sections, { id: '78', title: 'Lost', projectId: '99' }]
    const refused = await aviary.refuse({ ...EXAMPLE, sections }, { reason: 'moving over' })
    expect(refused).toMatchObject({
      code: 'import_refused',
      faults: [{ path: 'sections[1].projectId', code: 'project_not_found' }],
    })
    expect(await everything(aviary)).toBe(before)
  })

  test('lists the first thousand faults', async () => {
    const aviary = await fresh()
    const projects = Array.from({ length: 1500 }, (_, nth) => ({ id: `${nth}`, title: 'T', publisherId: 'none' }))
    const refused = await aviary.refuse({ projects })
    expect(refused.faults).toHaveLength(1000)
    expect(refused.faults[999]?.path).toBe('projects[999].publisherId')
    expect(await aviary.load({ projects }, { dryRun: true })).toMatchObject({ refused: { count: 1500 } })
  })

  const stocked = shared(async (aviary) => {
    const publishers = [...EXAMPLE.publishers, { id: '4', name: 'Fourth' }]
    const features = [
      ...EXAMPLE.features,
      { name: 'reading', description: 'd', contexts: ['delivery' as const] },
      { name: 'gone', description: 'd', contexts: ['both' as const] },
    ]
    await aviary.load({ ...EXAMPLE, publishers, features }, { reason: 'moving over' })
    await aviary.rows(`UPDATE features SET archived_at = now() WHERE name = 'gone'`)
  })

  const scope = (feature: string, scopeType: string, scopeId: string) => ({
    scopeStates: [{ feature, scopeType, scopeId }],
  })
  const rollout = (feature: string, scopeType: string, scopeId: string | null) => ({
    rollouts: [{ feature, scopeType, scopeId, stage: 'off' }],
  })
  const exemption = (row: object) => ({ exemptions: [{ feature: 'x', publisherId: '3', ...row }] })
  const author = (row: object) => ({ authors: [{ id: '9', name: 'N', ...row }] })

  test.each<[string, string, string, object]>([
    [
      'projects[0].publisherId',
      'publisher_not_found',
      'an unknown publisher',
      { projects: [{ id: '1', title: 'T', publisherId: '9' }] },
    ],
    [
      'sections[0].projectId',
      'project_not_found',
      'an unknown project',
      { sections: [{ id: '1', title: 'T', projectId: '9' }] },
    ],
    [
      'sections[0].publisherId',
      'publisher_not_found',
      'an unknown publisher',
      { sections: [{ id: '1', title: 'T', publisherId: '9' }] },
    ],
    ['scopeStates[0].feature', 'feature_not_found', 'an unknown feature', scope('y', 'section', '77')],
    ['scopeStates[0].scopeId', 'place_not_found', 'an unknown section', scope('x', 'section', '12')],
    ['scopeStates[0].scopeId', 'place_not_found', 'an unknown project', scope('x', 'project', '77')],
    [
      'scopeStates[0].scopeType',
      'scope_unsupported',
      'a type of resource not supported',
      scope('reading', 'project', '12'),
    ],
    ['scopeStates[0].feature', 'feature_archived', 'an archived feature', scope('gone', 'section', '77')],
    ['rollouts[0].feature', 'feature_not_found', 'an unknown feature', rollout('y', 'global', null)],
    ['rollouts[0].scopeId', 'place_not_found', 'an unknown section', rollout('x', 'section', '12')],
    ['rollouts[0].scopeId', 'place_not_found', 'an unknown project', rollout('x', 'project', '77')],
    ['rollouts[0].feature', 'feature_archived', 'an archived feature', rollout('gone', 'global', null)],
    [
      'exemptions[0].publisherId',
      'publisher_not_found',
      'an unknown publisher',
      exemption({ publisherId: '9', effect: 'deny', note: 'n' }),
    ],
    [
      'exemptions[0].feature',
      'feature_not_found',
      'an unknown feature',
      exemption({ feature: 'y', effect: 'deny', note: 'n' }),
    ],
    [
      'exemptions[0].feature',
      'feature_archived',
      'an archived feature',
      exemption({ feature: 'gone', effect: 'deny', note: 'n' }),
    ],
    ['exemptions[0].effect', 'field_required', 'no effect', exemption({ publisherId: '4', note: 'n' })],
    ['exemptions[0].note', 'field_required', 'no note', exemption({ publisherId: '4', effect: 'deny' })],
    [
      'features[0].description',
      'field_required',
      'no description',
      { features: [{ name: 'new', contexts: ['both'] }] },
    ],
    ['features[0].contexts', 'field_required', 'no contexts', { features: [{ name: 'new', description: 'd' }] }],
    [
      'features[0].name',
      'feature_archived',
      'the name of an archived feature',
      { features: [{ name: 'gone', contexts: ['authoring'], rolloutMode: 'canary' }] },
    ],
    [
      'features[0].contexts',
      'contexts_in_use',
      'opt-ins that stand',
      { features: [{ name: 'x', contexts: ['authoring'] }] },
    ],
    ['authors[0].email', 'email_taken', "another author's e-mail address", author({ email: 'A@Example.EDU' })],
  ])('is refused at %s, %s, for %s', async (path, code, _why, document) => {
    const aviary = stocked()
    const before = await everything(aviary)
    const refused = await aviary.refuse(document, { reason: 'why not' })
    expect({ code: refused.code, faults: refused.faults.map((fault) => [fault.path, fault.code]) }).toEqual({
      code: 'import_refused',
      faults: [[path, code]],
    })
    expect(await everything(aviary)).toBe(before)
  })

  test('names the second of two authors with one e-mail address', async () => {
    const aviary = await fresh()
    const authors = ['x@example.edu', 'y@example.edu', 'X@EXAMPLE.edu'].map((email, nth) => ({
      id: `${nth}`,
      name: 'N',
      email,
    }))
    const refused = await aviary.refuse({ authors })
    expect(refused.faults.map(({ path, code }) => [path, code])).toEqual([['authors[2].email', 'email_taken']])
  })

  test('may widen contexts, and give up those without opt-ins', async () => {
    const aviary = await fresh()
    await aviary.load(EXAMPLE, { reason: 'moving over' })
    const narrowed = await aviary.load({ features: [{ name: 'x', contexts: ['delivery'] }] })
    expect(narrowed.changed.names).toEqual(['feature x'])
    const widened = await aviary.load({ features: [{ name: 'x', contexts: ['authoring', 'delivery'] }] })
    expect(widened.changed.names).toEqual(['feature x'])
  })
})
