import { beforeEach, describe, expect, it } from 'vitest'
import type { ReplyGiven } from '../../../shared/contract/reply-contract.ts'
import type { ReplySummary } from '../../../shared/reply/reply.ts'
import { eraseCommand } from '../../../server/commands/erase-command.ts'
import { readConfig } from '../../../server/config.ts'
import { requestLimits } from '../../../server/http/limits/request-limits.ts'
import { saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import { buildTestApp, sameOrigin } from '../../support/server/build-test-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  seedWalk,
  type TestMunicipality,
  type TestPerson,
} from '../../support/fixtures/people.ts'
import { newSecret } from '../../support/requests/ask-for-walk.ts'
import { replyGiven } from '../../support/requests/give-reply.ts'
import { applyAs, TestReader } from '../../support/requests/sync-calls.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  await held.store.truncate()
  town = await seedMunicipality(held.store)
})

const post = (url: string, payload: object, from: Partial<Sender> = {}) => {
  const { app = held.testApp.app, ...sender } = from
  return app.inject({ method: 'POST', url, headers: sameOrigin, payload, ...sender })
}
interface Sender {
  app: typeof held.testApp.app
  remoteAddress: string
}
const give = (given: ReplyGiven) => post('/api/replies', given)
const read = (code: string, secret: string) => post('/api/replies/read', { code, secret })
const codeIn = (response: { json: () => unknown }) => (response.json() as { type?: string }).type

async function given(changes: Partial<ReplyGiven> = {}): Promise<ReplyGiven> {
  const reply = replyGiven(town.codes.walker, changes)
  expect((await give(reply)).statusCode).toBe(204)
  return reply
}

async function summaryFor(person: TestPerson, walkId = town.walk.id): Promise<ReplySummary> {
  const response = await held.testApp.app.inject({
    url: `/api/walks/${walkId}/replies`,
    headers: { cookie: person.cookie },
  })
  return response.json()
}

const closeWalk = () =>
  applyAs(held.store, town.officials.carla, {
    name: 'walk.close@1',
    args: { walkId: town.walk.id },
    space: town.walk.id,
  })

describe('answering an invitation', () => {
  it('is counted for the leader and the coordinator, with what is needed and no word of who needs it', async () => {
    await given({ wheelchair: true, interpreter: ' arabisk ', other: 'Jeg ser dårligt' })
    await given({ answer: 'not-coming' })
    await given({ answer: 'from-home' })
    await given()
    for (const person of [town.phones.lone, town.officials.carla]) {
      expect(await summaryFor(person)).toEqual({
        counts: { coming: 2, 'not-coming': 1, 'from-home': 1 },
        needs: [{ wheelchair: true, interpreter: 'arabisk', other: 'Jeg ser dårligt' }],
        hasMore: false,
      })
    }
    expect(await summaryFor(town.officials.carla, town.otherWalk.id)).toMatchObject({
      counts: { coming: 0, 'not-coming': 0, 'from-home': 0 },
    })
  })

  it('makes one answer of two presses at once and of a press after a lost answer, and changes it later', async () => {
    const reply = replyGiven(town.codes.walker, { wheelchair: true })
    const both = await Promise.all([give(reply), give(reply)])
    expect([...both, await give(reply)].map(({ statusCode }) => statusCode)).toEqual([
      204, 204, 204,
    ])
    expect((await summaryFor(town.phones.lone)).counts.coming).toBe(1)
    await give({ ...reply, answer: 'not-coming' })
    expect(await summaryFor(town.phones.lone)).toEqual({
      counts: { coming: 0, 'not-coming': 1, 'from-home': 0 },
      needs: [],
      hasMore: false,
    })
    const shown = await read(town.codes.walker, reply.secret)
    expect(shown.json()).toMatchObject({
      reply: { answer: 'not-coming', wheelchair: false },
      isCodeOpen: true,
      walk: { id: town.walk.id, title: 'Aalborg Øst' },
    })
  })

  it('is read by its secret only', async () => {
    await given({ other: 'Kanariefugl' })
    const stranger = await read(town.codes.walker, newSecret())
    expect(stranger.json()).toMatchObject({ reply: null })
    expect(stranger.body).not.toMatch(/Kanariefugl/)
  })

  it('can still be changed after its code was closed, and nobody new answers by that code', async () => {
    const reply = await given()
    const closed = await held.testApp.app.inject({
      method: 'DELETE',
      url: `/api/walks/${town.walk.id}/codes/${town.codes.walker}`,
      headers: { ...sameOrigin, cookie: town.officials.carla.cookie },
    })
    expect(closed.statusCode).toBe(204)
    expect((await give({ ...reply, answer: 'from-home' })).statusCode).toBe(204)
    expect((await read(reply.code, reply.secret)).json()).toMatchObject({
      reply: { answer: 'from-home' },
      isCodeOpen: false,
    })
    const late = await give(replyGiven(reply.code))
    expect([late.statusCode, codeIn(late)]).toEqual([410, 'walk-code-closed'])
    expect((await summaryFor(town.phones.lone)).counts).toMatchObject({
      coming: 0,
      'from-home': 1,
    })
  })

  it('is refused with the secret of an answer to another walk, and changes neither', async () => {
    const reply = await given()
    const second = await give({ ...reply, code: town.codes.other, answer: 'not-coming' })
    expect(codeIn(second)).toBe('id-reused')
    const { officials } = town
    expect((await summaryFor(officials.carla)).counts.coming).toBe(1)
    expect((await summaryFor(officials.carla, town.otherWalk.id)).counts).toMatchObject({
      coming: 0,
      'not-coming': 0,
    })
  })

  it.each([
    [{ interpreter: '  ' }, 'needs-text', 'interpreter'],
    [{ interpreter: 'x'.repeat(201) }, 'place-too-long', 'interpreter'],
    [{ other: 'x'.repeat(201) }, 'place-too-long', 'other'],
    [{ other: 'Bo\u0000' }, 'unreadable-text', 'other'],
  ])(
    'is refused for %j with the field that is to be mended, and leaves nothing',
    async (changes, code, field) => {
      const response = await give(replyGiven(town.codes.walker, changes))
      expect(response.json()).toMatchObject({ type: code, facts: { field } })
      expect(await held.store.db.selectFrom('reply_links').selectAll().execute()).toEqual([])
      expect((await summaryFor(town.phones.lone)).counts.coming).toBe(0)
    },
  )

  it('is refused after the walk has ended, for a walk that is open all year, and by an unknown code', async () => {
    const standing = await seedWalk(held.store, town.id, { startsAt: null, isStanding: true })
    const target = { municipalityId: town.id, walkId: standing.id, role: 'walker' } as const
    await saveWalkCode(held.store.db, { ...target, code: 'HELEAARET' })
    expect(codeIn(await give(replyGiven('HELEAARET')))).toBe('not-allowed')
    expect(codeIn(await give(replyGiven('QQQQ99')))).toBe('unknown-walk-code')
    await closeWalk()
    expect(codeIn(await give(replyGiven(town.codes.walker)))).toBe('walk-closed')
  })

  it('is limited for one address, and more so while a walk gets many', async () => {
    const limits = {
      ...requestLimits,
      ...{ replies: 3, repliesUnderFlood: 1, replyFloodAt: 5, maxEventLoopDelayMs: 0 },
    }
    const test = await buildTestApp({ store: held.store, requestLimits: limits })
    const sentFrom = async (remoteAddress: string) =>
      (await post('/api/replies', replyGiven(town.codes.walker), { app: test.app, remoteAddress }))
        .statusCode
    const own = [1, 2, 3, 4].map(() => '198.51.100.1')
    // The refused one counts too, so the sixth for the walk is the first of the third address.
    const others = ['198.51.100.2', '198.51.100.3', '198.51.100.3']
    const answers: number[] = []
    for (const address of [...own, ...others]) answers.push(await sentFrom(address))
    await test.close()
    expect(answers).toEqual([204, 204, 204, 429, 204, 204, 429])
    expect((await summaryFor(town.phones.lone)).counts.coming).toBe(5)
  })

  it('is not possible by a push of a phone or an official, and stands in nobody’s feed or history', async () => {
    const { code: _, secret: __, ...words } = replyGiven('')
    const args = { ...words, replyId: someUuid(), walkId: town.walk.id, linkHash: 'a'.repeat(64) }
    for (const person of [town.phones.lone, town.officials.carla]) {
      const result = await applyAs(held.store, person, {
        name: 'reply.give@1',
        args,
        space: town.walk.id,
      })
      expect(result).toMatchObject({ status: 'refused', code: 'not-allowed' })
    }
    await given({ other: 'Kanariefugl' })
    const reader = await new TestReader(held.store, town.phones.lone, town.walk.id).pullAll()
    expect(JSON.stringify([...reader.rows.values()])).not.toMatch(/Kanariefugl/)
    const { rows } = await held.store.pool.query('select kind from events where kind like $1', [
      'reply%',
    ])
    expect(rows).toEqual([])
  })
})

describe('deleting an answer to an invitation', () => {
  const everything = async () => {
    const { rows } = await held.store.pool.query<{ words: string }>(
      `select coalesce((select json_agg(walk_replies)::text from walk_replies), '')
        || coalesce((select json_agg(reply_links)::text from reply_links), '')
        || coalesce((select json_agg(events)::text from events), '')
        || coalesce((select json_agg(sync_rows)::text from sync_rows), '')
        || coalesce((select json_agg(applied_mutations)::text from applied_mutations), '') as words`,
    )
    return rows[0]?.words ?? ''
  }

  it('by its secret leaves no word of it anywhere, and stays done', async () => {
    const reply = await given({ other: 'Kanariefugl' })
    expect(await everything()).toMatch(/Kanariefugl/)
    const erase = () => post('/api/replies/erase', { secret: reply.secret })
    expect([(await erase()).statusCode, (await erase()).statusCode]).toEqual([204, 204])
    expect(await everything()).not.toMatch(/Kanariefugl|link_hash/)
    expect((await read(reply.code, reply.secret)).json()).toMatchObject({ reply: null })
  })

  it('by the operator finds it by the number that its page shows', async () => {
    const [reply, other] = [await given({ other: 'Kanariefugl' }), await given()]
    const { reply: shown } = (await read(reply.code, reply.secret)).json<{
      reply: { id: string }
    }>()
    const erase = () => eraseCommand(held.store, readConfig({ DEMO: '0' }), { reply: shown.id })
    expect(await erase()).toMatch(/^Erased: 1 reply/)
    await expect(erase()).rejects.toThrow('There is no such reply.')
    expect(await everything()).not.toMatch(/Kanariefugl/)
    expect((await read(other.code, other.secret)).json()).toMatchObject({
      reply: { answer: 'coming' },
    })
  })
})
