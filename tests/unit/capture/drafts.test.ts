import { addToExisting } from '../../../client/features/capture/duplicates/add-to-existing.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { begun, here, makePhone, openStore, photoFile, walkId } from './fake-phone.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const words =
  'Lampen i gangtunnelen ved Humlebakken har været slukket siden i mandags, og det er mørkt'

describe('text that is typed without a pause', () => {
  test('is on the phone except for its last second while the typing goes on', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    for (let length = 1; length <= 80; length += 1) {
      store.change({ text: words.slice(0, length) })
      await vi.advanceTimersByTimeAsync(60)
    }
    const missing = 80 - (phone.drafts.get('draft-1')?.text.length ?? 0)
    expect(missing).toBeLessThanOrEqual(17)
  })

  test('is stored whole when the page ends, written or being written', () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: words })
    store.rescue()
    expect(phone.rescued.get('draft-1')?.text).toBe(words)
    phone.rescued.clear()
    store.rescue()
    expect(phone.rescued.get('draft-1')?.text).toBe(words)
  })

  test('is not rescued when the phone has all of it', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.change({ text: words })
    await store.flush()
    store.rescue()
    expect(phone.rescued.size).toBe(0)
  })
})

describe('several drafts', () => {
  /** Leaves one draft with words that have not been written yet, and begins another. */
  async function twoDrafts() {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: 'den første' })
    vi.advanceTimersByTime(10)
    store.begin({ walkId, position: here, fixAt: 1 })
    store.chooseCategory('ren.affald')
    store.change({ text: 'den anden' })
    await store.flush()
    await store.readDrafts()
    return { phone, store, services }
  }

  test('exist beside each other: a new pin replaces none, and loses no word of the old one', async () => {
    const { store } = await twoDrafts()
    expect(store.drafts.map(({ text }) => text)).toEqual(['den anden', 'den første'])
  })

  test('are continued one by one, and after a reload the last one is continued', async () => {
    const { store, services } = await twoDrafts()
    const first = store.drafts[1]?.observationId
    vi.advanceTimersByTime(1_000)
    expect(await store.resume(first)).toBe(true)
    expect(store.draft).toMatchObject({ text: 'den første', category: 'lys.slukket' })
    await store.flush()
    const after = openStore(services)
    expect(await after.restore()).toBe(true)
    expect(after.draft?.text).toBe('den første')
  })

  test('are deleted one by one, and a deleted one is restored with everything', async () => {
    const { store } = await twoDrafts()
    await store.leave()
    const keepsake = await store.discardStored('draft-1')
    expect(store.drafts.map(({ text }) => text)).toEqual(['den anden'])
    await store.putBack(keepsake)
    expect(store.drafts.map(({ text }) => text)).toEqual(['den anden', 'den første'])
  })

  test('leave the list once they are saved, so that no pin is shown twice', async () => {
    const { store } = await twoDrafts()
    expect(await store.save()).toBe(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(store.drafts.map(({ text }) => text)).toEqual(['den første'])
  })

  test('that were deleted elsewhere leave the list when they are opened', async () => {
    const { phone, store } = await twoDrafts()
    await store.leave()
    phone.drafts.delete('draft-1')
    expect(await store.resume('draft-1')).toBe(false)
    expect(store.drafts.map(({ text }) => text)).toEqual(['den anden'])
  })

  test('without anything worth keeping are not kept', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.movePin({ ...here, source: 'map' })
    await store.flush()
    await store.leave()
    expect(phone.drafts.size).toBe(0)
  })

  test('that are left keep the words that were not written yet', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: 'forladt' })
    await store.leave()
    expect(phone.drafts.get('draft-1')?.text).toBe('forladt')
    expect(store.draft).toBeNull()
  })

  test('that are left get the photo that was still being scaled down', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    const adding = store.addPhotoFiles([photoFile])
    await store.leave()
    await adding
    expect(phone.drafts.get('draft-1')?.photoIds).toHaveLength(1)
  })
})

describe('undoing in the sheets of a pin', () => {
  test('opens the pin again with everything after a save', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('god.plads')
    store.change({ text: words, feeling: 5, ownerType: 'municipality', place: 'Ved nr. 4' })
    await store.addPhotoFiles([photoFile])
    const before = store.draft
    await store.save()
    expect(await store.undo()).toBe(true)
    expect(phone.pins.size).toBe(0)
    expect(store.draft).toEqual(before)
    expect(store.photos).toHaveLength(1)
    expect(store.mode.kind).toBe('new')
    expect(store.lastSaved).toBeNull()
  })

  test('that fails is reported, and the pin stays', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('god.plads')
    await store.save()
    const { reopen } = services.capture
    services.capture.reopen = () => Promise.reject(new Error('full'))
    expect(await store.undo()).toBe(false)
    expect(phone.pins.size).toBe(1)
    services.capture.reopen = reopen
    expect(await store.undo()).toBe(true)
  })

  test('restores the draft that became a comment on another pin, and deletes the comment', async () => {
    const { store, phone, done } = await joined()
    expect(phone.drafts.size).toBe(0)
    expect(await store.undoJoin(done)).toBe(true)
    expect(phone.drafts.get('draft-1')?.text).toBe(words)
  })

  test('restores the draft also when the comment was sent meanwhile and stays', async () => {
    const { store, services, phone, done } = await joined()
    services.capture.takeBackComment = () => Promise.resolve({ ok: true, value: false })
    expect(await store.undoJoin(done)).toBe(false)
    expect(phone.drafts.get('draft-1')?.text).toBe(words)
  })

  async function joined() {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: words })
    expect(await store.joinExisting('pin-1', addToExisting)).toBe(true)
    const done = store.joined
    if (!done) throw new Error('not joined')
    return { phone, services, store, done }
  }

  test('restores photos that were taken out of the draft, together', async () => {
    const { services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    await store.addPhotoFiles([photoFile, photoFile])
    for (const { key } of store.photos) await store.removePhoto(key)
    expect(store.photos).toHaveLength(0)
    expect(store.removedPhotos).toBe(2)
    await store.undoRemoval()
    expect(store.photos).toHaveLength(2)
    expect(store.draft?.photoIds).toHaveLength(2)
    expect(store.removedPhotos).toBe(0)
  })
})
