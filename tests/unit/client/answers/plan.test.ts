import { describe, expect, test } from 'vitest'
import { bodyAfter } from '../../../../shared/sync/subject.ts'
import { applyMutation, type KnownMutation } from '../../../../shared/sync/registry.ts'
import type { MutationEnvelope } from '../../../../shared/sync/mutation-envelope.ts'
import type { MutationResult } from '../../../../shared/sync/feed.ts'
import type { PlanValues } from '../../../../shared/walk/plan/plan-changes.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'
import { allEntries } from '../../../../client/local/outbox/outbox-reads.ts'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import { makeContext, someUuid, someWalkId } from '../../../support/fixtures/make-observation.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import {
  json,
  joinedClient,
  joinedWalk,
  noNetwork,
  ScriptedApi,
} from '../../../support/phones/scripted-api.ts'

const { municipality, walk: joined } = joinedWalk(someUuid(), null)
const first: Walk = { ...joined, phase: 'planned' }
const stop = (name: string) => ({ id: someUuid(), name, longitude: 9.92, latitude: 57.04 })

/** A server that judges the changes of one walk by the rules, beside a desk that changes it too. */
function planning() {
  const api = new ScriptedApi()
  let walk = first
  const publish = (next: Walk) => {
    walk = next
    api.feed.write({ kind: 'walk', id: walk.id, deleted: false, body: walk })
  }
  publish(first)
  api.onJoin = ({ clientId }) => json({ ...joinedWalk(clientId, 'Lone'), role: 'leader' })
  api.answerOf = ({ id, name, v, args }: MutationEnvelope): MutationResult => {
    const context = makeContext({
      actor: { kind: 'device', clientId: someUuid(), role: 'leader' },
      bounds: municipality.bounds,
    })
    const outcome = applyMutation(walk, { name: `${name}@${v}`, args } as KnownMutation, context)
    if (!outcome.ok) return { id, status: 'refused', ...outcome.problem }
    const next = bodyAfter(outcome.value, { kind: 'walk', id: walk.id })
    if (next) publish(next)
    return { id, status: 'applied', effectSeq: String(api.feed.head) }
  }
  return {
    api,
    atDesk: (changes: Partial<Walk>) => publish({ ...walk, ...changes }),
    walk: () => walk,
  }
}

async function leader(options: Parameters<typeof joinedClient>[1] = {}) {
  const server = planning()
  const client = await joinedClient(server.api, options)
  await client.runner.runOnce()
  return { ...server, client }
}

async function save(client: TestClient, changes: Partial<PlanValues>) {
  const { plan } = await client.answers.leading()
  const seen = await plan.read(someWalkId)
  if (!seen) throw new Error('the walk is not on the phone')
  return plan.save(seen, { ...seen.merged, ...changes })
}
const read = async (client: TestClient) => {
  const plan = await (await client.answers.leading()).plan.read(someWalkId)
  if (!plan) throw new Error('the walk is not on the phone')
  return plan
}
const waiting = async (client: TestClient) => {
  const entries = await client.context.outbox.read(['mutation'], allEntries)
  return entries.filter(({ state }) => state === 'queued' || state === 'sending')
}

describe('a plan that a leader changes on the phone', () => {
  test('is on the phone after the page is killed, is called sent only when the server has it, and is sent once', async () => {
    const disk = new PhoneDisk()
    const { client, api, walk } = await leader({ disk })
    await save(client, { purpose: 'Find mørket', stops: [stop('Kirken')] })
    client.life.kill()
    const offline = buildClient({ fetch: async () => noNetwork(), disk })
    expect((await read(offline)).merged).toMatchObject({ purpose: 'Find mørket' })
    expect((await offline.answers.read(someWalkId)).own).toMatchObject([
      { kind: 'plan', delivery: 'on-phone' },
    ])
    await offline.runner.runOnce()
    expect(walk().purpose).toBeUndefined()
    offline.life.kill()
    const online = buildClient({ fetch: api.fetch, disk })
    await online.runner.runOnce()
    await online.runner.runOnce()
    expect(walk()).toMatchObject({ purpose: 'Find mørket', stops: [{ name: 'Kirken' }] })
    expect(api.pushedIds).toHaveLength(1)
    expect((await online.answers.read(someWalkId)).own).toMatchObject([{ delivery: 'received' }])
  })

  test('is rewritten while it was never sent, and gone when everything is as it was', async () => {
    const { client } = await leader()
    await save(client, { title: 'Vejgaard' })
    await save(client, { theme: 'Lys' })
    expect(await waiting(client)).toHaveLength(1)
    expect((await read(client)).merged).toMatchObject({ title: 'Vejgaard', theme: 'Lys' })
    await save(client, { title: first.title, theme: null })
    expect(await waiting(client)).toEqual([])
  })

  test('builds on what may have arrived although its answer was lost', async () => {
    const { client, api, walk } = await leader()
    const { onPush } = api
    await save(client, { title: 'Vejgaard' })
    api.onPush = (body, request) => {
      void onPush(body, request)
      return noNetwork()
    }
    await client.runner.runOnce()
    await save(client, { title: 'Vejgaard Øst' })
    api.onPush = onPush
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(walk().title).toBe('Vejgaard Øst')
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('keeps what the desk changes in other fields at the same time', async () => {
    const { client, atDesk, walk } = await leader()
    await save(client, { theme: 'Lys' })
    atDesk({ purpose: 'Fra bordet' })
    await client.runner.runOnce()
    expect(walk()).toMatchObject({ theme: 'Lys', purpose: 'Fra bordet' })
    expect((await read(client)).conflicts).toEqual([])
  })

  test('that the desk has changed too is refused, keeps both wordings, and is sent anew once somebody has chosen', async () => {
    const { client, atDesk, walk } = await leader()
    await save(client, { purpose: 'Fra telefonen', theme: 'Lys' })
    atDesk({ purpose: 'Fra bordet' })
    await client.runner.runOnce()
    await client.runner.runOnce()
    expect(walk()).toMatchObject({ purpose: 'Fra bordet' })
    expect(client.runner.state.needsAttention).toBe(1)
    const { conflicts, merged } = await read(client)
    expect(conflicts).toMatchObject([
      { name: 'purpose', theirs: { purpose: 'Fra bordet' }, mine: { purpose: 'Fra telefonen' } },
    ])
    await save(client, { purpose: merged.purpose ?? null })
    await client.runner.runOnce()
    expect(walk()).toMatchObject({ purpose: 'Fra telefonen', theme: 'Lys' })
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('shows the desk’s words beside its own also while it waits', async () => {
    const { client, api, atDesk } = await leader()
    const { onPush } = api
    await save(client, { purpose: 'Fra telefonen' })
    atDesk({ purpose: 'Fra bordet' })
    api.onPush = () => noNetwork()
    await client.runner.runOnce()
    await client.runner.runOnce()
    api.onPush = onPush
    expect((await read(client)).merged.purpose).toBe('Fra telefonen')
  })

  test('is refused at once where the rules say no, and nothing is written', async () => {
    const { client } = await leader()
    const outside = { ...stop('Berlin'), longitude: 13.4, latitude: 52.5 }
    expect(await save(client, { stops: [outside] })).toMatchObject({
      ok: false,
      problem: { code: 'outside-area' },
    })
    expect(await waiting(client)).toEqual([])
  })

  test('is opened once, also when the button is pressed twice without a network', async () => {
    const { client, api, walk } = await leader()
    const { plan } = await client.answers.leading()
    await plan.open(someWalkId)
    await plan.open(someWalkId)
    expect((await read(client)).phase).toBe('open')
    expect(walk().phase).toBe('planned')
    await client.runner.runOnce()
    expect(walk().phase).toBe('open')
    expect(api.pushedIds).toHaveLength(1)
  })

  test('is not changed by whoever only walks along', async () => {
    const api = new ScriptedApi()
    const client = await joinedClient(api)
    expect(await save(client, { title: 'Min tur' })).toMatchObject({
      problem: { code: 'not-allowed' },
    })
  })
})
