import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  seedPhone,
  seedWalk,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { applyAs, pinAs } from '../../support/requests/sync-calls.ts'
import { buildTestApp, type TestApp } from '../../support/server/build-test-app.ts'

const place = { longitude: 9.976, latitude: 57.028, source: 'gps' } as const
const far = { longitude: 9.6, latitude: 56.9, source: 'gps' } as const
const here = '9.97,57.02,9.98,57.03'
const stop = { id: someUuid(), name: 'Tunnelen', longitude: 9.976, latitude: 57.028 }

describe('what a leader’s phone is told of a place from before', () => {
  let store: TestDatabase
  let test: TestApp
  let town: TestMunicipality

  beforeAll(async () => {
    store = await openTestDatabase()
    test = await buildTestApp({ store })
    town = await seedMunicipality(store)
  })
  afterAll(async () => {
    await test.close()
    await store.drop()
  })

  async function ask(bbox = here, cookie = town.phones.lone.cookie) {
    const url = `/api/walks/${town.walk.id}/earlier?bbox=${bbox}&zoom=18`
    const response = await test.app.inject({ url, headers: { cookie } })
    return response.statusCode === 200 ? response.json<Reply<'earlierHere'>>() : response.statusCode
  }
  const told = async (bbox?: string) => (await ask(bbox)) as Reply<'earlierHere'>

  it('are open findings of all walks that everybody may see, by place and category alone', async () => {
    const words = 'KANARIEFUGL'
    const open = await pinAs(store, town.phones.dan, { position: place, text: words })
    await pinAs(store, town.phones.dan, { position: place, category: 'adf.rusmidler' })
    await pinAs(store, town.phones.dan, { position: far })
    const doubled = await pinAs(store, town.phones.dan, { position: place })
    await applyAs(store, town.officials.carla, {
      name: 'observation.set-status@1',
      args: { observationId: doubled, base: 'received', status: 'duplicate', duplicateOf: open },
      space: town.otherWalk.id,
    })
    const { clusters } = await told()
    expect(clusters).toEqual([
      expect.objectContaining({ count: 1, category: 'lys.slukket', latitude: place.latitude }),
    ])
    expect(JSON.stringify(clusters)).not.toContain(words)
    expect(JSON.stringify(clusters)).not.toContain('Dan')
  })

  it('are none of another municipality, and nothing for whoever does not lead', async () => {
    const other = await seedMunicipality(store, 'Randers')
    await pinAs(store, other.phones.anna, { position: place })
    const { clusters } = await told()
    expect(clusters.map(({ count }) => count)).toEqual([1])
    expect(await ask(here, town.phones.anna.cookie)).toBe(403)
    expect(await ask(here, other.phones.lone.cookie)).toBe(403)
    expect(await ask('swapped,57.02,9.98,57.03')).toBe(400)
  })

  it('is the newest walk that is over and touched the map, with no spread of fewer than five people', async () => {
    expect((await told()).lastWalk).toBeNull()
    await endedWalk({ title: 'Den gamle', month: '03', answers: 5 })
    await endedWalk({ title: 'Den nyere', month: '08', answers: 4 })
    expect((await told()).lastWalk).toMatchObject({
      title: 'Den nyere',
      stops: [stop],
      ratings: [{ stopId: stop.id, state: 'few' }],
    })
    await endedWalk({ title: 'Den nyeste', month: '09', answers: 5 })
    expect((await told()).lastWalk).toMatchObject({
      title: 'Den nyeste',
      ratings: [{ state: 'shown', answers: 5, feeling: [0, 5, 0, 0, 0] }],
    })
    expect((await told('9.5,56.9,9.51,56.91')).lastWalk).toBeNull()
  })

  async function endedWalk(plan: { title: string; month: string; answers: number }) {
    const [startsAt, endsAt] = ['18', '20'].map(
      (hour) => `2026-${plan.month}-01T${hour}:00:00.000Z`,
    )
    const area = [9.97, 57.02, 9.98, 57.03] as const
    const fields = { title: plan.title, startsAt, endsAt, area, stops: [stop] }
    const { id: walkId } = await seedWalk(store, town.id, fields as Partial<Walk>)
    for (let person = 0; person < plan.answers; person += 1) await rate(walkId)
    await applyAs(store, town.officials.carla, {
      name: 'walk.close@1',
      args: { walkId },
      space: walkId,
    })
  }

  async function rate(walkId: Uuid): Promise<void> {
    const phone = await seedPhone(store, {
      ...{ municipalityId: town.id, walkId, name: 'Bo', role: 'walker' as const },
    })
    const args = {
      ...{ ratingId: someUuid(), walkId, stopId: stop.id, respondent: someUuid() },
      ...{ respondentKind: 'local' as const, feeling: 2 as const, alone: 'no' as const },
      ...{ reasons: [], isSkipped: false },
    }
    await applyAs(store, phone, { name: 'stop-rating.set@1', args })
  }
})
