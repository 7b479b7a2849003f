import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { environment } from '@/lib/env'
import { type DebianTool, findTool } from '../../scripts/support/debian-tool'
import { claimPort } from '../../scripts/support/port'

const NGINX: DebianTool = { package: 'nginx', file: '/usr/sbin/nginx', variable: 'NGINX_PATH' }
const CADDY: DebianTool = { package: 'caddy', file: '/usr/bin/caddy', variable: 'CADDY_PATH' }
const OPENSSL: DebianTool = { package: 'openssl', file: '/usr/bin/openssl', variable: 'OPENSSL_PATH' }

/** Runs in the foreground, as whoever tests, and writes nowhere but into its folder. */
const NGINX_MAIN = `daemon off;
master_process off;
pid nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  client_body_temp_path bodies;
  proxy_temp_path proxied;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  include aviary.conf;
}
`

const caddyMain = (sample: string) => `{
	admin off
	skip_install_trust
	auto_https disable_redirects
}
import ${sample}
`

/** A proxy that runs, over TLS with a certificate that nobody knows. */
export interface ReverseProxy {
  readonly port: number
  /** Everything that it printed. */
  said(): string
  stop(): Promise<void>
}

interface Ground {
  readonly folder: string
  readonly port: number
  /** One that serves, one that is down. */
  readonly nodes: readonly [string, string]
}

type Command = readonly [program: string, args: readonly string[], settings?: Readonly<Record<string, string>>]

/** @throws where the sample no longer holds what is replaced */
function replaced(sample: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The sample has no ${from}.`)
    return text.replace(from, to)
  }, sample)
}

async function nginxIn(nginx: string, openssl: string, { folder, port, nodes }: Ground): Promise<Command> {
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')]
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  await promisify(execFile)(openssl, [...request, '-subj', '/CN=localhost', '-keyout', key, '-out', certificate])
  const own = replaced(await readFile('ops/nginx/aviary.conf', 'utf8'), {
    'listen 80;': `listen 127.0.0.1:${await claimPort(0, '127.0.0.1')};`,
    'listen 443 ': `listen 127.0.0.1:${port} `,
    '/etc/nginx/tls/aviary.pem': certificate,
    '/etc/nginx/tls/aviary.key': key,
    '127.0.0.1:3001': nodes[0],
    '127.0.0.1:3002': nodes[1],
  })
  await writeFile(path.join(folder, 'aviary.conf'), own)
  await writeFile(path.join(folder, 'nginx.conf'), NGINX_MAIN)
  return [nginx, ['-e', 'stderr', '-p', folder, '-c', path.join(folder, 'nginx.conf')]]
}

async function caddyIn(caddy: string, { folder, port, nodes }: Ground): Promise<Command> {
  const file = path.join(folder, 'Caddyfile')
  await writeFile(file, caddyMain(path.resolve('ops/caddy/Caddyfile')))
  const site = { AVIARY_SITE: `localhost:${port}`, AVIARY_NODES: nodes.join(' ') }
  return [caddy, ['run', '--adapter', 'caddyfile', '--config', file], { ...site, HOME: folder, XDG_DATA_HOME: folder }]
}

/** Whether it speaks TLS: Caddy listens before it has made its certificate. */
const isUp = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false })
    socket.once('secureConnect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('secureConnect', () => socket.destroy())
  })

async function run(prepare: (ground: Ground) => Promise<Command>, nodePort: number): Promise<ReverseProxy> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aviary-proxy-'))
  const [port, nobody] = [await claimPort(0, '127.0.0.1'), await claimPort(0, '127.0.0.1')]
  const [program, args, settings = {}] = await prepare({
    folder,
    port,
    nodes: [`127.0.0.1:${nodePort}`, `127.0.0.1:${nobody}`],
  })
  const child: ChildProcess = spawn(program, args, {
    env: { ...environment(), ...settings } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  await vi.waitFor(
    async () => {
      if (!(await isUp(port))) throw new Error(`The proxy does not answer.\n${said}`)
    },
    { timeout: 20_000, interval: 50 },
  )
  return { port, said: () => said, stop }
}

/** How each proxy is started before a node, by the sample of `ops`; null where its program can't be had. */
export function reverseProxies(): Readonly<Record<string, ((nodePort: number) => Promise<ReverseProxy>) | null>> {
  const [nginx, openssl, caddy] = [findTool(NGINX), findTool(OPENSSL), findTool(CADDY)]
  return {
    nginx: nginx && openssl ? (nodePort) => run((ground) => nginxIn(nginx, openssl, ground), nodePort) : null,
    caddy: caddy ? (nodePort) => run((ground) => caddyIn(caddy, ground), nodePort) : null,
  }
}
