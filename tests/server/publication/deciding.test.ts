import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  canaries,
  pageOf,
  publishArgs,
  publishFinding,
  walkToPublish,
  type WalkToPublish,
} from '../../support/publication/published-walk.ts'
import { applyAs, pushAs } from '../../support/requests/sync-calls.ts'
import { makeEnvelope } from '../../support/fixtures/make-observation.ts'

describe('deciding what of a walk is public', () => {
  let store: TestDatabase
  let walk: WalkToPublish

  beforeAll(async () => {
    store = await openTestDatabase()
    walk = await walkToPublish(store)
  })
  afterAll(async () => {
    await walk.test.close()
    await store.drop()
  })

  const draft = async () => {
    const { cookie } = walk.town.officials.carla
    const url = `/api/walks/${walk.town.walk.id}/publication`
    return (await walk.test.app.inject({ url, headers: { cookie } })).json<
      Reply<'readPublication'>
    >()
  }
  const argsOf = (wanted: Parameters<typeof publishArgs>[2], id = walk.lamp) =>
    publishArgs(walk, id, wanted)

  it('is the coordinator’s alone: every other person is refused, for findings and for the page', async () => {
    const { officials, phones } = walk.town
    const { carla: _, ...others } = officials
    const args = await argsOf({ text: 'public' })
    for (const person of [...Object.values(others), phones.anna, phones.lone, phones.rita]) {
      for (const pushed of [
        () => publishFinding(walk, args, person),
        () => pageOf(walk, 'walk.publish@1', person),
        () => pageOf(walk, 'walk.unpublish@1', person),
      ]) {
        const answer = await pushed().catch((error: Error) => ({
          status: 'refused',
          code: error.message,
        }))
        expect(answer.status).toBe('refused')
      }
    }
    expect((await draft()).page).toBeNull()
  })

  it('shows all findings but the restricted ones, which are counted and refused', async () => {
    const read = await draft()
    expect(read.findings.map(({ id }) => id)).toEqual([walk.lamp, walk.shy])
    expect(read.restricted).toBe(1)
    expect(JSON.stringify(read)).not.toContain(canaries.quiet)
    const answer = await publishFinding(walk, await argsOf({ text: 'public' }, walk.quiet))
    expect(answer).toMatchObject({ status: 'refused', code: 'not-allowed' })
  })

  it('changes nothing when the same is decided again, by the same press or by another person', async () => {
    const args = await argsOf({ text: 'public', position: 'public', precision: 'stop' })
    const envelope = makeEnvelope({ name: 'observation.publish@1', args })
    const send = () =>
      pushAs(store, walk.town.officials.carla, { mutations: [envelope], space: walk.town.walk.id })
    const [first, repeated] = [await send(), await send()]
    expect(repeated.results).toEqual(first.results)
    expect(first.results[0]?.status).toBe('applied')
    const again = await publishFinding(walk, args)
    expect(again).toEqual({ id: again.id, status: 'applied' })
  })

  it('refuses a decision about what somebody else has decided or edited meanwhile', async () => {
    const seen = await argsOf({ text: 'public', wording: 'Ordlyd A' })
    const other = await argsOf({ text: 'public', wording: 'Ordlyd B' })
    expect((await publishFinding(walk, seen)).status).toBe('applied')
    expect(await publishFinding(walk, other)).toMatchObject({
      code: 'stale',
      detail: { field: 'text' },
    })
    const before = await argsOf({ position: 'internal' })
    await applyAs(store, walk.town.officials.carla, {
      name: 'observation.edit@1',
      args: {
        observationId: walk.lamp,
        changes: { text: { base: 'Lampen er <b>ude</b>', value: 'Lampen er tændt' } },
      },
      space: walk.town.walk.id,
    })
    expect((await draft()).findings[0]?.now.text).toMatchObject({ state: 'unchecked' })
    // The place is as it was.
    expect((await publishFinding(walk, before)).status).toBe('applied')
  })

  it('of two people at once lets one win and tells the other', async () => {
    const one = await argsOf({ answer: 'public' })
    const two = await argsOf({ answer: 'internal' })
    const answers = await Promise.all([
      publishFinding(walk, one),
      publishFinding(walk, two, walk.town.officials.carla),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual(['applied', 'refused'])
    expect(answers.find(({ status }) => status === 'refused')?.code).toBe('stale')
  })

  it('publishes no photo that is not chosen for the report', async () => {
    await applyAs(store, walk.town.officials.carla, {
      name: 'observation.review-photo@1',
      args: { observationId: walk.lamp, photoId: walk.photo.photoId, review: 'left-out' },
      space: walk.town.walk.id,
    })
    expect(await publishFinding(walk, await argsOf({ photo: 'public' }))).toMatchObject({
      code: 'stale',
    })
  })

  it('needs a closed walk with an approved list, and pressing again changes nothing', async () => {
    const { carla } = walk.town.officials
    const of = { space: walk.town.walk.id, args: { walkId: walk.town.walk.id } }
    await applyAs(store, carla, { name: 'walk.reopen-list@1', ...of })
    expect(await pageOf(walk, 'walk.publish@1')).toMatchObject({
      code: 'stale',
      detail: { field: 'approval' },
    })
    await applyAs(store, carla, {
      name: 'walk.approve-list@1',
      space: of.space,
      args: { ...of.args, findings: [] },
    })
    expect((await pageOf(walk, 'walk.publish@1')).effectSeq).toBeDefined()
    expect((await pageOf(walk, 'walk.publish@1')).effectSeq).toBeUndefined()
    expect((await draft()).page?.state).toBe('published')
    expect((await pageOf(walk, 'walk.unpublish@1')).effectSeq).toBeDefined()
    expect((await pageOf(walk, 'walk.unpublish@1')).effectSeq).toBeUndefined()
  })

  it('tells phones nothing: neither what was decided nor the words that were written for it', async () => {
    const rows = await walk.test.app.inject({
      method: 'POST',
      url: '/api/sync/pull',
      headers: { cookie: walk.town.phones.anna.cookie, 'sec-fetch-site': 'same-origin' },
      body: { protocol: 1, epoch: null, cursors: { [walk.town.walk.id]: '0' } },
    })
    expect(rows.statusCode).toBe(200)
    expect(rows.body).not.toContain('Ordlyd A')
    expect(rows.body).not.toMatch(/"kind":"publication"[^}]*"deleted":false/)
  })
})
