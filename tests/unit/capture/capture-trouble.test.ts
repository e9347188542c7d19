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

describe('the sheet of a pin', () => {
  test.each([
    [new PhoneFullError('full'), 'full'],
    [new PhoneStorageError('stuck'), 'storage'],
  ])('stays open with its text when the pin cannot be saved: %o', async (failure, kind) => {
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

  test('still reports that a pin was not saved when an autosave succeeds', async () => {
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

  test('reports a failed autosave, retries it and then withdraws the report', async () => {
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

  test('keeps the text and shows the reason when a rule refuses the pin', async () => {
    const { services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    store.change({ text: 'x'.repeat(4_001) })
    expect(await store.save()).toBe(false)
    expect(store.trouble).toMatchObject({ kind: 'problem', problem: { code: 'text-too-long' } })
    expect(store.draft?.text).toHaveLength(4_001)
  })

  test('takes a pin without new photos on a nearly full phone, with a notice', async () => {
    const { phone, services } = makePhone()
    phone.share = 0.96
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    await store.addPhotoFiles([photoFile])
    expect(store.trouble?.kind).toBe('photos-full')
    expect(await store.save()).toBe(true)
  })

  test('names a photo that cannot be used, and accepts the others', async () => {
    const { services } = makePhone()
    const store = begun(services)
    await store.addPhotoFiles([new Blob(['%PDF']), photoFile])
    expect(store.photos.map(({ state }) => state)).toEqual(['failed', 'stored'])
    expect(store.photos[0]?.problem?.code).toBe('photo-type')
  })

  test('refuses an eleventh photo in words', async () => {
    const { services } = makePhone()
    const store = begun(services)
    await store.addPhotoFiles(Array.from({ length: 11 }, () => photoFile))
    expect(store.photos).toHaveLength(10)
    expect(store.trouble).toMatchObject({ problem: { code: 'too-many-photos' } })
  })
})

test('the warning calls earlier pins safe only when the phone is full, not when its storage does not respond', () => {
  expect(isRestKept({ kind: 'full' })).toBe(true)
  expect(isRestKept({ kind: 'photos-full' })).toBe(true)
  expect(isRestKept({ kind: 'storage' })).toBe(false)
  expect(isRestKept({ kind: 'problem', problem: { code: 'text-too-long' } })).toBe(false)
})
