import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { installDebianPackages } from './debian-package.ts'

/** A day and a zone in which the tests must pass as well as today and here. */
export interface OtherClock {
  /** When the run begins by that clock, milliseconds since 1970 UTC. */
  beginAt: (realMs: number) => number
  /** Absent: the machine's own. */
  zone?: string
}

const day = 86_400_000
const inDays =
  (days: number) =>
  (realMs: number): number =>
    realMs + days * day
const on = (time: string) => (): number => Date.parse(time)
const today = (realMs: number): number => realMs
/** The next turn of the year in Copenhagen, half a minute before it. */
const newYear = (realMs: number): number =>
  Date.UTC(new Date(realMs).getUTCFullYear(), 11, 31, 22, 59, 30)

export const otherClocks: Readonly<Record<string, OtherClock>> = {
  'in-90-days': { beginAt: inDays(90) },
  'in-400-days': { beginAt: inDays(400) },
  'leap-day': { beginAt: on('2028-02-29T11:00:00Z') },
  'new-year': { beginAt: newYear, zone: 'Europe/Copenhagen' },
  // Two minutes before the clocks in Copenhagen are set.
  'summer-ends': { beginAt: on('2026-10-25T00:58:00Z'), zone: 'Europe/Copenhagen' },
  'summer-begins': { beginAt: on('2027-03-28T00:58:00Z'), zone: 'Europe/Copenhagen' },
  auckland: { beginAt: today, zone: 'Pacific/Auckland' },
  'st-johns': { beginAt: today, zone: 'America/St_Johns' },
}

/**
 * Returns the environment in which started programs use another clock, or the reason why that is impossible. Only the time of day
 * moves: delays stay as long as ever.
 */
export async function movedClock({
  beginAt,
  zone,
}: OtherClock): Promise<{ env: Record<string, string> } | { missing: string }> {
  const inZone: Record<string, string> = zone === undefined ? {} : { TZ: zone }
  const realMs = Date.now()
  const seconds = Math.round((beginAt(realMs) - realMs) / 1_000)
  if (seconds === 0) return { env: inZone }
  if (!library()) await installDebianPackages(['faketime'])
  const preload = library()
  if (!preload) return { missing: 'libfaketime is not here (Debian package faketime)' }
  const env = {
    ...inZone,
    LD_PRELOAD: preload,
    FAKETIME: `${seconds < 0 ? '' : '+'}${String(seconds)}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // Memory shared with children stays behind, locked, when they are killed.
    FAKETIME_DISABLE_SHM: '1',
    // Files keep the disk's times: Node reads them from the kernel without the library.
    NO_FAKE_STAT: '1',
  }
  return isMoved(env, beginAt(realMs))
    ? { env }
    : { missing: 'libfaketime does not move the clock' }
}

/** Debian keeps the library in a folder named after the architecture. */
function library(): string | undefined {
  if (!existsSync('/usr/lib')) return undefined
  return readdirSync('/usr/lib')
    .map((kind) => join('/usr/lib', kind, 'faketime', 'libfaketimeMT.so.1'))
    .find((file) => existsSync(file))
}

function isMoved(env: Record<string, string>, wantedMs: number): boolean {
  const said = execFileSync(process.execPath, ['-p', 'Date.now()'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return Math.abs(Number(said) - wantedMs) < 60_000
}
