import { describe, expect, test } from 'vitest'
import type { Pin, PinPhoto } from '../../../client/local/pins/pin.ts'
import type { SyncState } from '../../../client/sync/loop/sync-loop.ts'
import { groupOwn } from '../../../client/features/sync-status/own-groups.ts'
import { photoTally } from '../../../client/features/sync-status/photo-tally.ts'
import { newsOf, pillOf } from '../../../client/features/sync-status/pill-state.ts'
import { savedWords } from '../../../client/features/sync-status/saved-words.ts'
import { walkDa } from '../../../client/ui/messages/da/walk-app.ts'
import { walkEn } from '../../../client/ui/messages/en/walk-app.ts'

const photo = (state: PinPhoto['state'], more: Partial<PinPhoto> = {}): PinPhoto => ({
  photoId: state,
  size: 100,
  sentBytes: 0,
  state,
  isOnPhone: true,
  ...more,
})
const pin = (id: string, change: Partial<Pin> = {}, isOwn = true) =>
  ({
    id,
    delivery: 'received',
    photos: [],
    hasPendingEdit: false,
    observation: { isOwn },
    ...change,
  }) as Pin

describe('the list of own pins', () => {
  test('puts first what needs the person, then what waits, then what has arrived, then what was withdrawn', () => {
    const pins = [
      pin('received'),
      pin('refused', { delivery: 'refused' }),
      pin('queued', { delivery: 'on-phone' }),
      pin('photo refused', { photos: [photo('rejected')] }),
      pin('photo waits', { photos: [photo('stored'), photo('on-phone')] }),
      pin('edit waits', { hasPendingEdit: true }),
      pin('sign in', { delivery: 'waiting-for-sign-in' }),
      pin('parked', { delivery: 'parked' }),
      { ...pin('withdrawn'), observation: { isOwn: true, isWithdrawn: true } } as Pin,
      pin('of another', { delivery: 'from-others' }, false),
    ]
    const groups = Object.fromEntries(
      groupOwn(pins).map((group) => [group.name, group.pins.map(({ id }) => id)]),
    )
    expect(groups).toEqual({
      attention: ['refused', 'photo refused', 'sign in'],
      waiting: ['queued', 'photo waits', 'edit waits'],
      done: ['received', 'parked'],
      withdrawn: ['withdrawn'],
    })
  })

  test('counts as sent only photos that the server has completely', () => {
    const photos = [photo('stored'), photo('sent'), photo('sending', { sentBytes: 99 })]
    expect(photoTally(photos)).toEqual({ kind: 'some', sent: 2, of: 3 })
    expect(photoTally([photo('sent')])).toEqual({ kind: 'all', sent: 1, of: 1 })
    expect(photoTally([])).toEqual({ kind: 'none' })
  })

  test('names a refused photo with its reason', () => {
    const problem = { code: 'photo-unreadable' } as const
    expect(photoTally([photo('stored'), photo('rejected', { problem })])).toEqual({
      kind: 'rejected',
      problem,
    })
  })
})

describe('the sync pill', () => {
  const state = (change: Partial<SyncState>): SyncState => ({
    connection: 'online',
    needsSignIn: false,
    appTooOld: false,
    waiting: 0,
    sending: null,
    isCounted: true,
    needsAttention: 0,
    lastContactAt: null,
    clockOffsetMs: null,
    ...change,
  })

  test.each([
    [{}, 'allSent'],
    [{ isCounted: false }, 'counting'],
    [{ connection: 'offline' }, 'offline'],
    [{ connection: 'offline', needsAttention: 1 }, 'attention'],
    [{ connection: 'unknown' }, 'allSent'],
    [{ waiting: 3, connection: 'offline' }, 'waitingForNet'],
    [{ waiting: 3, connection: 'server-away' }, 'waitingForUs'],
    [{ waiting: 3 }, 'waiting'],
    [{ waiting: 3, sending: { done: 1, of: 5 } }, 'sending'],
    [{ waiting: 3, connection: 'captive-portal' }, 'wifi'],
    [{ waiting: 3, needsSignIn: true, connection: 'offline' }, 'signIn'],
    [{ waiting: 3, appTooOld: true }, 'update'],
    [{ waiting: 3, needsAttention: 1, needsSignIn: true }, 'attention'],
  ] as const)('reads %j as "%s"', (change, key) => {
    expect(pillOf(state(change)).key).toBe(key)
  })

  test('is amber only when there is something to do', () => {
    expect(pillOf(state({ waiting: 3, connection: 'offline' })).needsYou).toBe(false)
    expect(pillOf(state({ needsAttention: 1 })).needsYou).toBe(true)
  })

  test('counts the item being sent in "Sender 2 af 5", and never counts past the end', () => {
    expect(pillOf(state({ waiting: 4, sending: { done: 1, of: 5 } }))).toMatchObject({
      n: 2,
      of: 5,
    })
    expect(pillOf(state({ waiting: 1, sending: { done: 5, of: 5 } })).n).toBe(5)
  })

  test('shows without alarm that there is no network while nothing waits', () => {
    const pill = pillOf(state({ connection: 'offline' }))
    expect(pill).toMatchObject({ icon: 'cloud_off', needsYou: false })
    expect(walkDa.sync.offline).toMatch(/^Uden net/)
    expect(walkEn.sync.offline).toMatch(/^No network/)
  })

  test('never shows that all is sent on a phone that has deleted something, until the person has seen it', () => {
    for (const connection of ['unknown', 'online', 'offline'] as const) {
      expect(pillOf(state({ connection }), true)).toMatchObject({ key: 'lost', needsYou: true })
    }
    expect(pillOf(state({ waiting: 2 }), true).key).toBe('waiting')
    expect(pillOf(state({ isCounted: false }), true).key).toBe('counting')
    expect(newsOf('all-sent', true)).toBe('lost')
    expect(newsOf('waiting', true)).toBe('waiting')
    expect(newsOf('all-sent', false)).toBe('all-sent')
  })

  test('never shows that all is sent while something waits', () => {
    for (const connection of ['unknown', 'online', 'offline', 'server-away'] as const) {
      expect(pillOf(state({ waiting: 1, connection })).key).not.toBe('allSent')
    }
  })
})

test('no message calls anything saved on the phone where nothing outlives the page', () => {
  for (const key of ['home.savedHere', 'home.changeSaved', 'same.joined'] as const) {
    expect(savedWords(key, 'volatile')).toBe('home.savedUntilClosed')
    expect(savedWords(key, 'ok')).toBe(key)
  }
  expect(walkDa.home.savedUntilClosed).not.toContain('telefonen')
})
