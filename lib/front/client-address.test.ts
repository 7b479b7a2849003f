import { describe, expect, test } from 'vitest'
import { trustedProxies } from '@/lib/trusted-proxies'
import { clientAddress } from './client-address'

const PROXIES = trustedProxies('127.0.0.1, 10.0.0.0/8,fd00::/8')

const asked = (peer: string, forwardedFor?: string, proxies = PROXIES) => clientAddress({ peer, forwardedFor, proxies })

describe('who asked', () => {
  test.each([
    ['is who is connected, where nobody is trusted', '127.0.0.1', '203.0.113.7', '127.0.0.1', trustedProxies('')],
    ['is who is connected, where that is no trusted proxy', '198.51.100.1', '203.0.113.7', '198.51.100.1'],
    ['is who is connected, where a trusted proxy says nothing', '127.0.0.1', undefined, '127.0.0.1'],
    ['is whom the trusted proxy names', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['is not what that one claimed before', '127.0.0.1', '192.0.2.1, 203.0.113.7', '203.0.113.7'],
    ['is not what no address claimed before', '127.0.0.1', 'unknown, 203.0.113.7', '203.0.113.7'],
    ['is behind all trusted proxies', 'fd00::1', '203.0.113.7, 10.1.2.3, 127.0.0.1', '203.0.113.7'],
    ['is the first of all, where all are trusted', '127.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
    ['may have an address of IPv6', '10.0.0.1', '2001:db8::7', '2001:db8::7'],
    ['is known by IPv4 through a socket of IPv6', '::ffff:10.0.0.1', '::ffff:203.0.113.7', '203.0.113.7'],
    ['is not told by a word', '127.0.0.1', '203.0.113.7, unknown', '127.0.0.1'],
    ['is not told by an address with a port', '127.0.0.1', '203.0.113.7:4711', '127.0.0.1'],
    ['is not told by an empty hop', '127.0.0.1', '203.0.113.7,', '127.0.0.1'],
    ['is not told by an address of an interface', '127.0.0.1', 'fe80::1%eth0', '127.0.0.1'],
    ['is nobody, where the connection is gone', '', '203.0.113.7', ''],
  ])('%s', (_what, peer, forwardedFor, expected, proxies = PROXIES) => {
    expect(asked(peer, forwardedFor, proxies)).toBe(expected)
  })
})
