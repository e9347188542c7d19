import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { begun, here, makePhone, openStore, photoFile, walkId } from './fake-phone.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a pin that is being made', () => {
  test('can be saved with a position and a category and nothing else', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    expect(await store.save()).toBe(true)
    expect(phone.pins.get('draft-1')).toMatchObject({ category: 'lys.slukket', position: here })
    expect(store.draft).toBeNull()
    expect(store.lastSaved).toEqual({ pinId: 'draft-1', mode: 'new' })
  })

  test('A3: is on the phone half a second after the last letter, and at once on request', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: '3 af 4 lam' })
    await vi.advanceTimersByTimeAsync(500)
    expect(phone.drafts.get('draft-1')?.text).toBe('3 af 4 lam')
    store.change({ text: '3 af 4 lamper' })
    await store.flush()
    expect(phone.drafts.get('draft-1')?.text).toBe('3 af 4 lamper')
  })

  test('A3: continues after a killed page, with its text and photos', async () => {
    const { services } = makePhone()
    const before = begun(services)
    before.chooseCategory('lys.slukket')
    await before.addPhotoFiles([photoFile])
    before.change({ text: 'mørkt' })
    await before.flush()
    const after = openStore(services)
    expect(await after.restore()).toBe(true)
    expect(after.draft).toMatchObject({ text: 'mørkt', category: 'lys.slukket' })
    expect(after.photos).toHaveLength(1)
  })

  test('is not kept as a draft while it has a position and nothing else', async () => {
    const { services } = makePhone()
    const before = begun(services)
    before.change({ place: '' })
    await before.flush()
    expect(await openStore(services).restore()).toBe(false)
  })

  test('loses neither the photo nor the letters when a photo is stored while the person types', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    const adding = store.addPhotoFiles([photoFile])
    store.change({ text: 'imens' })
    await adding
    await store.flush()
    expect(phone.drafts.get('draft-1')).toMatchObject({ text: 'imens', photoIds: ['photo-2'] })
  })

  test('is not saved before a photo that is still being scaled down', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    void store.addPhotoFiles([photoFile])
    expect(await store.save()).toBe(true)
    expect(phone.pins.get('draft-1')?.photoIds).toEqual(['photo-2'])
  })

  test('does not come back by an old autosave once it is saved', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    await store.save()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(phone.drafts.size).toBe(0)
  })
})

const elsewhere = { longitude: 9.9, latitude: 57.02, source: 'map' } as const
const fresh = { ...here, longitude: 9.98 }
/** Begun with a fix of five minutes ago. */
const stale = (services: Parameters<typeof openStore>[0]) => {
  const store = openStore(services)
  store.begin({ walkId, position: here, fixAt: 1, staleMs: 300_000 })
  return store
}

describe('the place of a pin', () => {
  test('has to be confirmed when the fix is poor, and not when it is good or shown', () => {
    const { services } = makePhone()
    const store = openStore(services)
    store.begin({ walkId, position: { ...here, accuracyMetres: 48 }, fixAt: 1 })
    expect(store.placeQuestion).toBe('unsure')
    store.movePin(elsewhere)
    expect(store.placeQuestion).toBeNull()
    store.begin({ walkId, position: here, fixAt: 1 })
    expect(store.placeQuestion).toBeNull()
  })

  test('has to be shown on the map when the fix is too coarse to find it by, and a yes does not help', () => {
    const { services } = makePhone()
    const store = openStore(services)
    store.begin({ walkId, position: { ...here, accuracyMetres: 3_000 }, fixAt: 1 })
    store.confirmPlace()
    expect(store.placeQuestion).toBe('coarse')
    store.typePlace('Fyrkildevej 12', [9.97, 57.02, 9.99, 57.03])
    expect(store.placeQuestion).toBeNull()
    expect(store.draft?.position?.source).toBe('address')
  })

  test('waits for a fresh fix when the known one is old, and the pin moves there', async () => {
    const { services } = makePhone()
    const store = stale(services)
    store.awaitFix(Promise.resolve({ position: fresh, takenAt: 2 }))
    expect(store.placeQuestion).toBe('finding')
    await store.foundPlace()
    expect(store.draft?.position).toEqual(fresh)
    expect(store.placeQuestion).toBeNull()
    expect(store.isTouched).toBe(false)
  })

  test('has to be confirmed without a fresh fix; a later fix still moves the pin, and a yes keeps it', async () => {
    const { services } = makePhone()
    const store = stale(services)
    store.awaitFix(Promise.resolve(null))
    await store.foundPlace()
    expect(store.placeQuestion).toBe('stale')
    store.offerFix({ position: fresh, takenAt: 2 })
    expect(store.draft?.position).toEqual(fresh)

    const sure = stale(services)
    sure.confirmPlace()
    sure.offerFix({ position: fresh, takenAt: 2 })
    expect(sure.draft?.position).toEqual(here)
    expect(sure.placeQuestion).toBeNull()
  })

  test('is not changed by a fresh fix when a person has set it, when it was fresh, or in another draft', async () => {
    const { services } = makePhone()
    const moved = stale(services)
    const found = Promise.resolve({ position: fresh, takenAt: 2 })
    moved.awaitFix(found)
    moved.movePin(elsewhere)
    await moved.foundPlace()
    expect(moved.draft?.position).toEqual(elsewhere)

    const good = begun(services)
    good.offerFix({ position: fresh, takenAt: 2 })
    expect(good.draft?.position).toEqual(here)

    const first = stale(services)
    first.awaitFix(found)
    first.begin({ walkId, position: elsewhere, fixAt: null })
    await found
    expect(first.draft?.position).toEqual(elsewhere)
  })

  test('is the first fix when the pin was begun without one, and until then the pin reports what is missing', () => {
    const { services } = makePhone()
    const store = openStore(services)
    store.begin({ walkId, position: null, fixAt: null })
    expect(store.placeQuestion).toBe('missing')
    store.offerFix({ position: fresh, takenAt: 2 })
    expect(store.draft?.position).toEqual(fresh)
  })

  test('by an address without a position covers the whole area, and is removed with its text', () => {
    const { services } = makePhone()
    const store = openStore(services)
    store.begin({ walkId, position: null, fixAt: null })
    store.typePlace('Fyrkildevej 12', [9.97, 57.02, 9.99, 57.03])
    expect(store.draft?.position).toMatchObject({ source: 'address', longitude: 9.98 })
    expect(store.draft?.position?.accuracyMetres).toBeGreaterThan(500)
    store.typePlace('', [9.97, 57.02, 9.99, 57.03])
    expect(store.draft?.position).toBeNull()
  })

  test('by an address beside a known position is only named by it', () => {
    const { services } = makePhone()
    const store = begun(services)
    store.typePlace('Fyrkildevej 12', [9.97, 57.02, 9.99, 57.03])
    expect(store.draft).toMatchObject({ place: 'Fyrkildevej 12', position: here })
  })
})

test('the form of a pin does not carry a severity from one topic to another', () => {
  const { services } = makePhone()
  const store = begun(services)
  store.chooseCategory('lys.slukket')
  store.change({ severity: 4 })
  store.chooseCategory('ren.affald')
  expect(store.severity).toBe(1)
})
