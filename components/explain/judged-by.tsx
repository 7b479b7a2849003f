import Link from 'next/link'
import type { ReactNode } from 'react'
import { DescriptionList } from '@/components/ui/description-list'
import { RelativeTime } from '@/components/ui/relative-time'
import { TEXT_LINK } from '@/components/ui/text-link'
import { STAGE_LABELS } from '@/lib/client/decision-words'
import type { DraftQuestion } from '@/lib/client/explain-link'
import type { ExplainedDecision } from '@/lib/contracts/api/explain'

interface JudgedByProps {
  readonly question: DraftQuestion
  readonly decision: ExplainedDecision
}

const part = encodeURIComponent
const MODES = { scoped_only: 'Scoped only', canary: 'Canary' } as const
const EFFECTS = { deny: 'Deny', force_enable: 'Force-enable' } as const

function To({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className={TEXT_LINK}>
      <bdi>{children}</bdi>
    </Link>
  )
}

interface NamedProps {
  readonly href: string
  readonly id: string
  readonly name: string | null
}

/** Something of the directory, by its name; what it does not know has no page. */
function Named({ href, id, name }: NamedProps) {
  if (name === null) return <bdi>{id}, unknown to the directory</bdi>
  return (
    <>
      <To href={href}>{name}</To> <span className="text-muted">({id})</span>
    </>
  )
}

function sourceText({ stageSource }: ExplainedDecision): string {
  if (stageSource === null) return ''
  const { scopeType, scopeId } = stageSource
  if (scopeType === 'default') return ', because none is set anywhere'
  return scopeType === 'global' ? ', set globally' : `, set for ${scopeType} ${scopeId}`
}

function Exemption({ exemption }: ExplainedDecision) {
  if (exemption === null) return 'None'
  return (
    <>
      {EFFECTS[exemption.effect]}
      {exemption.expiresAt !== null && (
        <>
          , expires <RelativeTime at={exemption.expiresAt} />
        </>
      )}
    </>
  )
}

/** What the decision was made from. */
export function JudgedBy({ question: { feature, actor, resource }, decision }: JudgedByProps) {
  const { names, mode, stage, revision } = decision
  const { project, publisher } = names
  const isOfSection = resource.type === 'section'
  return (
    <DescriptionList
      items={[
        { term: 'Feature', description: <To href={`/features/${part(feature)}`}>{feature}</To> },
        { term: 'Mode', description: mode === null ? 'Unknown' : MODES[mode] },
        {
          term: actor.type === 'user' ? 'User' : 'Author',
          description: <Named href={`/accounts/${actor.type}/${part(actor.id)}`} id={actor.id} name={names.actor} />,
        },
        {
          term: isOfSection ? 'Section' : 'Project',
          description: (
            <Named href={`/${resource.type}s/${part(resource.id)}`} id={resource.id} name={names.resource} />
          ),
        },
        ...(isOfSection
          ? [
              {
                term: 'Project',
                description:
                  project === null ? (
                    'None'
                  ) : (
                    <Named href={`/projects/${part(project.id)}`} id={project.id} name={project.title} />
                  ),
              },
            ]
          : []),
        {
          term: 'Publisher',
          description:
            publisher === null ? (
              'None'
            ) : (
              <Named href={`/publishers/${part(publisher.id)}`} id={publisher.id} name={publisher.name} />
            ),
        },
        {
          term: 'Stage',
          description: stage === null ? 'Not asked for' : `${STAGE_LABELS[stage]}${sourceText(decision)}`,
        },
        { term: 'Exemption', description: <Exemption {...decision} /> },
        { term: 'Revision', description: revision === undefined ? 'Unknown' : revision.toLocaleString('en') },
      ]}
    />
  )
}
