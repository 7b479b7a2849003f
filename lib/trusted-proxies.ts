import { BlockList, isIP, isIPv6 } from 'node:net'

/** Addresses whose word is taken on who asked. */
export type TrustedProxies = Pick<BlockList, 'check'>

const PREFIX = /^\d{1,3}$/
const MOST_BITS = { ipv4: 32, ipv6: 128 } as const

const kindOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** An address of IPv4 as itself, also where a socket of IPv6 names it. */
export const plainAddress = (address: string) => address.replace(/^::ffff:(?=[\d.]+$)/i, '')

/** Whether a text is an address, with no port and no interface beside it. */
export const isAddress = (text: string) => isIP(text) !== 0 && !text.includes('%')

function add(list: BlockList, entry: string): void {
  const [address = '', given, ...rest] = entry.split('/')
  if (!isAddress(address) || rest.length > 0) throw new Error(entry)
  const kind = kindOf(address)
  const prefix = given ?? String(MOST_BITS[kind])
  // A range of no bits would take everybody's word.
  const isRange = PREFIX.test(prefix) && Number(prefix) > 0 && Number(prefix) <= MOST_BITS[kind]
  if (!isRange) throw new Error(entry)
  list.addSubnet(address, Number(prefix), kind)
}

/**
 * @param text addresses and ranges (`10.0.0.0/8`, `fd00::/8`), separated by commas; empty: nobody
 * @throws where it holds anything else
 */
export function trustedProxies(text: string): TrustedProxies {
  const list = new BlockList()
  if (text.trim() !== '') for (const entry of text.split(',')) add(list, entry.trim())
  return list
}

/** Whether an address is one of them. What is no address is not. */
export function isTrusted(proxies: TrustedProxies, address: string): boolean {
  const plain = plainAddress(address)
  return isAddress(plain) && proxies.check(plain, kindOf(plain))
}
