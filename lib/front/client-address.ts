import { isAddress, isTrusted, plainAddress, type TrustedProxies } from '@/lib/trusted-proxies'

export interface Hops {
  /** Who is connected; empty where the connection is gone. */
  readonly peer: string
  /** `X-Forwarded-For` as it came, each hop's own peer behind those before it. */
  readonly forwardedFor: string | undefined
  readonly proxies: TrustedProxies
}

/**
 * Who asked: the last address that no trusted proxy stands behind. What stands before it is only said, and is not looked
 * at; where a trusted proxy says what is no address, it is who is connected.
 */
export function clientAddress({ peer, forwardedFor = '', proxies }: Hops): string {
  const hops = forwardedFor.split(',')
  let client = peer
  while (isTrusted(proxies, client) && hops.length > 0) {
    const said = plainAddress((hops.pop() ?? '').trim())
    if (!isAddress(said)) return peer
    client = said
  }
  return client
}
