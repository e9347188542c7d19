import { beforeEach, describe, expect, it } from 'vitest'
import { heldParts, phoneReport } from '../../../shared/walk/phone-report.ts'
import type { WalkTimes } from '../../../shared/walk/walk-time.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { connectPhone, joinAs, pinOn } from '../../support/phones/connected-phone.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'
import { listPhones } from '../../support/requests/list-phones.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality
beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

const phone = (disk = new PhoneDisk()) => connectPhone({ app: held.testApp.app, disk })
const listed = (person: TestPerson, query = '') => listPhones(held.testApp.app, person, query)

describe('K5: whether everything has arrived', () => {
  /** As the walk's leader is shown it, by name. */
  async function reports(ends: Partial<WalkTimes> = {}) {
    const phones = await listed(town.phones.lone, `?walk=${town.walk.id}`)
    const walk = { startsAt: null, endsAt: '2020-10-29T20:00:00.000Z', ...ends }
    return new Map(
      phones.map((one) => [
        one.walks[0]?.displayName,
        { report: phoneReport(one, walk), parts: heldParts(one) },
      ]),
    )
  }
  const nothing = { report: 'empty', parts: [] }
  const unheard = { report: 'unknown', parts: [] }

  it('is not known of a phone that joined and reported nothing, nor of one whose app reports less', async () => {
    const { cookie } = town.phones.ole
    await held.testApp.app.inject({
      method: 'POST',
      url: '/api/sync/account',
      headers: { cookie, ...sameOrigin },
      payload: { highest: 0, from: 1, held: [] },
    })
    const said = await reports()
    expect(said.get('Rita')).toEqual(unheard)
    expect(said.get('Ole')).toEqual(unheard)
  })

  it('is said of a phone that was empty after the walk’s end, and of none that was empty before it', async () => {
    const client = phone()
    await joinAs(client, town.codes.walker, 'Bo')
    await client.runner.runOnce()
    expect((await reports()).get('Bo')).toEqual(nothing)
    const later = new Date(Date.now() + 3_600_000).toISOString()
    expect((await reports({ endsAt: later })).get('Bo')).toEqual(unheard)
    expect((await reports({ endsAt: null })).get('Bo')).toEqual(unheard)
  })

  it('is denied of a phone that holds what was begun and not saved, until that is gone', async () => {
    const client = phone()
    await joinAs(client, town.codes.walker, 'Bo')
    const draft = { ...client.capture.newDraft(town.walk.id), text: 'et hul' }
    await client.capture.saveDraft(draft)
    await client.runner.runOnce()
    const holding = { report: 'holds', parts: [{ part: 'drafts', count: 1 }] }
    expect((await reports()).get('Bo')).toEqual(holding)
    expect(await listed(town.officials.carla)).toHaveLength(1)
    await client.capture.discardDraft(draft.observationId)
    await client.runner.runOnce()
    expect((await reports()).get('Bo')).toEqual(nothing)
    expect(await listed(town.officials.carla)).toEqual([])
  })

  it('is denied of a phone whose finding was refused, because its person has to mend it', async () => {
    const client = phone()
    await joinAs(client, town.codes.walker, 'Bo')
    await pinOn(client, town.walk.id, { text: 'et hul' })
    // The municipality's border was drawn anew after this phone learned it.
    await held.store.db.updateTable('municipalities').set({ west: 10.5 }).execute()
    await client.runner.runOnce()
    const holding = { report: 'holds', parts: [{ part: 'refused', count: 1 }] }
    expect((await reports()).get('Bo')).toEqual(holding)
  })

  it('is reported again by a phone on which nothing has happened, and dated by the server’s clock', async () => {
    const disk = new PhoneDisk()
    const client = phone(disk)
    await joinAs(client, town.codes.walker, 'Bo')
    client.clock.jump(Date.parse('2001-01-01T00:00:00Z') - client.clock.now())
    await client.runner.runOnce()
    const first = await toldAt()
    await client.runner.runOnce()
    expect(await toldAt()).toEqual(first)
    client.clock.jump(120_000)
    await client.runner.runOnce()
    expect((await toldAt()).getTime()).toBeGreaterThan(first.getTime())
    expect((await reports()).get('Bo')).toEqual(nothing)
  })

  async function toldAt(): Promise<Date> {
    const { told_at } = await held.store.db
      .selectFrom('clients')
      .select('told_at')
      .where('municipality_id', '=', town.id)
      .where('told_at', 'is not', null)
      .executeTakeFirstOrThrow()
    return told_at as Date
  }
})
