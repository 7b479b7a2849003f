import { z } from 'zod'
import { isLoopback } from './loopback'
import { type TrustedProxies, trustedProxies } from './trusted-proxies'

const flag = z.enum(['0', '1']).transform((value) => value === '1')
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

// Over plain http browsers keep a session's cookie safe on loopback only (reliability.md, "The doors").
const origin = z.url({ protocol: /^https?$/ }).refine((text) => {
  // Asked for what is no address too: that has been said by then.
  if (!URL.canParse(text)) return true
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || isLoopback(hostname)
}, 'must be https, unless it is on loopback')

const proxies = z.string().transform((text, context) => {
  try {
    return trustedProxies(text)
  } catch {
    context.addIssue('must be addresses or ranges such as 10.0.0.0/8, separated by commas')
    return z.NEVER
  }
})

const settings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' }).optional(),
  AVIARY_DATA_DIR: z.string().min(1).default('.data'),
  AVIARY_DEMO: flag.optional(),
  AVIARY_CONSOLE: flag.default(true),
  AVIARY_CONSOLE_PORT: whole(1, 65535).optional(),
  AVIARY_MAX_STALENESS_MS: whole(1000, 3_600_000).default(300_000),
  AVIARY_METRICS_TOKEN: z.string().min(16).optional(),
  AVIARY_VERSION: z.string().min(1).default('development'),
  AVIARY_PUBLIC_ORIGIN: origin.optional(),
  AVIARY_TRUSTED_PROXIES: proxies.prefault(''),
  AVIARY_OIDC_ISSUER: origin.optional(),
  AVIARY_OIDC_CLIENT_ID: z.string().min(1).optional(),
  AVIARY_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  AVIARY_SAMPLED_FEATURES: z.string().default(''),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: z.url().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole(0, 65535).default(3000),
  WEB_CONCURRENCY: whole(1, 256).default(1),
  AVIARY_WORKER: whole(1, 256).optional(),
  AVIARY_WORKER_WAIT_MS: whole(0, 60_000).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  NEXTAUTH_URL: origin.optional(),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
})

/** Who signs people in, besides our own passwords. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

/** Everything that can be set from outside, checked. Times in milliseconds. */
export interface Env {
  readonly databaseUrl: string
  readonly dataDir: string
  /** Demo data goes into an empty database: of our own by default, into one named by DATABASE_URL only when asked for. */
  readonly isDemo: boolean
  readonly hasConsole: boolean
  readonly consolePort: number | null
  readonly maxStalenessMs: number
  readonly metricsToken: string | null
  /** OpenTelemetry is told by its own variables where to send. */
  readonly hasOtel: boolean
  /** Of these, one decision in ten is told as an event. */
  readonly sampledFeatures: ReadonlySet<string>
  readonly publicOrigin: string | null
  readonly trustedProxies: TrustedProxies
  readonly version: string
  readonly host: string
  readonly port: number
  readonly workers: number
  /** Which of the workers this process is; null: the only one. */
  readonly worker: number | null
  /** So long it waits for the facts before it takes connections. */
  readonly workerWaitMs: number
  readonly logLevel: string
  readonly authSecret: string | null
  readonly authUrl: string | null
  /** null: no single sign-on. */
  readonly oidc: OidcSettings | null
}

/** A setting is wrong; the message names it and never shows its value. */
export class EnvError extends Error {
  override name = 'EnvError'
}

/** @throws EnvError where some are set and others are not */
function oidcOf(set: z.output<typeof settings>): OidcSettings | null {
  const names = ['AVIARY_OIDC_ISSUER', 'AVIARY_OIDC_CLIENT_ID', 'AVIARY_OIDC_CLIENT_SECRET'] as const
  const missing = names.filter((name) => set[name] === undefined)
  if (missing.length === names.length) return null
  if (missing.length > 0) throw new EnvError(`${missing.join(', ')}: must be set too, for single sign-on`)
  const [issuer = '', clientId = '', clientSecret = ''] = names.map((name) => set[name])
  return { issuer: issuer.replace(/\/$/, ''), clientId, clientSecret }
}

function hasOtel(set: z.output<typeof settings>): boolean {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_EXPORTER_OTLP_LOGS_ENDPOINT } = set
  const endpoint = OTEL_EXPORTER_OTLP_ENDPOINT ?? OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? OTEL_EXPORTER_OTLP_LOGS_ENDPOINT
  return endpoint !== undefined && set.OTEL_SDK_DISABLED?.toLowerCase() !== 'true'
}

let read: Env | undefined

/**
 * The settings, read and checked at the first call (reliability.md, api.md "Commands and settings").
 * @throws EnvError naming each setting that is wrong.
 */
export function env(): Env {
  read ??= parseEnv(process.env)
  return read
}

/** As `env`, from a given source and without remembering. @throws EnvError */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = settings.safeParse(given)
  if (!result.success) {
    throw new EnvError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  }
  const set = result.data
  return {
    databaseUrl: set.DATABASE_URL ?? '',
    dataDir: set.AVIARY_DATA_DIR,
    isDemo: set.AVIARY_DEMO ?? set.DATABASE_URL === undefined,
    hasConsole: set.AVIARY_CONSOLE,
    consolePort: set.AVIARY_CONSOLE_PORT ?? null,
    maxStalenessMs: set.AVIARY_MAX_STALENESS_MS,
    metricsToken: set.AVIARY_METRICS_TOKEN ?? null,
    hasOtel: hasOtel(set),
    sampledFeatures: new Set(set.AVIARY_SAMPLED_FEATURES.split(',').map((name) => name.trim())),
    publicOrigin: set.AVIARY_PUBLIC_ORIGIN ?? null,
    trustedProxies: set.AVIARY_TRUSTED_PROXIES,
    version: set.AVIARY_VERSION,
    host: set.HOST,
    port: set.PORT,
    workers: set.WEB_CONCURRENCY,
    worker: set.AVIARY_WORKER ?? null,
    workerWaitMs: set.AVIARY_WORKER_WAIT_MS,
    logLevel: set.LOG_LEVEL,
    authSecret: set.NEXTAUTH_SECRET ?? null,
    authUrl: set.NEXTAUTH_URL ?? null,
    oidc: oidcOf(set),
  }
}

/** The environment as it is, for a child process. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env
}

/** Whether this is the console's process, which is Next's. */
export const isConsoleProcess = (): boolean => process.env.NEXT_RUNTIME === 'nodejs'
