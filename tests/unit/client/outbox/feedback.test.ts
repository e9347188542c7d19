import { expect, test } from 'vitest'
import type { DeviceActor } from '../../../../shared/access/roles.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { savePin } from '../../../support/phones/make-draft.ts'
import { pin } from '../../../support/phones/read-pin.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../../support/phones/scripted-api.ts'

const at = '2026-11-12T08:00:00.000Z'

/** A phone whose pin an official has answered like this. */
async function withAnswer(status: 'needs-info' | 'done', changes: Partial<Observation> = {}) {
  const api = new ScriptedApi()
  const client = await joinedClient(api, {})
  const id = await savePin(client)
  await client.runner.runOnce()
  const current = api.observations.get(id)
  if (!current) throw new Error('the pin did not arrive')
  const answer = { status, text: 'Hvor mange?', at, by: 'Vej' }
  const observation: Observation = { ...current, status, answer, ...changes }
  const clientId = current.authorClientId ?? ''
  const reader: DeviceActor = { kind: 'device', clientId, role: 'walker' }
  api.observations.set(id, observation)
  api.feed.put(observation, reader)
  await client.runner.runOnce()
  return { api, client, id, before: api.pushes.length }
}

const sent = ({ pushes }: ScriptedApi, from: number) =>
  pushes.slice(from).flatMap(({ mutations }) => mutations.map(({ name, args }) => ({ name, args })))

test('an answer is shown at once as saved and not as sent, and is sent once', async () => {
  const { api, client, id, before } = await withAnswer('needs-info', { partyIds: ['road'] })
  const { onPush } = api
  api.onPush = () => noNetwork()
  const said = { kind: 'answer-question', text: 'Tre lamper' } as const
  expect((await client.capture.respond(id, said)).ok).toBe(true)
  const { observation, delivery } = await pin(client, id)
  expect([observation.status, delivery]).toEqual(['assigned', 'on-phone'])
  expect(observation.comments).toMatchObject([{ text: 'Tre lamper', about: 'question' }])
  api.onPush = onPush
  await client.runner.runOnce()
  await client.runner.runOnce()
  const args = { observationId: id, answeredAt: at, text: 'Tre lamper' }
  expect(sent(api, before)).toMatchObject([{ name: 'observation.answer-question', args }])
})

test('"det er ikke løst" reopens the pin on the phone at once, and a blank reason writes nothing', async () => {
  const { api, client, id, before } = await withAnswer('done')
  api.onPush = () => noNetwork()
  const blank = await client.capture.respond(id, { kind: 'not-solved', text: ' ' })
  expect(blank).toMatchObject({ problem: { code: 'needs-text' } })
  expect((await pin(client, id)).delivery).toBe('received')
  await client.capture.respond(id, { kind: 'not-solved', text: 'Stadig mørkt' })
  const { observation } = await pin(client, id)
  expect(observation).toMatchObject({ status: 'reopened', answer: { status: 'done' } })
  await client.runner.runOnce()
  expect(sent(api, before)).toMatchObject([{ name: 'observation.not-solved' }])
})
