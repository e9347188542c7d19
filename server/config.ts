import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { isEmailAddress } from '../shared/message/email-address.ts'

/** The operator's settings; every environment variable that the server reads is named here, once. */
export interface Config {
  /** PORT: TCP port, default 3000; 0 takes any free one. */
  port: number
  /** HOST: address to listen on; default `127.0.0.1` in the demo, otherwise `0.0.0.0`. */
  host: string
  /** DATA_DIR: folder of photos, the embedded database and its log; default `./data`. */
  dataDir: string
  /** DATABASE_URL: a PostgreSQL 15 or newer; null starts the embedded one. */
  databaseUrl: string | null
  /** PUBLIC_ORIGIN: scheme, host and port people type, e.g. `https://lygte.example.dk`; null when only this machine uses it. */
  publicOrigin: string | null
  /**
   * MAP_FILE: PMTiles files in the Protomaps schema and folders of such, separated by commas; empty with `none`, which shows raster
   * tiles, without an offline map. Null when it is not set: then the demo has maps of its own, and others have none.
   */
  mapFiles: string[] | null
  /** SMTP_URL: `smtp://` or `smtps://` address of the mail server; null hands over no mail, and the outbox of the desk keeps it. */
  smtpUrl: string | null
  /** SMTP_FROM: address that mails come from, default `lygte@` and the host of PUBLIC_ORIGIN; null without either. */
  smtpFrom: string | null
  /** PUSH_SERVICES: origins of push services beside those that the product knows, separated by commas; default none. */
  pushServices: string[]
  /** DEMO: `1` or `0`; default 1 unless NODE_ENV is `production`. Loads the demo into an empty store, listens on loopback only. */
  demo: boolean
  /** NODE_ENV=production. */
  isProduction: boolean
  /** RASTER_URL: template of the raster tiles shown without a map file; default OpenStreetMap's, for viewing only. */
  rasterUrl: string
  /** RASTER_ATTRIBUTION: the credit that the owner of those tiles requires. */
  rasterAttribution: string
  /** METRICS_PORT, METRICS_HOST, METRICS_TOKEN: where Prometheus may read numbers; null without METRICS_PORT. */
  metrics: MetricsAddress | null
}

/** The metrics have a port of their own, so that no public proxy leads to it (docs/adr/0009-metrics.md). */
export interface MetricsAddress {
  /** METRICS_PORT: TCP port; 0 takes any free one. */
  port: number
  /** METRICS_HOST: default `127.0.0.1`; anything but this machine needs a token. */
  host: string
  /** METRICS_TOKEN: the token of `Authorization: Bearer …`; null admits everybody who reaches the port. */
  token: string | null
}

/** A variable has an unusable value; the message is a sentence for the operator. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Environment = Record<string, string | undefined>

const openStreetMap = {
  url: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
  attribution: '© OpenStreetMap contributors',
}

/** Reads and checks the environment; an empty variable counts as absent. Throws `ConfigError`. */
export function readConfig(env: Environment): Config {
  const isProduction = env['NODE_ENV'] === 'production'
  const demo = flag(env, 'DEMO') ?? !isProduction
  return {
    port: port(env, 'PORT') ?? 3_000,
    host: host(env, demo),
    dataDir: resolve(text(env, 'DATA_DIR') ?? 'data'),
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    publicOrigin: origin(env),
    mapFiles: paths(env, 'MAP_FILE'),
    ...mail(env),
    pushServices: origins(env, 'PUSH_SERVICES'),
    demo,
    isProduction,
    rasterUrl: text(env, 'RASTER_URL') ?? openStreetMap.url,
    rasterAttribution: text(env, 'RASTER_ATTRIBUTION') ?? openStreetMap.attribution,
    metrics: metrics(env),
  }
}

function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim()
  return value ? value : null
}

function paths(env: Environment, name: string): string[] | null {
  const value = text(env, name)
  if (value === null) return null
  if (value === 'none') return []
  const parts = value.split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '').map((part) => resolve(part))
}

function origins(env: Environment, name: string): string[] {
  const parts = (text(env, name) ?? '').split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '').map((part) => asOrigin(part, name))
}

function flag(env: Environment, name: string): boolean | null {
  const value = text(env, name)
  if (value === null) return null
  if (value === '0' || value === '1') return value === '1'
  throw new ConfigError(`${name} must be 0 or 1, and is "${value}".`)
}

function port(env: Environment, name: string): number | null {
  const value = text(env, name)
  if (value === null) return null
  const number = Number(value)
  if (/^\d{1,5}$/.test(value) && number <= 65_535) return number
  throw new ConfigError(`${name} must be a number from 0 to 65535, and is "${value}".`)
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

function metrics(env: Environment): MetricsAddress | null {
  const number = port(env, 'METRICS_PORT')
  const host = text(env, 'METRICS_HOST') ?? '127.0.0.1'
  const token = text(env, 'METRICS_TOKEN')
  if (number === null) return null
  if (isLoopback(host) || token !== null) return { port: number, host, token }
  throw new ConfigError(
    'METRICS_HOST opens the numbers to other machines: set METRICS_TOKEN too, or leave METRICS_HOST out.',
  )
}

function mail(env: Environment): Pick<Config, 'smtpUrl' | 'smtpFrom'> {
  const smtpUrl = url(env, 'SMTP_URL', ['smtp:', 'smtps:'])
  const from = text(env, 'SMTP_FROM')
  if (from !== null && !isEmailAddress(from)) {
    throw new ConfigError(`SMTP_FROM must be one e-mail address, and is "${from}".`)
  }
  const home = origin(env)
  const smtpFrom = from ?? (home === null ? null : `lygte@${new URL(home).hostname}`)
  if (smtpUrl === null || smtpFrom !== null) return { smtpUrl, smtpFrom }
  throw new ConfigError('SMTP_URL needs SMTP_FROM, the address that mails come from.')
}

/** The demo has known passwords, so it never listens beyond this machine (decisions.md §4). */
function host(env: Environment, demo: boolean): string {
  const value = text(env, 'HOST') ?? (demo ? '127.0.0.1' : '0.0.0.0')
  if (demo && !isLoopback(value)) {
    throw new ConfigError(
      `The demo has known passwords and listens on this machine only: leave HOST out, or set DEMO=0 (HOST is "${value}").`,
    )
  }
  return value
}

// A URL may hold a password: messages name the variable, never its value.
function url(env: Environment, name: string, schemes: string[]): string | null {
  const value = text(env, name)
  if (value === null) return null
  // Only the scheme is checked: PostgreSQL's addresses may lack a host, which URL does not allow.
  if (schemes.some((scheme) => value.startsWith(`${scheme}//`))) return value
  throw new ConfigError(`${name} must be an address that begins with ${schemes.join('// or ')}//.`)
}

function origin(env: Environment): string | null {
  const value = url(env, 'PUBLIC_ORIGIN', ['http:', 'https:'])
  return value === null ? null : asOrigin(value, 'PUBLIC_ORIGIN')
}

function asOrigin(value: string, name: string): string {
  const parsed = URL.canParse(value) ? new URL(value) : null
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.href === `${parsed.origin}/`) {
    return parsed.origin
  }
  throw new ConfigError(`${name} must be scheme, host and port only, without a path.`)
}
