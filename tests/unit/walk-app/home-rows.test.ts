import { expect, test } from 'vitest'
import { homeRows } from '../../../client/features/me/all-home/home-rows.ts'
import type { WalkPhone } from '../../../shared/contract/api-contract.ts'
import { joinedClient, ScriptedApi } from '../../support/phones/scripted-api.ts'
import { someUuid, someWalkId } from '../../support/fixtures/make-observation.ts'

const walk = {
  id: someWalkId,
  startsAt: '2026-10-29T18:30:00.000Z',
  endsAt: '2026-10-29T20:30:00.000Z',
}
const phone = (displayName: string | null, changes: Partial<WalkPhone> = {}): WalkPhone => ({
  id: someUuid(),
  walks: [{ walkId: walk.id, title: 'Øst', role: 'walker', displayName }],
  lastSeenAt: '2026-10-29T20:40:00.000Z',
  toldAt: '2026-10-29T20:40:00.000Z',
  unsent: { drafts: 0, photos: 0, refused: 0 },
  ...{ waiting: 0, lost: 0, unexplained: 0, waitingPhotos: 0, missingPhotos: 0 },
  access: 'open',
  ...changes,
})

test('a phone is called done only when it has said after the end of the walk that nothing waits on it', () => {
  const phones = [
    phone('Anna'),
    phone(null, { waiting: 2 }),
    phone('Ole', { toldAt: '2026-10-29T20:29:59.000Z' }),
    phone('Bo', { toldAt: null, unsent: null }),
  ]
  const { missing, done } = homeRows(phones, { walk, ownId: phones[0]?.id ?? '' })
  expect(done).toMatchObject([{ name: 'Anna', isOwn: true, number: 1, report: 'empty' }])
  expect(missing).toMatchObject([
    { name: null, number: 2, held: 2, report: 'holds', isOwn: false },
    { name: 'Ole', report: 'unknown' },
    { name: 'Bo', report: 'unknown' },
  ])
  const later = { ...walk, closedAt: '2026-10-29T21:00:00.000Z' }
  expect(homeRows(phones, { walk: later, ownId: '' }).done).toEqual([])
})

test('the ticks of a leader are on the phone after a restart, go with the walk, and are never sent', async () => {
  const api = new ScriptedApi()
  const client = await joinedClient(api)
  const list = { phones: [phone('Anna')], readAt: 5, home: [someUuid()] }
  expect(await client.walks.readNote({ name: 'home-list', walkId: someWalkId })).toBeUndefined()
  await client.walks.keepNote({ name: 'home-list', walkId: someWalkId }, list)
  expect(await client.walks.readNote({ name: 'home-list', walkId: someWalkId })).toEqual(list)
  await client.runner.runOnce()
  expect(JSON.stringify(api.pushes)).not.toContain(list.home[0])
  await client.walks.leave(someWalkId)
  expect(await client.walks.readNote({ name: 'home-list', walkId: someWalkId })).toBeUndefined()
})

test('a leader reads the last answers to the invitation without a network, until leaving the walk', async () => {
  const client = await joinedClient(new ScriptedApi())
  const counts = { coming: 2, 'not-coming': 1, 'from-home': 0 }
  const needs = [{ wheelchair: true, interpreter: null, other: '' }]
  const read = { summary: { counts, needs, hasMore: false }, readAt: 5 }
  const which = { name: 'replies', walkId: someWalkId } as const
  expect(await client.walks.readNote(which)).toBeUndefined()
  await client.walks.keepNote(which, read)
  expect(await client.walks.readNote(which)).toEqual(read)
  await client.walks.leave(someWalkId)
  expect(await client.walks.readNote(which)).toBeUndefined()
})
