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
    ['LOG_LEVEL', 'loud'],
  ])('are refused where %s is %s, by a sentence that names it and shows no secret', (name, value) => {
    const read = () => parseEnv({ [name]: value })
    expect(read).toThrow(EnvError)
    expect(read).toThrow(name)
    expect(read).not.toThrow(/secret/)
  })
})
