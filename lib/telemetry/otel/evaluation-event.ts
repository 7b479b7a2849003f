import type { LogRecord } from '@opentelemetry/api-logs'
import { OFREP_REASONS } from '@/lib/contracts/ofrep-reason'
import type { DecisionMade } from '../channels'

const INFO = 9

/** A decision as OpenTelemetry's semantic conventions say it: the event `feature_flag.evaluation`. @param atMs since 1970 */
export function evaluationEvent(decision: DecisionMade, atMs: number): LogRecord {
  const { feature, actorType, resourceType, result, reason, revision } = decision
  const isMissing = reason === 'feature_not_found'
  return {
    eventName: 'feature_flag.evaluation',
    timestamp: atMs,
    severityNumber: INFO,
    attributes: {
      'feature_flag.key': feature,
      'feature_flag.provider.name': 'aviary',
      'feature_flag.result.value': result,
      'feature_flag.result.variant': result ? 'on' : 'off',
      'feature_flag.result.reason': isMissing ? 'error' : OFREP_REASONS[reason].toLowerCase(),
      'feature_flag.version': String(revision),
      'aviary.reason': reason,
      'aviary.actor_type': actorType,
      'aviary.resource_type': resourceType,
      ...(isMissing && { 'error.type': 'flag_not_found' }),
      ...(reason === 'repository_error' && { 'error.type': 'general' }),
    },
  }
}
