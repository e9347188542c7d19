import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import type { BenchRow } from './bench-row.ts'
import { runParts, type BenchParts } from './run-parts.ts'

/** Each part measures on its own and can be named alone: `npm run bench push desk`. */
const parts: BenchParts = {
  bundle: async () => (await import('./page/bundle.ts')).measure(),
  push: async () => (await import('./server/push.ts')).measure(),
  'push-load': async () => (await import('./server/push-load.ts')).measure(),
  'first-pull': async () => (await import('./server/first-pull.ts')).measure(),
  'two-processes': async () => (await import('./server/two-processes.ts')).measure(),
  deliver: async () => (await import('./phone/deliver.ts')).measure(),
  'photo-loss': async () => (await import('./phone/photo-loss.ts')).measure(),
  desk: async () => (await import('./desk/desk.ts')).measure(),
  'desk-million': async () => (await import('./desk/desk.ts')).measureMillion(),
  'plan-screen': async () => (await import('./desk/plan-screen.ts')).measure(),
  report: async () => (await import('./report/report.ts')).measure(),
  mail: async () => (await import('./server/mail.ts')).measure(),
  live: async () => (await import('./desk/live.ts')).measure(),
  streams: async () => (await import('./server/event-streams.ts')).measure(),
  lighthouse: async () => (await import('./page/lighthouse.ts')).measure(),
  'save-pin': async () => (await import('./phone/save-pin.ts')).measure(),
  'data-per-hour': async () => (await import('./phone/data-per-hour.ts')).measure(),
  'save-rating': async () => (await import('./phone/save-rating.ts')).measure(),
  'place-name': async () => (await import('./page/place-name.ts')).measure(),
  'offline-start': async () => (await import('./phone/offline-start.ts')).measure(),
  'full-phone': async () => (await import('./phone/full-phone.ts')).measure(),
}

const markOf = ({ ok, isNotRun }: BenchRow): string => (isNotRun ? '--  ' : ok ? 'ok  ' : 'MISS')

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

function print(rows: readonly BenchRow[]): void {
  const lines = rows.map((row) => [
    markOf(row),
    row.name,
    Number.isNaN(row.value) ? '–' : `${number.format(row.value)} ${row.unit}`,
    row.target,
    row.note ?? '',
  ])
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  for (const line of lines) {
    console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  }
}

/** Milliseconds for the same sums every time: rented machines differ by half from one minute to the next. */
function paceMs(): number {
  const start = performance.now()
  let sum = 0
  for (let index = 0; index < 3e8; index += 1) sum += index % 7
  return sum > 0 ? performance.now() - start : Number.NaN
}

function describeMachine(): string {
  const load = loadavg().map((value) => value.toFixed(2))
  const model = cpus()[0]?.model.trim() ?? 'unknown'
  return `${String(cpus().length)} cores (${model}), load ${load.join(' ')}, pace ${paceMs().toFixed(0)} ms`
}

const wanted = process.argv.slice(2)
const chosen = wanted.length > 0 ? wanted : Object.keys(parts)
const unknown = chosen.find((name) => !(name in parts))
if (unknown)
  throw new Error(`No benchmark "${unknown}"; there are ${Object.keys(parts).join(', ')}`)

const before = describeMachine()
const rows = await runParts(parts, chosen, (soFar) =>
  writeFile('bench-results.json', `${JSON.stringify({ before, rows: soFar }, null, 2)}\n`),
)
console.log(`\nmachine before: ${before}\nmachine after:  ${describeMachine()}\n`)
print(rows)
if (rows.some((row) => !row.ok && !row.isNotRun)) process.exitCode = 1
