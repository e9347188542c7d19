import { describe, expect, test } from 'vitest'
import { allEntries } from '../../../../client/local/outbox/outbox-reads.ts'
import { argsOf } from '../../../../client/local/outbox/outbox-entry.ts'
import { gatheringOf } from '../../../../shared/walk/gathering/gathering.ts'
import { isVoteOpen } from '../../../../shared/walk/vote/vote.ts'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import { someUuid, someWalkId } from '../../../support/fixtures/make-observation.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import {
  joinedClient,
  joinedWalk,
  json,
  noNetwork,
  ScriptedApi,
} from '../../../support/phones/scripted-api.ts'

const walkId = someWalkId
const [one, two] = [someUuid(), someUuid()]
const press = (name: 'walk.open-vote@1' | 'walk.close-vote@1') => ({ name, args: { walkId } })

/** A leader's phone, whose person has opened the vote without a network. */
async function leaderWithVote(api: ScriptedApi, disk = new PhoneDisk()): Promise<TestClient> {
  api.onJoin = ({ clientId }) => json({ ...joinedWalk(clientId, 'Lone'), role: 'leader' })
  const client = await joinedClient(api, { disk })
  const { gathering } = await client.answers.leading()
  expect((await gathering.onWalk(press('walk.open-vote@1'))).ok).toBe(true)
  return client
}
const read = async (client: TestClient) => (await client.answers.leading()).gathering.read(walkId)
const vote = async (client: TestClient, findings: string[]) =>
  (await client.answers.leading()).gathering.vote(walkId, findings)
const ownVotes = async (client: TestClient) =>
  (await client.answers.read(walkId)).own.filter(({ kind }) => kind === 'vote')
const namesOf = async (client: TestClient) =>
  (await client.context.outbox.read(['mutation'], allEntries)).map(({ name, state }) => [
    name,
    state,
  ])

describe('a vote on a phone', () => {
  test('is kept when the page is killed, is shown as not sent, and only the last one is sent', async () => {
    const disk = new PhoneDisk()
    const first = await leaderWithVote(new ScriptedApi(), disk)
    expect((await vote(first, [one])).ok).toBe(true)
    expect((await vote(first, [two, one])).ok).toBe(true)
    first.life.kill()
    const offline = buildClient({ fetch: async () => noNetwork(), disk })
    await offline.runner.runOnce()
    expect(await ownVotes(offline)).toMatchObject([
      { findings: [two, one], delivery: 'on-phone', receivedAt: null },
    ])
    offline.life.kill()
    const api = new ScriptedApi()
    api.answerOf = ({ id }) => ({ id, status: 'applied' })
    const online = buildClient({ fetch: api.fetch, disk })
    await online.runner.runOnce()
    await online.runner.runOnce()
    const sent = api.pushes.flatMap(({ mutations }) => mutations)
    expect(sent.map(({ name }) => name)).toEqual(['walk.open-vote', 'walk-vote.set'])
    expect(sent[1]?.args).toMatchObject({ findings: [two, one] })
    expect(await ownVotes(online)).toMatchObject([{ delivery: 'received' }])
  })

  test('is refused at once while the vote is closed, and nothing is kept of it', async () => {
    const client = await leaderWithVote(new ScriptedApi())
    const { gathering } = await client.answers.leading()
    await gathering.onWalk(press('walk.close-vote@1'))
    expect(await vote(client, [one])).toMatchObject({ problem: { code: 'vote-closed' } })
    expect((await namesOf(client)).map(([name]) => name)).not.toContain('walk-vote.set')
  })

  test('that came too late says so until the person votes again', async () => {
    const api = new ScriptedApi()
    api.answerOf = ({ id, name }) =>
      name === 'walk-vote.set'
        ? { id, status: 'refused', code: 'vote-closed' }
        : { id, status: 'applied', effectSeq: '900' }
    const client = await leaderWithVote(api)
    await vote(client, [one])
    await client.runner.runOnce()
    expect(await ownVotes(client)).toMatchObject([
      { delivery: 'refused', problem: { code: 'vote-closed' } },
    ])
    expect(client.runner.state.needsAttention).toBe(1)
    await vote(client, [two])
    expect(await ownVotes(client)).toMatchObject([{ delivery: 'on-phone', findings: [two] }])
    const entries = await client.context.outbox.read(['mutation'], allEntries)
    const votes = entries.filter(({ name }) => name === 'walk-vote.set')
    expect(votes.map(argsOf)).toHaveLength(2)
    expect(votes.map(({ state }) => state).toSorted()).toEqual(['queued', 'replaced'])
  })
})

describe('what a leader presses about the walk', () => {
  test('is shown at once and as not sent, until the server has taken it', async () => {
    const api = new ScriptedApi()
    api.answerOf = ({ id }) => ({ id, status: 'applied' })
    const client = await leaderWithVote(api)
    const { gathering } = await client.answers.leading()
    const take = { walkId, base: [], top: [one, two] }
    await gathering.onWalk({ name: 'walk.replace-top@1', args: take })
    await gathering.onWalk({ name: 'walk.approve-list@1', args: { walkId, findings: [] } })
    const before = await read(client)
    expect(before && gatheringOf(before.walk)).toMatchObject({ top: [one, two] })
    expect(before && gatheringOf(before.walk).approval).not.toBeNull()
    expect(isVoteOpen(before?.walk ?? {})).toBe(false)
    expect([...(before?.unsent ?? [])]).toEqual([
      'walk.open-vote@1',
      'walk.replace-top@1',
      'walk.approve-list@1',
    ])
    await client.runner.runOnce()
    expect([...((await read(client))?.unsent ?? [])]).toEqual([])
  })
})
