import type { SelfTestResult, StorageEstimate } from '../../local/phone/phone-storage.ts'
import type { AreaReach, AreaSize, AreaState } from '../../sync/offline-map/area-state.ts'
import {
  readyLines,
  type OfflineReadiness,
  type ReadyLineName,
} from '../../../shared/walk/offline-readiness.ts'
import type { PositionAccess, ShellState } from './ready-device.ts'

/** All facts found on the phone; `size` comes from the server, when it could be reached. */
export interface ReadyFacts {
  shell: ShellState
  hasWalk: boolean
  /** The pins of others have never arrived on this phone. */
  areRowsMissing: boolean
  map: AreaState
  /**
   * `none`: this installation has no map that may be kept. `too-large`: not of so large an area. `unknown`: the server did not
   * answer.
   */
  size: AreaSize | 'none' | 'too-large' | 'unknown'
  selfTest: SelfTestResult
  estimate: StorageEstimate | undefined
  position: PositionAccess
  /** `undefined` where the phone cannot be asked. */
  isPersisted: boolean | undefined
  wasPersistAsked: boolean
}

/** `ok`: there. `note`: missing, but the person need not do anything. `todo`: not ready before this is done. */
export type ReadyMark = 'ok' | 'note' | 'todo'

export interface ReadyLine {
  name: ReadyLineName
  mark: ReadyMark
  /** Names the words: `offlineReady.<name>.<words>`, and `…Do` for what to do. */
  words: string
}

/** Shares of the storage at which the list warns and refuses (sync.md §2.9). */
const fullShare = 0.95
const nearlyFullShare = 0.85

/**
 * Makes the check list from facts. Only what was just found on the phone counts as there; a network that answers proves nothing
 * (N1).
 */
export function readinessOf(facts: ReadyFacts): ReadyLine[] {
  return [
    { name: 'app', ...appLine(facts) },
    { name: 'walk', ...walkLine(facts) },
    { name: 'map', ...mapLine(facts) },
    { name: 'room', ...roomLine(facts) },
    { name: 'position', ...positionLine(facts) },
    { name: 'persist', ...persistLine(facts) },
  ]
}

export const isReady = (lines: readonly ReadyLine[]): boolean =>
  lines.length === readyLines.length && lines.every((line) => line.mark !== 'todo')

/** What a leader is told of the list: a phone that lacks a promise of its browser to keep things is not named for that. */
export function toldReadiness(lines: readonly ReadyLine[]): Omit<OfflineReadiness, 'walkId'> {
  const named = (mark: ReadyMark) =>
    lines.filter((line) => line.mark === mark).map(({ name }) => name)
  const isWalkedWithout = (name: ReadyLineName) => name === 'map' || name === 'position'
  return { missing: named('todo'), without: named('note').filter(isWalkedWithout) }
}

type Judgement = Pick<ReadyLine, 'mark' | 'words'>
const ok = (words: string): Judgement => ({ mark: 'ok', words })
const note = (words: string): Judgement => ({ mark: 'note', words })
const todo = (words: string): Judgement => ({ mark: 'todo', words })

function appLine({ shell }: ReadyFacts): Judgement {
  switch (shell.kind) {
    case 'kept':
      return ok('there')
    case 'incomplete':
      return todo('incomplete')
    case 'none':
      return todo('missing')
    case 'impossible':
      return todo('impossible')
  }
}

function walkLine({ hasWalk, areRowsMissing }: ReadyFacts): Judgement {
  if (!hasWalk) return todo('missing')
  return areRowsMissing ? todo('notFetched') : ok('there')
}

/** Another map version on the server does not make the one on the phone missing (N2). */
function mapLine(facts: ReadyFacts): Judgement {
  const { map, size } = facts
  if (map.kind === 'ready') return isMapToFetch(facts) ? todo('outgrown') : keptMapLine(map)
  if (size === 'none') return note('notOffered')
  if (size === 'too-large') return note('tooLarge')
  // The person can do nothing to get a map of another town.
  if (size !== 'unknown' && size.coverage === 0) return note('notCovered')
  if (map.kind === 'partial') return todo('partial')
  return todo(size !== 'unknown' && size.coverage < 1 ? 'missingPartly' : 'missing')
}

/** Everything available was fetched; that need not be a map of the walk. */
function keptMapLine({ coverage }: AreaReach): Judgement {
  if (coverage === 0) return note('notCovered')
  return coverage < 1 ? note('partlyCovered') : ok('there')
}

/** Returns whether the server has something of this walk's map that the phone lacks. */
export function isMapToFetch({ map, size }: ReadyFacts): boolean {
  if (size === 'none' || size === 'too-large') return false
  const isOffered = size === 'unknown' || size.coverage !== 0
  if (map.kind !== 'ready') return isOffered
  if (map.isOutgrown) return isOffered
  return size !== 'unknown' && size.version !== map.version && size.coverage > map.coverage
}

/** Returns what may be called ready, as far as the map goes: `whole`, `part` of the area, or `none` of it. */
export function mapReach(lines: readonly ReadyLine[]): 'whole' | 'part' | 'none' {
  const words = lines.find(({ name }) => name === 'map')?.words
  if (words === 'there') return 'whole'
  return words === 'partlyCovered' ? 'part' : 'none'
}

function roomLine({ selfTest, estimate }: ReadyFacts): Judgement {
  if (selfTest === 'volatile') return todo('volatile')
  if (selfTest === 'full') return todo('full')
  if (selfTest !== 'ok') return todo('broken')
  const share = estimate?.share ?? 0
  if (share >= fullShare) return todo('full')
  return share >= nearlyFullShare ? note('nearlyFull') : ok('there')
}

/** It is enough that the phone was asked: with a no one still pins on the map, and must be told so (N4). */
function positionLine({ position }: ReadyFacts): Judgement {
  switch (position) {
    case 'granted':
      return ok('there')
    case 'not-asked':
      return todo('notAsked')
    case 'denied':
      return note('denied')
    case 'unavailable':
      return note('unavailable')
  }
}

function persistLine({ isPersisted, wasPersistAsked }: ReadyFacts): Judgement {
  if (isPersisted) return ok('there')
  if (isPersisted === undefined) return note('unavailable')
  return wasPersistAsked ? note('refused') : todo('notAsked')
}
