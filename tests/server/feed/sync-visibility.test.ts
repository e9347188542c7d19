import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockSpace, writeSyncRows } from '../../../server/store/spaces/feed-store.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import { actorInSpace } from '../../../server/identity/actor-in-space.ts'
import {
  allowedFields,
  anyObservation,
  authorSecret,
  internalSecret,
  maySeeByHandbook,
} from '../../support/fixtures/any-observation.ts'
import { buildTestApp, sameOrigin, type TestApp } from '../../support/server/build-test-app.ts'
import { otherClient, walkerClient } from '../../support/fixtures/make-observation.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { principalOf } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let testApp: TestApp
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase()
  testApp = await buildTestApp({ store: database })
  town = await seedMunicipality(database)
})
afterAll(async () => {
  await testApp.close()
  await database.drop()
})

/** Generated observations belong to Anna's and Ole's phones. */
function ofTown(generated: Observation): Observation {
  const { anna, ole } = town.phones
  const owner = (client: string | null | undefined) =>
    client === walkerClient ? anna.clientId : client === otherClient ? ole.clientId : null
  return {
    ...generated,
    walkId: town.walk.id,
    authorClientId: owner(generated.authorClientId),
    comments: generated.comments.map(({ authorClientId, ...comment }) => ({
      ...comment,
      ...(authorClientId ? { authorClientId: ole.clientId } : {}),
    })),
  }
}

async function fillFeed(observations: readonly Observation[]): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    const space = { municipalityId: town.id, spaceId: town.walk.id }
    const head = (await lockSpace(tx, space)) ?? 0n
    const rows = observations.map((body, index) => ({
      kind: 'observation' as const,
      id: body.id,
      seq: head + BigInt(index + 1),
      body,
    }))
    await writeSyncRows(tx, space, { rows, head: head + BigInt(rows.length) })
  })
}

interface PulledRow {
  id: string
  kind: string
  deleted: boolean
  body: (Record<string, unknown> & { isOwn: boolean }) | null
}

const pull = (cookie: string, isDesk: boolean) =>
  testApp.app.inject({
    method: 'POST',
    url: '/api/sync/pull',
    headers: { cookie, ...sameOrigin, ...(isDesk ? { 'x-lygte-desk': '1' } : {}) },
    payload: { protocol: 1, epoch: null, cursors: { [town.walk.id]: '0' } },
  })

describe('O1: after any pull', () => {
  it('no row and no field is outside the role of the reader', async () => {
    const sample = fc.sample(anyObservation, { numRuns: 300, seed: 20261029 }).map(ofTown)
    await fillFeed(sample)
    const stored = new Map(sample.map((observation) => [observation.id, observation]))
    const people = { ...town.phones, ...town.officials }
    for (const [name, person] of Object.entries(people)) {
      const response = await pull(person.cookie, 'accountId' in person)
      if (name === 'dan' || name === 'vera') {
        expect([name, response.statusCode]).toEqual([name, 403])
        continue
      }
      const reader = actorInSpace(await principalOf(database, person), town.walk.id)
      if (!reader) throw new Error(`${name} is no reader`)
      const { actor } = reader
      const isAnswering = actor.kind === 'account' && actor.role !== 'admin'
      expect(response.body).not.toContain('authorClientId')
      if (!isAnswering) expect(response.body).not.toContain(internalSecret)
      const { spaces } = response.json<{ spaces: Record<string, { rows: PulledRow[] }> }>()
      const rows = spaces[town.walk.id]?.rows.filter(({ kind }) => kind === 'observation') ?? []
      expect(rows).toHaveLength(sample.length)
      for (const row of rows) {
        const whole = stored.get(row.id)
        if (!whole) throw new Error('A row from nowhere')
        expect(row.deleted).toBe(!maySeeByHandbook(actor, whole))
        expect(row.body === null).toBe(row.deleted)
        if (!row.body) continue
        expect(Object.keys(row.body).sort()).toEqual(allowedFields)
        // As joining says, the leader sees whose a finding is; that alone.
        const isLeading = actor.kind === 'device' && actor.role === 'leader'
        const isNamed = isAnswering || row.body.isOwn
        if (isLeading) row.body['authorName'] = null
        if (!isNamed) expect(JSON.stringify(row.body)).not.toContain(authorSecret)
      }
    }
  })

  it('no row of a municipality reaches a reader of another', async () => {
    const elsewhere = await seedMunicipality(database, 'Odense')
    for (const person of [elsewhere.officials.carla, elsewhere.phones.anna]) {
      const response = await pull(person.cookie, 'accountId' in person)
      expect(response.statusCode).toBe(403)
    }
  })
})
