import { describe, expect, it } from 'vitest'
import { applyRetention, planRetention } from '../../../server/privacy/retention.ts'
import { makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { wishAsked } from '../../support/requests/ask-for-walk.ts'
import { replyGiven } from '../../support/requests/give-reply.ts'
import { linkOf, mailedSecret, readStatusPage } from '../../support/requests/status-link.ts'
import { applyAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import {
  later,
  retentionStart as start,
  retentionTown,
  setMonths,
  surroundings,
} from '../../support/server/retention-town.ts'

const world = retentionTown()

describe('deletion of what belongs to a walk, after the months of the municipality', () => {
  it('O4: removes a wish for a walk with its name, contact and link, counted from its latest answer', async () => {
    await setMonths(world, { names: 24 })
    const bird = { why: 'Kanariefugl i tunnellen', asker: 'Bo Bosen', email: 'bo@example.dk' }
    const [silent, answered] = [wishAsked(world.town.id, bird), wishAsked(world.town.id, bird)]
    const post = (url: string, payload: object) =>
      world.held.testApp.app.inject({ method: 'POST', url, headers: sameOrigin, payload })
    for (const wish of [silent, answered]) await post('/api/wishes', wish)
    const { wishId } = answered
    world.now = later(12)
    const [decline] = [{ wishId, base: 'waiting', reason: 'Nej, Bo Bosen' } as const]
    const mutations = [makeEnvelope({ name: 'wish.decline@1', args: decline })]
    await pushAs(world.held.store, world.town.officials.carla, {
      mutations,
      space: world.town.id,
      now: world.now,
    })
    world.now = later(25)
    const due = (await planRetention(surroundings(world))).flatMap((plan) => plan.due)
    expect(due.filter(({ kind }) => kind === 'wish').map(({ id }) => id)).toEqual([silent.wishId])
    await applyRetention(surroundings(world))
    const read = async ({ secret }: typeof silent) =>
      (await post('/api/wishes/read', { secret })).statusCode
    expect([await read(silent), await read(answered)]).toEqual([404, 200])
    world.now = later(37)
    await applyRetention(surroundings(world))
    expect(await read(answered)).toBe(404)
    const left = await world.held.store.pool.query(
      'select (select json_agg(sync_rows) from sync_rows) as rows, (select json_agg(events) from events) as events, (select json_agg(wish_links) from wish_links) as links',
    )
    expect(JSON.stringify(left.rows)).not.toMatch(/Kanariefugl|Bosen|bo@example/)
    expect(left.rows[0]).toMatchObject({ links: null })
    expect(await applyRetention(surroundings(world))).toEqual([])
  })

  it('O4: removes what a leader said to everybody, counted from the end of the walk, from every phone too', async () => {
    await setMonths(world, { names: 24 })
    const args = {
      walkId: world.town.walk.id,
      lineId: someUuid(),
      line: 'Jens Hansen venter ved bænken',
    }
    await applyAs(world.held.store, world.town.phones.lone, { name: 'walk.say@1', args })
    // The walk was written as its row had it, with the end of the fixture.
    await world.held.store.db
      .updateTable('walks')
      .set({ ends_at: new Date(start) })
      .where('id', '=', world.town.walk.id)
      .execute()
    const reader = new TestReader(world.held.store, world.town.phones.ole, world.town.walk.id)
    const walkRow = async () => JSON.stringify([...(await reader.pullAll()).rows.values()])
    expect(await walkRow()).toContain('Jens Hansen')
    world.now = later(23)
    await applyRetention(surroundings(world))
    expect(await walkRow()).toContain('Jens Hansen')
    world.now = later(25)
    const due = (await planRetention(surroundings(world))).flatMap((plan) => plan.due)
    expect(due.filter(({ kind }) => kind === 'lines').map(({ id }) => id)).toEqual([
      world.town.walk.id,
    ])
    await applyRetention(surroundings(world))
    expect(await walkRow()).not.toContain('Jens Hansen')
    const left = await world.held.store.pool.query(
      'select (select json_agg(sync_rows) from sync_rows) as rows, (select json_agg(events) from events) as events, (select json_agg(walks) from walks) as walks',
    )
    expect(JSON.stringify(left.rows)).not.toContain('Jens Hansen')
    expect(await applyRetention(surroundings(world))).toEqual([])
  })

  it('O4: removes replies to an invitation with what opens them, counted from the end of the walk', async () => {
    await setMonths(world, { names: 24 })
    const post = (url: string, payload: object) =>
      world.held.testApp.app.inject({ method: 'POST', url, headers: sameOrigin, payload })
    const reply = replyGiven(world.town.codes.walker, { other: 'Kanariefugl' })
    await post('/api/replies', reply)
    const ended = Date.parse(world.town.walk.endsAt ?? '')
    const endOfTime = new Date(Math.max(ended, world.now))
    const after = (months: number) => {
      const moment = new Date(endOfTime)
      moment.setUTCMonth(moment.getUTCMonth() + months)
      return moment.getTime()
    }
    world.now = after(23)
    await applyRetention(surroundings(world))
    const left = () => world.held.store.db.selectFrom('walk_replies').select('other').execute()
    expect(await left()).toEqual([{ other: 'Kanariefugl' }])
    world.now = after(25)
    await applyRetention(surroundings(world))
    expect(await left()).toEqual([])
    expect(await world.held.store.db.selectFrom('reply_links').selectAll().execute()).toEqual([])
  })

  it('O4: ends the links to status pages, counted from the end of the walk', async () => {
    await setMonths(world, { names: 24 })
    const { testApp } = world.held
    const secrets = [
      await linkOf(testApp, world.town.phones.anna),
      await mailedSecret(testApp, world.town),
      await linkOf(testApp, world.town.phones.ole),
    ]
    const opened = () =>
      Promise.all(secrets.map(async (secret) => (await readStatusPage(testApp, secret)).statusCode))
    world.now = later(23)
    await applyRetention(surroundings(world))
    expect(await opened()).toEqual([200, 200, 200])
    world.now = later(25)
    const done = await applyRetention(surroundings(world))
    expect(done.filter(({ kind }) => kind === 'status-link')).toHaveLength(2)
    expect(await opened()).toEqual([404, 404, 404])
    expect(await world.held.store.db.selectFrom('status_links').selectAll().execute()).toEqual([])
    expect(await applyRetention(surroundings(world))).toEqual([])
  })
})
