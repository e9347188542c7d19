import fc from 'fast-check'
import type { Store } from '../../../server/store/database/database.ts'
import { writeChanges } from '../../../server/store/spaces/batch-writes.ts'
import { lockSpace } from '../../../server/store/spaces/feed-store.ts'
import type { ObservationQuery } from '../../../shared/contract/api-contract.ts'
import { deskSorts } from '../../../shared/contract/observation-contract.ts'
import { categories, type Severity } from '../../../shared/observation/categories.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { fixedValues, forEachList, noParty } from '../../../shared/observation/list-filters.ts'
import { statuses } from '../../../shared/observation/observation-status.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { anyTalk, type Talk } from './any-talk.ts'
import { makeObservation } from '../fixtures/make-observation.ts'

const categoryIds = [...categories.map(({ id }) => id), 'new.from-a-newer-phone']
const parties = ['road', 'police', 'park']
const words = [
  'Lampen',
  'gadelampe',
  'hækken',
  'Ø-gade 12',
  'bænk',
  'mørkt!',
  'Humlebakken',
  '7B',
  'é',
  'Åbyvej',
  'Aabyvej',
  'Cafe\u0301',
  'Öl',
]

/** Round numbers on purpose: many pins share a place, a time and a day, and some lie on the sides of boxes and tiles. */
const coordinate = (from: number, to: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 8 }).map((step) => from + ((to - from) * step) / 8),
    fc.double({ min: from, max: to, noNaN: true }),
  )

const anyPosition = fc.record({
  longitude: coordinate(9.84375, 10.01953125),
  latitude: coordinate(57.01, 57.08),
  source: fc.constant('map' as const),
})

const anyPlain = fc.record({
  category: fc.constantFrom(...categoryIds),
  status: fc.constantFrom(...statuses),
  severity: fc.constantFrom<Severity[]>(0, 1, 2, 3, 4),
  partyIds: fc.subarray(parties),
  dueOn: fc.constantFrom<(string | null)[]>('2026-11-01', '2026-12-24', '2027-01-01', null),
  isWithdrawn: fc.integer({ min: 0, max: 5 }).map((side) => side === 0),
  position: anyPosition,
  text: fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((list) => list.join(' ')),
  place: fc.constantFrom('', 'Humlebakken 12', 'Østre Allé'),
  receivedAt: fc
    .integer({ min: 0, max: 40 })
    .map(
      (hour) => `2026-10-${String(10 + (hour % 20))}T12:00:00.${String(hour).padStart(3, '0')}Z`,
    ),
})

/** What differs between observations of a desk; ids, numbers and walks are given by `fillDesk`. */
export type Change = (typeof anyPlain extends fc.Arbitrary<infer Value> ? Value : never) & Talk
export const anyChange: fc.Arbitrary<Change> = fc
  .tuple(anyPlain, anyTalk)
  .map(([plain, talk]) => ({ ...plain, ...talk }))

/** Some of the values, joined by commas, or none of the filter at all. */
const some = (values: readonly string[]) =>
  fc.option(
    fc
      .subarray([...values], {
        minLength: Math.min(1, values.length),
        maxLength: Math.min(3, values.length),
      })
      .map((list) => list.join(',')),
    { nil: undefined, freq: 2 },
  )

const anyBox = fc
  .tuple(
    coordinate(9.82, 10.03),
    coordinate(56.99, 57.1),
    coordinate(9.82, 10.03),
    coordinate(56.99, 57.1),
  )
  .map(([x1, y1, x2, y2]) =>
    [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
      .map((side) => side.toFixed(9))
      .join(','),
  )

/** Any question that the desk's filter bar can ask. */
export const anyQuery = (walkIds: readonly Uuid[]): fc.Arbitrary<ObservationQuery> =>
  fc
    .record({
      ...forEachList((name) => some(fixedValues(name))),
      category: some([...fixedValues('category'), 'new.from-a-newer-phone']),
      party: some([...parties, noParty, 'nobody-knows']),
      walk: some(walkIds),
      bbox: fc.option(anyBox, { nil: undefined, freq: 2 }),
      q: fc.option(
        fc.constantFrom(
          'lampe',
          'LAMPEN',
          'hække',
          'gade',
          'ø',
          '12',
          'humle 12',
          '1003',
          '7b',
          'é',
          '!!',
          'aabyvej',
          'ÅBYVEJ',
          'cafe',
          'øl',
          'Nr. 1003',
          '1.003',
          'baenk',
          '🔥',
        ),
        { nil: undefined, freq: 1 },
      ),
      sort: fc.constantFrom(...deskSorts),
      limit: fc.constantFrom(1, 3, 20, 200),
    })
    .map((query) =>
      Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
    )

/** Puts observations in turn into walks of a municipality, past the sync engine, and gives back what is stored. */
export async function fillDesk(
  store: Store,
  { municipalityId, walkIds }: { municipalityId: Uuid; walkIds: readonly Uuid[] },
  changes: readonly Change[],
): Promise<Observation[]> {
  const observations = changes.map((change, index) =>
    makeObservation({
      ...change,
      walkId: walkIds[index % walkIds.length] ?? '',
      number: 1_000 + index,
    }),
  )
  await saveAll(store, municipalityId, observations)
  return observations
}

/** Nothing is told, so nothing has a time. */
const noEvents = '2026-11-01T00:00:00.000Z'

export const saveAll = (store: Store, municipalityId: Uuid, list: readonly Observation[]) =>
  store.db.transaction().execute(async (tx) => {
    for (const [spaceId, items] of Map.groupBy(list, ({ walkId }) => walkId)) {
      const space = { municipalityId, spaceId }
      const head = (await lockSpace(tx, space)) ?? 0n
      const changed = items.map((body, index) => ({
        kind: 'observation' as const,
        body,
        seq: head + BigInt(index + 1),
      }))
      const next = head + BigInt(items.length)
      await writeChanges(tx, space, { changed, head: next, events: [], receivedAt: noEvents })
    }
  })
