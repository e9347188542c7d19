import { beforeEach, describe, expect, it } from 'vitest'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import {
  seedMunicipality,
  type OfficialName,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import { applyAs, pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality

beforeEach(async () => {
  town = await seedMunicipality(held.store)
})

async function readAt(name: OfficialName, observationId: string): Promise<VisibleObservation> {
  const answer = await held.testApp.app.inject({
    url: `/api/observations/${observationId}`,
    headers: { cookie: town.officials[name].cookie },
  })
  return answer.json<VisibleObservation>()
}

const undo = (name: OfficialName, observationId: string, changedAt: string) =>
  applyAs(held.store, town.officials[name], {
    ...{ name: 'observation.undo@1', args: { observationId, changedAt }, space: town.walk.id },
  })

describe('what was just saved at the desk', () => {
  it('is taken back by whoever saved it alone, for everybody, and history keeps both', async () => {
    const { anna } = town.phones
    const observationId = await pinAs(held.store, anna)
    const reader = new TestReader(held.store, anna, town.walk.id)
    const before = (await reader.pullAll()).observation(observationId)
    const args = { observationId, base: 'received' as const, status: 'needs-info' as const }
    await applyAs(held.store, town.officials.carla, {
      ...{ name: 'observation.set-status@1', args: { ...args, text: 'Hvor?' } },
      space: town.walk.id,
    })
    const asked = (await reader.pullAll()).observation(observationId)
    expect(asked).toMatchObject({ status: 'needs-info', answer: { text: 'Hvor?' } })
    expect(asked).not.toHaveProperty('lastChange')
    const { undoableAt = '' } = await readAt('carla', observationId)
    expect(await readAt('adam', observationId)).not.toHaveProperty('undoableAt')
    expect(await undo('kim', observationId, undoableAt)).toMatchObject({ status: 'refused' })
    expect(await undo('carla', observationId, undoableAt)).toMatchObject({ status: 'applied' })
    const after = (await reader.pullAll()).observation(observationId)
    expect(after).toEqual({ ...before, updatedAt: after?.updatedAt })
    const { rows } = await held.store.pool.query<{ kind: string }>(
      'select kind from events where subject_id = $1 order by seq',
      [observationId],
    )
    expect(rows.map(({ kind }) => kind)).toEqual(['created', 'status-set', 'undone'])
    expect(await undo('carla', observationId, undoableAt)).toMatchObject({ code: 'undo-overtaken' })
  })
})
