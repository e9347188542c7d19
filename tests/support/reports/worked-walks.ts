import { isToVerify } from '../../../shared/observation/verification/to-verify.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { audienceOf, type Observation } from '../../../shared/observation/observation.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import { followUp } from '../../../shared/walk/again/follow-up.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { aalborg, aalborgAccounts } from '../../../server/demo/aalborg/municipality.ts'
import { loadDemoWhenEmpty } from '../../../server/demo/load-demo.ts'
import type { MapSet } from '../../../server/store/map/map-set.ts'
import { readWalk as readStored } from '../../../server/store/walks/walk-store.ts'
import { findWalkCode } from '../../../server/store/walks/membership-store.ts'
import type { TestDatabase } from '../databases/open-test-database.ts'
import { someUuid } from '../fixtures/make-observation.ts'
import { seedPhone, seedSession, type TestOfficial, type TestPhone } from '../fixtures/people.ts'
import { applyAs, TestReader } from '../requests/sync-calls.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../server/build-test-app.ts'

/** The three walks of domain.md §16 as the demo loads them, with the coordinator who reports on them. */
export interface WorkedTown {
  store: TestDatabase
  test: TestApp
  coordinator: TestOfficial
  walks: WorkedWalk[]
}

export interface WorkedWalk {
  code: string
  walk: Walk
  observations: Observation[]
}

/** A Sunday; the three evenings are weeks back. */
const loadedAt = Date.parse('2026-11-29T11:00:00Z')

export async function loadWorkedTown(store: TestDatabase, map: MapSet): Promise<WorkedTown> {
  await loadDemoWhenEmpty(store, loadedAt)
  const test = await buildTestApp({ store, map })
  const account = aalborgAccounts.koordinator
  if (!account) throw new Error('The demo has no coordinator')
  const { id: accountId, email, name } = account
  const session = await seedSession(store, { municipalityId: aalborg.id, accountId })
  const coordinator = { accountId, email, name, ...session }
  const walks = []
  for (const code of ['OEST29', 'MIDT20', 'SVEN10']) walks.push(await readWalk(store, code))
  return { store, test, coordinator, walks }
}

async function readWalk(store: TestDatabase, code: string): Promise<WorkedWalk> {
  const found = await findWalkCode(store.db, code)
  if (!found) throw new Error(`The demo has no walk ${code}`)
  const walk = await readStored(store.db, found)
  if (!walk) throw new Error(`The demo has not stored the walk ${code}`)
  const observations = await store.db
    .selectFrom('observations')
    .select('body')
    .where('walk_id', '=', found.walkId)
    .orderBy('number')
    .execute()
  return { code, walk, observations: observations.map(({ body }) => body) }
}

/** Like `applyAs`, but throws what was refused. */
async function apply(
  { store }: WorkedTown,
  person: TestOfficial | TestPhone,
  mutation: KnownMutation & { space: Uuid },
): Promise<void> {
  const { status, code } = await applyAs(store, person, mutation)
  if (status !== 'applied') throw new Error(`${mutation.name}: ${code ?? status}`)
}

/** Approves everything that was pinned, as the coordinator does when nobody has asked for changes. */
export async function approveAll(town: WorkedTown, { walk, observations }: WorkedWalk) {
  const findings = observations.map(({ id }) => ({ id, version: '0123456789abcdef' }))
  await apply(town, town.coordinator, {
    ...{ name: 'walk.approve-list@1', args: { walkId: walk.id, findings }, space: walk.id },
  })
}

/** Makes the version of the report that follows `base`, and waits for its files. */
export async function makeReport(
  { test, coordinator }: WorkedTown,
  { walk }: WorkedWalk,
  base: number,
): Promise<void> {
  const { statusCode, body } = await test.app.inject({
    method: 'POST',
    url: `/api/walks/${walk.id}/reports`,
    headers: { ...sameOrigin, cookie: coordinator.cookie },
    payload: { id: someUuid(), base, language: 'da', above: '', below: '', leftOut: [] },
  })
  if (statusCode !== 200) throw new Error(`no report: ${body}`)
  await test.app.jobs.settled()
}

/** Walks the same stops again: every open finding is seen to be solved, except the first. Returns how many were looked at. */
export async function followUpAll(town: WorkedTown, earlier: WorkedWalk): Promise<number> {
  const { store, coordinator } = town
  const followUpId = someUuid()
  const space = { space: followUpId }
  const args = followUp(earlier.walk, { walkId: followUpId, title: 'Opfølgning' })
  await apply(town, coordinator, { name: 'walk.create@1', args, ...space })
  await apply(town, coordinator, { name: 'walk.open@1', args: { walkId: followUpId }, ...space })
  const leader = await seedPhone(store, {
    ...{ municipalityId: aalborg.id, walkId: followUpId, role: 'leader', name: 'Lone' },
  })
  const reader = await new TestReader(store, leader, earlier.walk.id).pullAll()
  const seen = [...reader.rows.values()]
    .filter(({ kind }) => kind === 'observation')
    .map(({ body }) => body as VisibleObservation)
    .filter(isToVerify)
  for (const [index, { id: observationId }] of seen.entries()) {
    const verdict = index === 0 ? 'not-solved' : 'confirmed'
    await apply(town, leader, {
      name: 'observation.verify@1',
      args: { observationId, followUpId, verdict, on: '2027-03-09' },
      space: earlier.walk.id,
    })
  }
  await apply(town, coordinator, { name: 'walk.close@1', args: { walkId: followUpId }, ...space })
  return seen.length
}

/** Returns the words that nobody outside may read: of restricted findings, and what officials say to each other of any. */
export const secretWords = ({ observations }: WorkedWalk): string[] =>
  observations.flatMap((one) => {
    const isRestricted = audienceOf(one).isRestricted
    const comments = one.comments.filter(({ audience }) => isRestricted || audience !== 'public')
    return [...(isRestricted ? [one.text, one.id] : []), ...comments.map(({ text }) => text)]
  })
