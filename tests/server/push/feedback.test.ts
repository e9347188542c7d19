import { beforeEach, describe, expect, it } from 'vitest'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { ObservationStatus } from '../../../shared/observation/observation-status.ts'
import { makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

const asked = { status: 'needs-info', text: 'Hvor mange lamper?' } as const
const done = { status: 'done', text: 'Lampen er skiftet.', on: '2026-11-12' } as const

/** The coordinator takes a step; returns the moment of the answer that the phones then have. */
async function answered(
  observationId: Uuid,
  step: { base: ObservationStatus; status: ObservationStatus; text: string },
): Promise<string> {
  const { walk, officials } = town
  const args = { observationId, ...step }
  const mutation = { name: 'observation.set-status@1', args, space: walk.id } as const
  const result = await applyAs(held.store, officials.carla, mutation)
  expect(result.status).toBe('applied')
  return (await seenBy(town.phones.anna, observationId))?.answer?.at ?? ''
}

const seenBy = async (phone: TestPhone, observationId: Uuid) =>
  (await new TestReader(held.store, phone, town.walk.id).pullAll()).observation(observationId)

const notSolved = (observationId: Uuid, answeredAt: string, text = 'Den er stadig slukket') => ({
  name: 'observation.not-solved@1' as const,
  args: { observationId, commentId: someUuid(), answeredAt, text },
})

/** A finding of Anna that has come so far that it is called done. */
async function doneFinding(category = 'lys.slukket') {
  const { anna } = town.phones
  const observationId = await pinAs(held.store, anna, { category })
  const { walk, officials } = town
  await applyAs(held.store, officials.carla, {
    name: 'observation.assign@1',
    args: {
      observationId,
      base: { partyIds: [], dueOn: null },
      partyIds: ['road'],
      dueOn: '2026-12-01',
    },
    space: walk.id,
  })
  return { observationId, at: await answered(observationId, { base: 'assigned', ...done }) }
}

describe('what people say of an answer, at the server', () => {
  it('"det er ikke løst" reopens once, keeps every reason, and is counted and read at the desk', async () => {
    const { observationId, at } = await doneFinding()
    const { ole, anna } = town.phones
    expect(await applyAs(held.store, ole, notSolved(observationId, at))).toMatchObject({
      status: 'applied',
    })
    await applyAs(held.store, anna, notSolved(observationId, at, 'Også i dag'))
    const seen = await seenBy(anna, observationId)
    expect(seen).toMatchObject({ status: 'reopened', answer: { status: 'done' } })
    expect(seen?.comments.map(({ text, about, by }) => [text, about, by])).toEqual([
      ['Den er stadig slukket', 'not-solved', ''],
      ['Også i dag', 'not-solved', 'Anna'],
    ])
    const desk = await held.testApp.app.inject({
      url: '/api/observations?status=reopened&limit=1',
      headers: { cookie: town.officials.carla.cookie, 'x-lygte-desk': '1' },
    })
    expect(desk.json()).toMatchObject({ total: 1, items: [{ id: observationId }] })
    const events = await held.store.db
      .selectFrom('events')
      .select(['kind', 'data'])
      .where('subject_id', '=', observationId)
      .orderBy('seq')
      .execute()
    expect(events.at(-2)).toMatchObject({
      kind: 'status-set',
      data: { from: 'done', status: 'reopened' },
    })
    expect(JSON.stringify(events)).not.toContain('stadig slukket')
  })

  it('is sent again without a second effect, and reaches nobody who may not see the finding', async () => {
    const { observationId, at } = await doneFinding('adf.ophold')
    const { anna, ole, dan, lone } = town.phones
    expect(await applyAs(held.store, ole, notSolved(observationId, at))).toMatchObject({
      code: 'observation-missing',
    })
    await expect(
      applyAs(held.store, dan, { ...notSolved(observationId, at), space: town.walk.id }),
    ).rejects.toThrow('forbidden')
    const mutations = [makeEnvelope(notSolved(observationId, at))]
    for (const _ of [1, 2]) await pushAs(held.store, anna, { mutations, space: town.walk.id })
    expect(await seenBy(lone, observationId)).toMatchObject({
      status: 'reopened',
      comments: [{ about: 'not-solved' }],
    })
    expect(await seenBy(ole, observationId)).toBeUndefined()
  })

  it('an answer to a question ends the wait for the walker, and only its author gives it', async () => {
    const { anna, ole } = town.phones
    const observationId = await pinAs(held.store, anna)
    const answeredAt = await answered(observationId, { base: 'received', ...asked })
    const answer = () => ({
      name: 'observation.answer-question@1' as const,
      args: { observationId, commentId: someUuid(), answeredAt, text: 'Tre lamper' },
    })
    expect(await applyAs(held.store, ole, answer())).toMatchObject({ code: 'not-allowed' })
    expect(await applyAs(held.store, anna, answer())).toMatchObject({ status: 'applied' })
    expect(await seenBy(ole, observationId)).toMatchObject({
      status: 'reviewed',
      answer: { text: 'Hvor mange lamper?' },
      comments: [{ about: 'question', text: 'Tre lamper' }],
    })
  })
})
