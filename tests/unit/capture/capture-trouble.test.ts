import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isRestKept } from '../../../client/features/capture/store/capture-trouble.ts'
import { PhoneFullError, PhoneStorageError } from '../../../client/local/database/storage-errors.ts'
import { begun, makePhone, photoFile } from './fake-phone.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('when the phone cannot keep it', () => {
  test.each([
    [new PhoneFullError('full'), 'full'],
    [new PhoneStorageError('stuck'), 'storage'],
  ])('%o leaves the sheet open with its text', async (failure, kind) => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: 'vigtigt' })
    phone.failure = failure
    expect(await store.save()).toBe(false)
    expect(store.trouble?.kind).toBe(kind)
    expect(store.draft?.text).toBe('vigtigt')
    phone.failure = null
    expect(await store.save()).toBe(true)
  })

  test('an autosave that works does not unsay that the pin could not be kept', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: 'vigtigt' })
    phone.failure = new PhoneFullError('full')
    expect(await store.save()).toBe(false)
    phone.failure = null
    await store.flush()
    expect(phone.drafts.get('draft-1')?.text).toBe('vigtigt')
    expect(store.trouble?.kind).toBe('full')
    expect(await store.save()).toBe(true)
  })

  test('an autosave that fails is said, tried again and then unsaid', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    phone.failure = new PhoneFullError('full')
    store.change({ text: 'a' })
    await store.flush()
    expect(store.trouble?.kind).toBe('full')
    phone.failure = null
    await store.flush()
    expect(store.trouble).toBeNull()
    expect(phone.drafts.get('draft-1')?.text).toBe('a')
  })

  test('a rule that says no keeps the text and gives its reason', async () => {
    const { services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: 'x'.repeat(4_001) })
    expect(await store.save()).toBe(false)
    expect(store.trouble).toMatchObject({ kind: 'problem', problem: { code: 'text-too-long' } })
    expect(store.draft?.text).toHaveLength(4_001)
  })

  test('a nearly full phone takes text but no new photos, and says so', async () => {
    const { phone, services } = makePhone()
    phone.share = 0.96
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    await store.addPhotoFiles([photoFile])
    expect(store.trouble?.kind).toBe('photos-full')
    expect(await store.save()).toBe(true)
  })

  test('a photo that cannot be used is named and does not stop the others', async () => {
    const { services } = makePhone()
    const store = begun(services)
    await store.addPhotoFiles([new Blob(['%PDF']), photoFile])
    expect(store.photos.map(({ state }) => state)).toEqual(['failed', 'stored'])
    expect(store.photos[0]?.problem?.code).toBe('photo-type')
  })

  test('the eleventh photo is refused in words', async () => {
    const { services } = makePhone()
    const store = begun(services)
    await store.addPhotoFiles(Array.from({ length: 11 }, () => photoFile))
    expect(store.photos).toHaveLength(10)
    expect(store.trouble).toMatchObject({ problem: { code: 'too-many-photos' } })
  })
})

test('what was saved before is called safe only when the phone is full, not when its storage does not answer', () => {
  expect(isRestKept({ kind: 'full' })).toBe(true)
  expect(isRestKept({ kind: 'photos-full' })).toBe(true)
  expect(isRestKept({ kind: 'storage' })).toBe(false)
  expect(isRestKept({ kind: 'problem', problem: { code: 'text-too-long' } })).toBe(false)
})
