import { timingSafeEqual } from 'node:crypto'
import { createMetrics } from '@/lib/telemetry/metrics'
import { measured } from '../measured'
import type { Handler, Incoming } from '../message'
import { applicationDoor } from './application-door'
import type { DoorContext } from './context'
import { publicDoor } from './public-door'

const METHODS = ['GET']

function hasToken(request: Incoming, token: string | null): boolean {
  if (token === null) return false
  const given = Buffer.from(request.header('authorization') ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** `GET /api/metrics`: Prometheus text, for the metrics token or a key with scope admin. */
export function metricsDoor(context: DoorContext): Handler {
  const metrics = context.overWorkers(createMetrics(context, context.worker ?? 0))
  const page = async () => ({
    status: 200,
    headers: { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' },
    body: await metrics.text(),
  })
  const byKey = applicationDoor(context, { methods: METHODS, scope: 'admin' }, page)
  const byToken = publicDoor(context, page)
  const door: Handler = (request) => (hasToken(request, context.metricsToken) ? byToken(request) : byKey(request))
  return measured('metrics', door)
}
