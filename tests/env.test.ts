import { describe, expect, it } from 'vitest'
import { EnvError, parseEnv } from '@/lib/env'

describe('the settings', () => {
  it('need nothing', () => {
    expect(parseEnv({})).toMatchObject({
      databaseUrl: '',
      port: 3000,
      host: '127.0.0.1',
      isDemo: true,
      hasConsole: true,
      workers: 1,
      maxStalenessMs: 300_000,
    })
  })

  it('put no demo into a database that was named, unless asked', () => {
    expect(parseEnv({ DATABASE_URL: 'postgresql://a@b/c' }).isDemo).toBe(false)
    expect(parseEnv({ DATABASE_URL: 'postgresql://a@b/c', AVIARY_DEMO: '1' }).isDemo).toBe(true)
    expect(parseEnv({ AVIARY_DEMO: '0' }).isDemo).toBe(false)
  })

  it('take an empty one for one that is not set', () => {
    expect(parseEnv({ DATABASE_URL: '', PORT: '' }).port).toBe(3000)
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', 'x'],
    ['DATABASE_URL', 'mysql://u:secret@h/d'],
    ['AVIARY_DEMO', 'yes'],
    ['AVIARY_MAX_STALENESS_MS', '10'],
    ['NEXTAUTH_SECRET', 'secret'],
    ['WEB_CONCURRENCY', '0'],
    ['AVIARY_PUBLIC_ORIGIN', 'http://console.example.edu'],
    ['AVIARY_PUBLIC_ORIGIN', 'http://127.evil.example'],
    ['AVIARY_PUBLIC_ORIGIN', 'console.example.edu'],
    ['NEXTAUTH_URL', 'http://192.0.2.7:3000'],
    ['NEXTAUTH_URL', 'localhost'],
    ['AVIARY_TRUSTED_PROXIES', 'proxy.example.edu'],
    ['AVIARY_TRUSTED_PROXIES', '10.0.0.1 10.0.0.2'],
    ['AVIARY_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['AVIARY_TRUSTED_PROXIES', '10.0.0.0/'],
    ['AVIARY_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['AVIARY_TRUSTED_PROXIES', '::/0'],
    ['AVIARY_TRUSTED_PROXIES', '10.0.0.1,'],
    ['AVIARY_OIDC_ISSUER', 'http://issuer.example.edu'],
    ['LOG_LEVEL', 'loud'],
  ])('are refused where %s is %s, by a sentence that names it and shows no secret', (name, value) => {
    const read = () => parseEnv({ [name]: value })
    expect(read).toThrow(EnvError)
    expect(read).toThrow(name)
    expect(read).not.toThrow(/secret/)
  })

  it('name single sign-on whole, or not at all', () => {
    const AVIARY_OIDC_ISSUER = 'https://issuer.example.edu/realms/press/'
    expect(parseEnv({}).oidc).toBeNull()
    expect(() => parseEnv({ AVIARY_OIDC_ISSUER, AVIARY_OIDC_CLIENT_ID: 'aviary' })).toThrow('AVIARY_OIDC_CLIENT_SECRET')
    const whole = { AVIARY_OIDC_ISSUER, AVIARY_OIDC_CLIENT_ID: 'aviary', AVIARY_OIDC_CLIENT_SECRET: 's3cret' }
    expect(parseEnv(whole).oidc).toEqual({
      issuer: 'https://issuer.example.edu/realms/press',
      clientId: 'aviary',
      clientSecret: 's3cret',
    })
  })

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'https://aviary.example.edu'])(
    'take %s as the public origin',
    (origin) => expect(parseEnv({ AVIARY_PUBLIC_ORIGIN: origin }).publicOrigin).toBe(origin),
  )
})
