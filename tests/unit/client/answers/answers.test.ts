import { describe, expect, test } from 'vitest'
import { unzipSync } from 'fflate'
import { allEntries } from '../../../../client/local/outbox/outbox-reads.ts'
import { argsOf } from '../../../../client/local/outbox/outbox-entry.ts'
import type { StopAnswers } from '../../../../client/local/answers/answer-storage.ts'
import { nothingObserved } from '../../../../shared/rating/observed.ts'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import { someUuid, someWalkId } from '../../../support/fixtures/make-observation.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { PhoneDisk } from '../../../support/phones/phone-disk.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

const walkId = someWalkId
const stopId = someUuid()
const answers: StopAnswers = {
  feeling: 2,
  alone: 'if-needed',
  reasons: ['light'],
  isSkipped: false,
}

/** A server that takes answers in, or refuses them, beside pins. */
const answering = (status: 'applied' | 'refused' = 'applied') => {
  const api = new ScriptedApi()
  api.answerOf = ({ id, name }) => {
    if (name.startsWith('observation.')) return undefined
    return status === 'applied' ? { id, status } : { id, status, code: 'not-allowed' }
  }
  return api
}

const entriesOf = (client: TestClient) => client.context.outbox.read(['mutation'], allEntries)
const rate = (client: TestClient, changes: Partial<StopAnswers> = {}) =>
  client.answers.rateStop({ walkId, stopId }, { ...answers, ...changes })
const sentBy = (api: ScriptedApi) => api.pushes.flatMap(({ mutations }) => mutations)

describe('a rating of a stop', () => {
  test('is on the phone after the page is killed, waits, is sent once, and is called received only then', async () => {
    const disk = new PhoneDisk()
    const first = await joinedClient(answering(), { disk })
    expect((await rate(first)).ok).toBe(true)
    first.life.kill()
    const offline = buildClient({ fetch: async () => noNetwork(), disk })
    expect((await offline.answers.read(walkId)).own).toMatchObject([
      { kind: 'stop', stopId, answers, delivery: 'on-phone', receivedAt: null },
    ])
    await offline.runner.runOnce()
    expect(offline.runner.state.waiting).toBe(1)
    offline.life.kill()
    const api = answering()
    const online = buildClient({ fetch: api.fetch, disk })
    await online.runner.runOnce()
    await online.runner.runOnce()
    expect(sentBy(api).map(({ name, v }) => `${name}@${v}`)).toEqual(['stop-rating.set@1'])
    const [own] = (await online.answers.read(walkId)).own
    expect(own).toMatchObject({ delivery: 'received' })
    expect(own?.receivedAt).not.toBeNull()
    expect(online.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('is rewritten while it was never sent, and sent again as a new one after that', async () => {
    const api = answering()
    const client = await joinedClient(api)
    await rate(client)
    await rate(client, { feeling: 4 })
    expect(await entriesOf(client)).toHaveLength(1)
    await client.runner.runOnce()
    await rate(client, { feeling: 5 })
    await client.runner.runOnce()
    const sent = sentBy(api).map(({ args }) => args as { feeling: number; respondent: string })
    expect(sent.map(({ feeling }) => feeling)).toEqual([4, 5])
    expect(new Set(sent.map(({ respondent }) => respondent)).size).toBe(1)
    const { own } = await client.answers.read(walkId)
    expect(own).toMatchObject([{ answers: { feeling: 5 } }])
  })

  test('names a random person of this walk alone, without the phone and without a time, and forgets it with the walk', async () => {
    const client = await joinedClient(answering())
    await client.answers.setKind(walkId, 'professional')
    await rate(client)
    const [entry] = await entriesOf(client)
    if (!entry) throw new Error('no entry')
    const args = argsOf(entry) as { respondent: string; respondentKind: string }
    expect(args.respondentKind).toBe('professional')
    expect(args.respondent).toMatch(/^00000000-0000-7/)
    expect(entry.argsText).not.toContain((await client.pins.list(walkId))[0]?.id ?? 'no pin')
    await client.runner.runOnce()
    expect(await client.walks.leave(walkId)).toBe(0)
    await client.walks.join('NYVA26', 'Anna')
    expect(await client.answers.read(walkId)).toEqual({ respondentKind: null, own: [] })
    await rate(client)
    const last = (await entriesOf(client)).at(-1)
    expect(last && (argsOf(last) as typeof args).respondent).not.toBe(args.respondent)
  })

  test('keeps a walk from being left while it waits', async () => {
    const client = await joinedClient(answering())
    await rate(client)
    expect(await client.walks.leave(walkId)).toBe(1)
  })

  test('that was refused is shown with the reason, can be sent again or deleted, and no longer counts as an answer', async () => {
    const api = answering('refused')
    const client = await joinedClient(api)
    await rate(client)
    await client.runner.runOnce()
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 1 })
    const [refused] = (await client.answers.read(walkId)).own
    expect(refused).toMatchObject({ delivery: 'refused', problem: { code: 'not-allowed' } })
    await client.answers.retry(refused?.id ?? '')
    expect((await client.answers.read(walkId)).own).toMatchObject([{ delivery: 'on-phone' }])
    await client.runner.runOnce()
    const [again] = (await client.answers.read(walkId)).own
    await client.answers.discard(again?.id ?? '')
    expect((await client.answers.read(walkId)).own).toEqual([])
    await client.runner.runOnce()
    expect(client.runner.state).toMatchObject({ waiting: 0, needsAttention: 0 })
  })

  test('outside of the agreed answers never enters the outbox', async () => {
    const client = await joinedClient(answering())
    const odd = { feeling: 6, reasons: ['light', 'view', 'noise'] } as unknown as StopAnswers
    expect(await rate(client, odd)).toMatchObject({
      ok: false,
      problem: { code: 'invalid-arguments' },
    })
    expect(await entriesOf(client)).toEqual([])
    expect((await client.answers.read(walkId)).own).toEqual([])
  })

  test('is no pin: it is in no list of pins, stands in the way of none, and is in the export', async () => {
    const api = answering()
    const client = await joinedClient(api)
    const pinId = await savePin(client)
    await rate(client)
    await client.answers.startWalk(walkId)
    const pins = async () => (await client.pins.list(walkId)).map(({ id }) => id)
    expect(await pins()).toEqual([pinId])
    expect(await client.pins.get(stopId)).toBeUndefined()
    await client.runner.runOnce()
    expect(await pins()).toEqual([pinId])
    const blob = await client.capture.exportZip(() => '')
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
    const text = new TextDecoder().decode(files['lygte.json'])
    expect(text).toContain('stop-rating.set')
    expect(text).toContain('walk.start')
  })
})

describe('what a person answers before and after a walk', () => {
  test('is kept apart by its moment, the last answer standing', async () => {
    const api = answering()
    const client = await joinedClient(api)
    const area = { dark: 5, day: 2, avoids: null, trust: 3 }
    await client.answers.answerArea({ walkId, moment: 'before' }, area)
    await client.answers.answerArea({ walkId, moment: 'after' }, { ...area, trust: null })
    await client.answers.answerArea({ walkId, moment: 'before' }, { ...area, dark: 7 })
    await client.runner.runOnce()
    const sent = sentBy(api).map(({ args }) => args as { moment: string; dark: number })
    expect(sent.map(({ moment, dark }) => [moment, dark])).toEqual([
      ['before', 7],
      ['after', 5],
    ])
  })
})

describe('the beginning and the end of a walk', () => {
  test('are each sent once, in their order, however often the leader has pressed without a network', async () => {
    const api = answering()
    const client = await joinedClient(api)
    await client.answers.startWalk(walkId)
    await client.answers.startWalk(walkId)
    await client.answers.closeWalk(walkId)
    await client.answers.closeWalk(walkId)
    expect((await client.answers.read(walkId)).own.map(({ kind }) => kind)).toEqual([
      'close',
      'start',
    ])
    await client.runner.runOnce()
    expect(sentBy(api).map(({ name }) => name)).toEqual(['walk.start', 'walk.close'])
  })
})

describe('the weather of a walk', () => {
  test('is sent as the leader said it last, and corrected by a second message once the first has left', async () => {
    const api = answering()
    const client = await joinedClient(api)
    await client.answers.setWeather(walkId, 'fog')
    await client.answers.setWeather(walkId, 'rain')
    await client.runner.runOnce()
    await client.answers.setWeather(walkId, 'dry')
    const { own } = await client.answers.read(walkId)
    expect(own.map((one) => one.kind === 'weather' && one.weather)).toEqual(['dry'])
    await client.runner.runOnce()
    const said = sentBy(api).map(({ args }) => (args as { weather: string }).weather)
    expect(said).toEqual(['rain', 'dry'])
  })
})

describe('what the recorder observes at a stop', () => {
  const factors = { ...nothingObserved, light: 1, help: 3 } as const

  test('is sent once under a name of its own, which is not that of the ratings, and the last word stands', async () => {
    const api = answering()
    const client = await joinedClient(api)
    await rate(client)
    await client.answers.observeStop({ walkId, stopId }, factors)
    await client.answers.observeStop({ walkId, stopId }, { ...factors, light: 2 })
    await client.runner.runOnce()
    await client.answers.observeStop({ walkId, stopId }, { ...factors, light: 3 })
    const { own } = await client.answers.read(walkId)
    expect(own.map(({ kind }) => kind)).toEqual(['observed', 'stop'])
    expect(own[0]).toMatchObject({ stopId, factors: { light: 3, help: 3 }, delivery: 'on-phone' })
    await client.runner.runOnce()
    const sent = sentBy(api).map(({ name, args }) => ({ name, ...(args as Sent) }))
    const observed = sent.filter(({ name }) => name === 'stop-observed.set')
    expect(observed.map((one) => one.factors.light)).toEqual([2, 3])
    expect(new Set(observed.map(({ observer }) => observer)).size).toBe(1)
    const rating = sent.find(({ name }) => name === 'stop-rating.set')
    expect(observed[0]?.observer).not.toBe(rating?.respondent)
  })

  test('outside of the four steps never enters the outbox', async () => {
    const client = await joinedClient(answering())
    const odd = { ...factors, light: 4 } as unknown as typeof factors
    const outcome = await client.answers.observeStop({ walkId, stopId }, odd)
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'invalid-arguments' } })
    expect(await entriesOf(client)).toEqual([])
  })
})

interface Sent {
  observer: string
  respondent: string
  factors: { light: number }
}

describe('a line that a leader says to everybody', () => {
  test('is on the phone after the page is killed, each one of its own, and is called received only when the server has it', async () => {
    const disk = new PhoneDisk()
    const first = await joinedClient(answering(), { disk })
    expect((await first.answers.say(walkId, ' Vi mødes ved bænken ')).ok).toBe(true)
    await first.answers.say(walkId, 'Vi går nu')
    first.life.kill()
    const api = answering()
    const online = buildClient({ fetch: api.fetch, disk })
    expect((await online.answers.read(walkId)).own).toMatchObject([
      { kind: 'said', line: 'Vi går nu', delivery: 'on-phone' },
      { kind: 'said', line: 'Vi mødes ved bænken', delivery: 'on-phone' },
    ])
    await online.runner.runOnce()
    const sent = sentBy(api).map(({ name, args }) => [name, (args as { line: string }).line])
    expect(sent).toEqual([
      ['walk.say', 'Vi mødes ved bænken'],
      ['walk.say', 'Vi går nu'],
    ])
    const { own } = await online.answers.read(walkId)
    expect(own.map(({ delivery }) => delivery)).toEqual(['received', 'received'])
  })

  test('without words, or with too many, never enters the outbox', async () => {
    const client = await joinedClient(answering())
    const saying = [client.answers.say(walkId, '  '), client.answers.say(walkId, 'x'.repeat(121))]
    expect(await Promise.all(saying)).toMatchObject([
      { ok: false, problem: { code: 'needs-text' } },
      { ok: false, problem: { code: 'text-too-long' } },
    ])
    expect(await entriesOf(client)).toEqual([])
  })
})
