import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Uuid } from '../../../shared/identifiers.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { applyAs, pinAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  town = await seedMunicipality(database)
})
afterEach(() => database.truncate())
afterAll(() => database.drop())

const reader = (person: TestMunicipality['phones']['anna'] = town.phones.anna) =>
  new TestReader(database, person, town.walk.id)
const withdraw = (id: Uuid) =>
  applyAs(database, town.phones.anna, {
    name: 'observation.withdraw@1',
    args: { observationId: id },
  })
const setText = (id: Uuid, base: string, value: string) =>
  applyAs(database, town.phones.anna, {
    name: 'observation.edit@1',
    args: { observationId: id, changes: { text: { base, value } } },
  })

describe('paging', () => {
  it('C5: leads to the same base with pages of 1, 2 and 500', async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 7; count += 1) ids.push(await pinAs(database, town.phones.anna))
    await withdraw(ids[2] ?? '')
    await setText(ids[0] ?? '', 'Lampen er slukket', 'Ny')
    const bases = []
    for (const limit of [1, 2, 3, 500]) bases.push((await reader().pullAll(limit)).base)
    for (const base of bases) expect(base).toEqual(bases[0])
    expect(Object.keys(bases[0] ?? {})).toHaveLength(7)
  })

  it('C4: ends equal to the server when rows change between a reader’s pages', async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 6; count += 1) ids.push(await pinAs(database, town.phones.anna))
    const slow = reader()
    const changes = [
      () => setText(ids[0] ?? '', 'Lampen er slukket', 'A'),
      () => withdraw(ids[5] ?? ''),
      () => pinAs(database, town.phones.ole),
      () => setText(ids[0] ?? '', 'A', 'B'),
      () => withdraw(ids[1] ?? ''),
    ]
    let more = true
    while (more) {
      more = await slow.pullPage(2)
      await changes.shift()?.()
    }
    while (changes.length > 0) await changes.shift()?.()
    await slow.pullAll(2)
    expect(slow.base).toEqual((await reader().pullAll()).base)
    expect(slow.observation(ids[0] ?? '')?.text).toBe('B')
  })

  it('C7: removes a deleted row from every client that saw it, also on the border of a page', async () => {
    const ids: Uuid[] = []
    for (let count = 0; count < 4; count += 1) ids.push(await pinAs(database, town.phones.anna))
    // One reader for each place in the feed at which it may have paused.
    const paused = []
    for (let pages = 0; pages <= 5; pages += 1) {
      const one = reader(town.phones.ole)
      for (let page = 0; page < pages; page += 1) await one.pullPage(1)
      paused.push(one)
    }
    await withdraw(ids[1] ?? '')
    for (const one of paused) {
      await one.pullAll(1)
      expect(one.observation(ids[1] ?? '')).toBeUndefined()
      expect(one.rows.size).toBe(4)
    }
  })
})

describe('what a reader may see', () => {
  const category = (id: Uuid, base: string, value: string) =>
    applyAs(database, town.officials.carla, {
      space: town.walk.id,
      name: 'observation.edit@1',
      args: { observationId: id, changes: { category: { base, value } } },
    })

  it('C8: disappears from clients when it becomes hidden from them, and comes back', async () => {
    const id = await pinAs(database, town.phones.anna, { category: 'andet' })
    const readers = {
      anna: reader(town.phones.anna),
      ole: reader(town.phones.ole),
      lone: reader(town.phones.lone),
      rita: reader(town.phones.rita),
    }
    const seenBy = async () => {
      const found: string[] = []
      for (const [name, one] of Object.entries(readers)) {
        await one.pullAll()
        if (one.observation(id)) found.push(name)
      }
      return found
    }
    expect(await seenBy()).toEqual(['anna', 'ole', 'lone', 'rita'])
    await category(id, 'andet', 'adf.chikane')
    expect(await seenBy()).toEqual(['anna', 'lone'])
    await category(id, 'adf.chikane', 'andet')
    expect(await seenBy()).toEqual(['anna', 'ole', 'lone', 'rita'])
  })

  it('C8: hides restricted rows from officials of other parties until theirs is assigned', async () => {
    const id = await pinAs(database, town.phones.anna, { category: 'adf.chikane' })
    const pia = new TestReader(database, town.officials.pia, town.walk.id)
    const kim = new TestReader(database, town.officials.kim, town.walk.id)
    expect((await pia.pullAll()).observation(id)).toBeUndefined()
    const assign = {
      space: town.walk.id,
      name: 'observation.assign@1' as const,
      args: {
        observationId: id,
        base: { partyIds: [], dueOn: null },
        partyIds: ['police'],
        dueOn: '2026-12-01',
      },
    }
    await applyAs(database, town.officials.carla, assign)
    expect((await pia.pullAll()).observation(id)?.status).toBe('assigned')
    expect((await kim.pullAll()).observation(id)).toBeUndefined()
  })

  it('makes everything of a walk disappear from the phone of somebody removed from it', async () => {
    await pinAs(database, town.phones.anna)
    const ole = await reader(town.phones.ole).pullAll()
    expect(ole.rows.size).toBe(2)
    const members = database.db
      .updateTable('walk_members')
      .where('client_id', '=', town.phones.ole.clientId)
    await members.set({ removed_at: new Date() }).execute()
    expect((await ole.pullAll()).rows.size).toBe(0)
    await members.set({ removed_at: null }).execute()
    expect((await ole.pullAll()).rows.size).toBe(2)
  })
})

describe('an outdated screen', () => {
  it('D5: changes nothing by an illegal or outdated step, and gets the present status', async () => {
    const id = await pinAs(database, town.phones.anna)
    const setStatus = (base: 'received' | 'reviewed', status: 'reviewed' | 'done') =>
      applyAs(database, town.officials.carla, {
        space: town.walk.id,
        name: 'observation.set-status@1',
        args: { observationId: id, base, status, on: '2026-11-12' },
      })
    expect(await setStatus('received', 'done')).toMatchObject({
      status: 'refused',
      code: 'status-step',
      detail: { status: 'received' },
    })
    await setStatus('received', 'reviewed')
    const before = (await reader().pullAll()).base
    expect(await setStatus('received', 'reviewed')).toMatchObject({
      status: 'refused',
      code: 'stale',
      detail: { status: 'reviewed' },
    })
    expect((await reader().pullAll()).base).toEqual(before)
  })
})
