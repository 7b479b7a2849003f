import { decide } from './decide'
import type { Decision, DecisionFacts } from './decision'
import { decidingStep, JUDGMENT_STEPS, type JudgmentStep } from './judgment-step'
import { stepText } from './trace-text'
import type { FeatureContext } from './vocabulary'
import { type NearestChange, wouldAllow } from './would-allow'

/** `skipped`: the step had nothing to ask, as the publisher's steps where there is no publisher. */
export type StepOutcome = 'passed' | 'denied' | 'allowed' | 'skipped'

export interface TraceStep {
  /** `facts` stands alone, where the facts could not be read. */
  readonly step: JudgmentStep | 'facts'
  readonly outcome: StepOutcome
  /** One or two sentences in plain words. Holds ids as they were given, never a note. */
  readonly text: string
}

export interface Explanation {
  readonly decision: Decision
  readonly trace: readonly TraceStep[]
  readonly wouldAllow: NearestChange | null
}

/**
 * The decision, the way to it, and the nearest single change that would allow; decision.md, "What the answer holds".
 * The trace is read off `decide`'s own answer, so the two can't disagree. Never throws, like `decide`.
 *
 * @param contexts what the feature supports; where it leaves out the resource's type, opting in is no way out
 */
export function explain(facts: DecisionFacts, contexts: FeatureContext = 'both'): Explanation {
  const decision = decide(facts)
  return { decision, trace: traceOf(facts, decision, contexts), wouldAllow: wouldAllow(facts, contexts) }
}

function traceOf(facts: DecisionFacts, decision: Decision, contexts: FeatureContext): readonly TraceStep[] {
  const last = decidingStep(decision.reason)
  if (last === null) {
    return [{ step: 'facts', outcome: 'denied', text: 'The facts could not be read, so the answer is no.' }]
  }
  return JUDGMENT_STEPS.slice(0, JUDGMENT_STEPS.indexOf(last) + 1).map((step) => ({
    step,
    outcome: step === last ? verdictOf(decision) : onTheWay(step, decision),
    text: stepText(step, { facts, decision, contexts }),
  }))
}

function verdictOf({ result }: Decision): StepOutcome {
  return result ? 'allowed' : 'denied'
}

function onTheWay(step: JudgmentStep, { publisherId }: Decision): StepOutcome {
  const asksPublisher = step === 'publisher_deny' || step === 'force_enable'
  return asksPublisher && publisherId === null ? 'skipped' : 'passed'
}
