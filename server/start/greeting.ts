import { renderUnicodeCompact } from 'uqr'
import type { Config } from '../config.ts'
import type { DemoSignIns } from '../demo/load-demo.ts'

export interface Greeting {
  config: Config
  /** The address that the server listens on. */
  port: number
  /** The address for Prometheus; null without one. */
  metricsPort: number | null
  version: string
  notes: readonly string[]
  /** Paths of the map files; empty without an own map. */
  mapFiles: readonly string[]
  /** Sign-ins by city; null when the store holds no demo. */
  demo: readonly DemoSignIns[] | null
}

const line = (label: string, text: string) => `  ${label.padEnd(24)}${text}`

/** Returns the text that the terminal shows when the server is ready: Danish first, then English where it differs. */
export function greetingText(greeting: Greeting): string {
  const { config, port, version } = greeting
  const here = `http://localhost:${port}`
  const origin = config.publicOrigin ?? here
  return [
    '',
    `Lygte ${version} – klar / ready`,
    '',
    line('Vandring / walk app', `${origin}/`),
    line('Sagsbord / desk', `${origin}/desk`),
    line('Lytter på / listens', `${here} (${config.host})`),
    line('Data', config.databaseUrl === null ? config.dataDir : `DATABASE_URL, ${config.dataDir}`),
    ...mapLines(greeting),
    ...metricsLine(greeting),
    ...demoLines(greeting.demo),
    ...phoneLines(config, greeting.demo),
    ...greeting.notes.flatMap((note) => ['', `  ! ${note}`]),
    '',
    '  Stop: Ctrl+C',
    '',
  ].join('\n')
}

const metricsLine = ({ config, metricsPort }: Greeting): string[] =>
  config.metrics === null || metricsPort === null
    ? []
    : [line('Målinger / metrics', `http://${config.metrics.host}:${metricsPort}/metrics`)]

function mapLines({ mapFiles }: Greeting): string[] {
  const none = 'ingen egen kortfil, kun visning / no own map file, viewing only (MAP_FILE)'
  const [first = none, ...others] = mapFiles
  return [line('Kort / map', first), ...others.map((file) => line('', file))]
}

function demoLines(demo: readonly DemoSignIns[] | null): string[] {
  if (!demo) return []
  const walks = demo.flatMap((city) => city.walks)
  const width = Math.max(...walks.map(({ title }) => title.length)) + 3
  const row = (title: string, walker: string, leader: string) =>
    `${title.padEnd(width)}${walker.padEnd(20)}${leader}`
  return [
    '',
    '  DEMO – kun på denne maskine / on this machine only',
    '',
    `  Log ind på sagsbordet / sign in at the desk – password ${demo[0]?.password ?? ''}`,
    ...demo.flatMap(({ municipality, accounts }) => [
      `    ${municipality}`,
      ...accounts.map(({ email, role }) => `      ${email.padEnd(40)}${role}`),
    ]),
    '',
    `  ${row('Vandringskoder / walk codes', '    deltager / walker', '    leder / leader')}`,
    ...demo.flatMap((city) => [
      `    ${city.municipality}`,
      ...city.walks.map(({ title, code, leaderCode }) => `      ${row(title, code, leaderCode)}`),
    ]),
  ]
}

function phoneLines({ publicOrigin }: Config, demo: Greeting['demo']): string[] {
  if (publicOrigin === null || !publicOrigin.startsWith('https://')) {
    return [
      '',
      '  Telefoner: over almindelig http på det lokale net har de hverken service worker eller position.',
      '  Phones: on plain http over the local network they have neither service worker nor position.',
      '  Sæt / set PUBLIC_ORIGIN=https://…',
    ]
  }
  const open = demo?.[0]?.walks.at(-1)
  const address = open ? `${publicOrigin}/v/${open.code}` : `${publicOrigin}/`
  const code = renderUnicodeCompact(address).split('\n')
  return ['', `  ${address}`, ...code.map((row) => `  ${row}`)]
}
