import type { DecisionRequest } from '@/lib/contracts/decision'

/** Where to send what. */
export interface Target {
  readonly port: number
  readonly key: string
  readonly requests: readonly DecisionRequest[]
}

/** The whole request as it goes over the wire, for one that is sent as it stands. */
export function wireText({ port, key }: Omit<Target, 'requests'>, request: DecisionRequest): string {
  const body = JSON.stringify(request)
  return [
    'POST /api/decision HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${key}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: keep-alive',
    '',
    body,
  ].join('\r\n')
}
