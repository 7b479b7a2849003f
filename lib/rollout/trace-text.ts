import { supports } from './contexts'
import type { Decision, DecisionFacts } from './decision'
import type { JudgmentStep } from './judgment-step'
import type { ExemptionEffect, FeatureContext, Stage } from './vocabulary'

interface Judged {
  readonly facts: DecisionFacts
  readonly decision: Decision
  readonly contexts: FeatureContext
}

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  off: 'off',
  internal_only: 'internal only',
  five_percent: '5 percent',
  fifty_percent: '50 percent',
  full: 'full',
}

const EFFECT_WORDS: Readonly<Record<ExemptionEffect, string>> = { deny: 'deny', force_enable: 'force-enable' }

const TEXTS: Readonly<Record<JudgmentStep, (judged: Judged) => string>> = {
  scope_state: scopeText,
  mode: ({ decision }) =>
    decision.reason === 'enabled'
      ? 'The mode is scoped only: being opted in is all it takes.'
      : 'The mode is canary: the stage decides who gets the feature.',
  stage: stageText,
  publisher_deny: (judged) => exemptionText('deny', judged),
  stage_off: offText,
  force_enable: (judged) => exemptionText('force_enable', judged),
  stage_full: ({ decision }) =>
    decision.reason === 'stage_full' ? 'The stage is full: everyone gets in.' : 'The stage is not full.',
  internal: ({ facts }) => `${actor(facts)} is ${facts.isInternal ? 'internal' : 'not internal'}.`,
  internal_only: ({ decision }) =>
    decision.reason === 'not_internal'
      ? 'The stage admits internal actors only.'
      : `Beside internal actors, the stage admits a cohort of ${stageWords(decision)}.`,
  cohort: ({ facts, decision }) =>
    `The bucket of ${facts.actorType} ${facts.actorId} is ${decision.bucket}, ` +
    `${decision.result ? 'inside' : 'outside'} the cohort of ${stageWords(decision)}.`,
}

/** What a step of the judgment found, in words for a support person. Only for a step that was taken. */
export function stepText(step: JudgmentStep, judged: Judged): string {
  return TEXTS[step](judged)
}

function scopeText({ facts, contexts }: Judged): string {
  if (facts.isOptedIn) return `${resource(facts)} is opted in.`
  const denied = `${resource(facts)} is not opted in.`
  return supports(contexts, facts.resourceType)
    ? denied
    : `${denied} It can't be: the feature does not support ${facts.resourceType}s.`
}

function stageText({ facts, decision }: Judged): string {
  const { scopeType, scopeId } = decision.stageSource ?? { scopeType: 'default', scopeId: null }
  if (scopeType === 'default') return 'No stage is set anywhere, so the stage in force is off.'
  if (scopeType === 'global') return `The stage in force is ${stageWords(decision)}, set globally.`
  const set = `The stage in force is ${stageWords(decision)}, set for ${scopeType} ${scopeId}.`
  if (scopeType === 'section' || facts.sectionStage === null) return set
  return `${set} It wins over the section's own stage, ${STAGE_WORDS[facts.sectionStage]}.`
}

function offText({ decision }: Judged): string {
  if (decision.stage !== 'off') return 'The stage is not off.'
  const denied = 'The stage is off: no one gets in.'
  return decision.exemption === null ? denied : `${denied} A force-enable does not override that.`
}

function exemptionText(effect: ExemptionEffect, { facts, decision }: Judged): string {
  const { publisherId, exemption } = facts
  if (publisherId === null) return 'The resource has no publisher, so there is no exemption.'
  const name = EFFECT_WORDS[effect]
  if (exemption?.effect !== effect) return `Publisher ${publisherId} has no ${name}.`
  if (exemption.expiresAt === null) return `Publisher ${publisherId} has a ${name}.`
  const expiry = new Date(exemption.expiresAt).toISOString()
  return decision.exemption === null
    ? `Publisher ${publisherId} had a ${name}, which expired at ${expiry}.`
    : `Publisher ${publisherId} has a ${name} until ${expiry}.`
}

function stageWords({ stage }: Decision): string {
  return stage === null ? 'none' : STAGE_WORDS[stage]
}

function resource({ resourceType, resourceId }: DecisionFacts): string {
  return `${resourceType === 'project' ? 'Project' : 'Section'} ${resourceId}`
}

function actor({ actorType, actorId }: DecisionFacts): string {
  return `${actorType === 'author' ? 'Author' : 'User'} ${actorId}`
}
