import { beforeEach, describe, expect, it } from 'vitest'
import { useReaderStore } from '../../../../client/features/desk/connection/reader-store.ts'
import { useOpenedStore } from '../../../../client/features/desk/panel/opened-store.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { carla, FakeServer, sitAtDesk } from '../fake-desk.ts'
import { makeVisible } from '../make-visible.ts'

let server: FakeServer
let lamp: VisibleObservation
let opened: ReturnType<typeof useOpenedStore>

beforeEach(async () => {
  server = new FakeServer()
  lamp = makeVisible({ status: 'assigned', partyIds: ['vej'] })
  server.observations = [lamp]
  server.history = [
    {
      ...{ seq: '1', kind: 'created', by: 'walker', byKind: 'device', data: {} },
      ...{ capturedAt: null, receivedAt: '2026-11-20T08:00:00.000Z' },
    },
  ]
  sitAtDesk(server)
  useReaderStore().sit(carla)
  opened = useOpenedStore()
  await opened.open(lamp.id)
  server.asked = []
})

describe('the open observation, after news of anything', () => {
  it('asks one question while nothing has happened to it', async () => {
    server.observations = [{ ...lamp }]
    await opened.refresh()
    expect(server.asked).toEqual(['readObservation'])
  })

  it('reads its history and its neighbours again once something has', async () => {
    server.observations = [{ ...lamp, status: 'accepted' }]
    await opened.refresh()
    expect(opened.observation?.status).toBe('accepted')
    expect(server.asked).toContain('readHistory')
    expect(server.asked).toContain('listObservations')
  })

  it('says that it is gone when it is no longer to be seen, and keeps what is shown without an answer', async () => {
    server.failure = new Error('broken')
    await expect(opened.refresh()).rejects.toThrow('broken')
    expect(opened.state).toBe('ready')
    server.failure = null
    server.observations = []
    await opened.refresh()
    expect(opened.state).toBe('gone')
  })

  it('is not replaced by an older answer that comes late', async () => {
    const call = server.services.api.call.bind(server.services.api)
    const late = Promise.withResolvers<unknown>()
    server.services.api.call = (() => late.promise) as typeof call
    const older = opened.refresh()
    server.services.api.call = call
    server.observations = [{ ...lamp, status: 'accepted' }]
    await opened.refresh()
    late.resolve({ ok: true, value: lamp })
    await older
    expect(opened.observation?.status).toBe('accepted')
  })
})
