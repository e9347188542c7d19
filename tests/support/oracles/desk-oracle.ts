import { categories, categoryGroups } from '../../../shared/observation/categories.ts'
import type { ObservationQuery } from '../../../shared/contract/api-contract.ts'
import { isInsideBox } from '../../../shared/geo.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { AccountActor } from '../../../shared/access/roles.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'

/**
 * What the desk must answer, worked out the slow and plain way: every observation looked at, by the shared rule of who sees what.
 * Shares no code with the queries.
 */
export function expectedList(
  observations: readonly Observation[],
  query: ObservationQuery,
  actor: AccountActor,
): Observation[] {
  const nowMs = Date.now()
  const found = observations.filter(
    (item) =>
      !item.isWithdrawn &&
      visibleObservation(item, actor) !== undefined &&
      matches(item, query, nowMs),
  )
  return found.toSorted(orderFor(query.sort ?? 'new', actor))
}

function matches(item: Observation, query: ObservationQuery, nowMs: number): boolean {
  const { status, category, party, severity, walk, late, needs, bbox, q } = query
  const [west = -180, south = -90, east = 180, north = 90] = (bbox ?? '').split(',').map(Number)
  return (
    isOneOf(item.status, status) &&
    isOfCategory(item.category, category) &&
    isOfParty(item.partyIds, party) &&
    isOneOf(String(item.severity), severity) &&
    isOneOf(item.walkId, walk) &&
    isLate(item, late, nowMs) &&
    isInNeed(item, needs) &&
    (bbox === undefined || isInsideBox(item.position, [west, south, east, north])) &&
    hasWords(item, q)
  )
}

const isOneOf = (value: string, list: string | undefined): boolean =>
  list === undefined || list.split(',').includes(value)

function isOfCategory(id: string, list: string | undefined): boolean {
  if (list === undefined) return true
  const group = categories.find((category) => category.id === id)?.group
  return list
    .split(',')
    .some((wanted) =>
      (categoryGroups as readonly string[]).includes(wanted) ? wanted === group : wanted === id,
    )
}

const isOfParty = (ids: readonly string[], list: string | undefined): boolean =>
  list === undefined ||
  list.split(',').some((wanted) => (wanted === 'none' ? ids.length === 0 : ids.includes(wanted)))

/** Towns of tests lie in this zone. */
const dayInCopenhagen = (ms: number): string =>
  new Date(ms).toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' })

function isLate(item: Observation, list: string | undefined, nowMs: number): boolean {
  if (list === undefined) return true
  if (hasEnded(item.status) || item.category.startsWith('god.')) return false
  const isOverdue = item.dueOn !== null && item.dueOn < dayInCopenhagen(nowMs)
  const age = nowMs - Date.parse(item.receivedAt ?? '')
  const isUnowned = item.partyIds.length === 0 && age > 604_800_000
  const wanted = list.split(',')
  const today = dayInCopenhagen(nowMs)
  const inAWeek = dayInCopenhagen(Date.parse(`${today}T12:00:00Z`) + 7 * 86_400_000)
  const isSoon = item.dueOn !== null && item.dueOn >= today && item.dueOn < inAWeek
  return (
    (wanted.includes('overdue') && isOverdue) ||
    (wanted.includes('unowned') && isUnowned) ||
    (wanted.includes('soon') && isSoon)
  )
}

function isInNeed(item: Observation, list: string | undefined): boolean {
  if (list === undefined) return true
  const isOpen = !hasEnded(item.status)
  const isGood = item.category.startsWith('god.')
  const spoken = item.comments.filter(({ audience }) => audience === 'public').at(-1)
  const isAnswered =
    item.answer !== null && !item.answer.byRole && item.answer.at > (spoken?.at ?? '')
  const found: Record<string, boolean> = {
    owner: isOpen && !isGood && item.partyIds.length === 0,
    reply: spoken?.byRole !== undefined && !isAnswered,
    'sent-back': isOpen && (item.givenBack ?? []).length > 1,
    'moved-twice': isOpen && (item.movedDates ?? []).length > 1,
  }
  return list.split(',').some((wanted) => found[wanted])
}

const spellings: Record<string, string> = { å: 'aa', æ: 'ae', ø: 'oe', ä: 'ae', ö: 'oe', é: 'e' }

/** Letter by letter, where the store folds by columns and patterns. */
const spell = (word: string): string =>
  [...word].map((letter) => spellings[letter] ?? letter).join('')

function hasWords({ text, place, number }: Observation, q: string | undefined): boolean {
  const split = (words: string): string[] =>
    (
      words
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).map(spell)
  const present = split(`${text} ${place} ${String(number)}`)
  const words = (q ?? '').trim()
  if (words === '') return true
  const all = split(words.replace(/\b(?:nr|no)\.?\s*(?=\d)|(?<=^\d{1,3})[.,](?=\d{3}$)/gi, ''))
  if (all.length === 0) return false
  return all.every((wanted) =>
    wanted.length < 3 || /^\d+$/.test(wanted)
      ? present.includes(wanted)
      : present.some((word) => word.includes(wanted)),
  )
}

type Order = (a: Observation, b: Observation) => number
const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)
const newest: Order = (a, b) =>
  compare(b.receivedAt ?? '', a.receivedAt ?? '') || compare(b.id, a.id)

const hasEnded = (status: string): boolean =>
  ['done', 'verified', 'declined', 'duplicate'].includes(status)

function orderFor(sort: NonNullable<ObservationQuery['sort']>, actor: AccountActor): Order {
  if (sort !== 'mine') return orders[sort]
  const isDistributor = actor.role === 'coordinator'
  const rank = ({ partyIds, category, status }: Observation): number => {
    const isWaiting = !category.startsWith('god.') && !hasEnded(status)
    if (partyIds.length === 0) return isDistributor && isWaiting ? 0 : 1
    return partyIds.some((id) => actor.partyIds.includes(id)) ? 0 : 1
  }
  return (a, b) => rank(a) - rank(b) || orders.due(a, b)
}

const orders: Record<Exclude<NonNullable<ObservationQuery['sort']>, 'mine'>, Order> = {
  new: newest,
  due: (a, b) => compare(a.dueOn ?? '9999', b.dueOn ?? '9999') || compare(a.id, b.id),
  severity: (a, b) => b.severity - a.severity || newest(a, b),
}
