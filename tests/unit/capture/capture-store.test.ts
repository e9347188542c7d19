import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApp } from 'vue'
import { PhoneFullError, PhoneStorageError } from '../../../client/local/storage-errors.ts'
import type { Draft } from '../../../client/local/draft.ts'
import { walkServicesKey, type WalkServices } from '../../../client/sync/walk-services.ts'
import { photoEngineKey, useCaptureStore } from '../../../client/features/capture/capture-store.ts'
import type { PhotoEngine } from '../../../client/features/capture/prepare-photo.ts'

const walkId = '0199aaaa-0000-7000-8000-000000000001'
const here = { longitude: 9.97655, latitude: 57.02812, accuracyMetres: 8, source: 'gps' } as const
const photoFile = new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0])])
const engine: PhotoEngine = {
  decoders: [
    () => Promise.resolve({ width: 4, height: 3, source: {} as never, release: () => undefined }),
  ],
  encode: () => Promise.resolve(new Blob(['small'], { type: 'image/jpeg' })),
}

/** A phone that keeps drafts and pins in memory and can be told to fail. */
function makePhone() {
  const phone = {
    drafts: new Map<string, Draft>(),
    photos: new Map<string, string>(),
    pins: new Map<string, Draft>(),
    failure: null as Error | null,
    share: 0.1,
    made: 0,
  }
  const guard = () => {
    if (phone.failure) throw phone.failure
  }
  const capture: Partial<WalkServices['capture']> = {
    newDraft: (id) => ({
      observationId: `draft-${(phone.made += 1)}`,
      walkId: id,
      category: null,
      position: null,
      place: '',
      text: '',
      severity: null,
      feeling: null,
      ownerType: null,
      photoIds: [],
      updatedAt: '',
    }),
    loadDraft: () => Promise.resolve([...phone.drafts.values()].at(-1)),
    saveDraft: async (draft) => {
      guard()
      phone.drafts.set(draft.observationId, draft)
    },
    discardDraft: async (id) => void phone.drafts.delete(id),
    addPhoto: async (draft) => {
      guard()
      const id = `photo-${(phone.made += 1)}`
      phone.photos.set(id, draft.observationId)
      phone.drafts.set(draft.observationId, { ...draft, photoIds: [...draft.photoIds, id] })
      return id
    },
    removePhoto: async (_draft, id) => void phone.photos.delete(id),
    photoBytes: async () => new Uint8Array([1]),
    photoType: async () => 'image/jpeg',
    save: async (draft) => {
      guard()
      if (draft.text.length > 4_000) {
        return {
          ok: false,
          problem: { code: 'text-too-long', detail: { limit: 4_000, length: 1 } },
        }
      }
      phone.pins.set(draft.observationId, draft)
      phone.drafts.delete(draft.observationId)
      return { ok: true, value: undefined }
    },
    undo: async (id) => {
      phone.pins.delete(id)
      return { ok: true, value: undefined }
    },
  }
  const services = {
    capture,
    storage: { estimate: async () => ({ usedBytes: 0, quotaBytes: 1, share: phone.share }) },
    pins: { get: async () => undefined },
  } as unknown as WalkServices
  return { phone, services }
}

function openStore(services: WalkServices) {
  const app = createApp({})
  app.provide(walkServicesKey, services)
  app.provide(photoEngineKey, engine)
  const pinia = createPinia()
  app.use(pinia)
  setActivePinia(pinia)
  return useCaptureStore()
}

const begun = (services: WalkServices) => {
  const store = openStore(services)
  store.begin({ walkId, position: here, fixAt: 1 })
  return store
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a pin being made', () => {
  test('a whole pin is a position, a category and save', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    expect(await store.save()).toBe(true)
    expect(phone.pins.get('draft-1')).toMatchObject({ category: 'lys.slukket', position: here })
    expect(store.draft).toBeNull()
    expect(store.lastSaved).toEqual({ pinId: 'draft-1', mode: 'new' })
  })

  test('A3: the draft is on the phone half a second after the last letter, and at once when asked', async () => {
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

  test('A3: after a killed page the draft goes on with its text and photos', async () => {
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

  test('a position without anything else is no draft to go on with', async () => {
    const { services } = makePhone()
    const before = begun(services)
    before.change({ place: '' })
    await before.flush()
    expect(await openStore(services).restore()).toBe(false)
  })

  test('a photo stored while the person types loses neither the photo nor the letters', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    const adding = store.addPhotoFiles([photoFile])
    store.change({ text: 'imens' })
    await adding
    await store.flush()
    expect(phone.drafts.get('draft-1')).toMatchObject({ text: 'imens', photoIds: ['photo-2'] })
  })

  test('saving waits for a photo that is still being made small', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    void store.addPhotoFiles([photoFile])
    expect(await store.save()).toBe(true)
    expect(phone.pins.get('draft-1')?.photoIds).toEqual(['photo-2'])
  })

  test('an old autosave never brings a saved draft back', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('lys.slukket')
    await store.save()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(phone.drafts.size).toBe(0)
  })

  test('undo takes the saved pin back', async () => {
    const { phone, services } = makePhone()
    const store = begun(services)
    store.chooseCategory('god.plads')
    await store.save()
    await store.undo()
    expect(phone.pins.size).toBe(0)
    expect(store.lastSaved).toBeNull()
  })
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

describe('the place', () => {
  test('a poor fix asks to be confirmed, a good one and a shown one do not', () => {
    const { services } = makePhone()
    const store = openStore(services)
    store.begin({ walkId, position: { ...here, accuracyMetres: 48 }, fixAt: 1 })
    expect(store.needsPlaceCheck).toBe(true)
    store.movePin({ longitude: 9.9, latitude: 57.02, source: 'map' })
    expect(store.needsPlaceCheck).toBe(false)
    store.begin({ walkId, position: here, fixAt: 1 })
    expect(store.needsPlaceCheck).toBe(false)
  })

  test('an address without a position covers the whole area, and goes away with its text', () => {
    const { services } = makePhone()
    const store = openStore(services)
    store.begin({ walkId, position: null, fixAt: null })
    store.typePlace('Fyrkildevej 12', [9.97, 57.02, 9.99, 57.03])
    expect(store.draft?.position).toMatchObject({ source: 'address', longitude: 9.98 })
    expect(store.draft?.position?.accuracyMetres).toBeGreaterThan(500)
    store.typePlace('', [9.97, 57.02, 9.99, 57.03])
    expect(store.draft?.position).toBeNull()
  })

  test('an address beside a known position only names it', () => {
    const { services } = makePhone()
    const store = begun(services)
    store.typePlace('Fyrkildevej 12', [9.97, 57.02, 9.99, 57.03])
    expect(store.draft).toMatchObject({ place: 'Fyrkildevej 12', position: here })
  })
})

test('a severity chosen for one topic is not carried to another', () => {
  const { services } = makePhone()
  const store = begun(services)
  store.chooseCategory('lys.slukket')
  store.change({ severity: 4 })
  store.chooseCategory('ren.affald')
  expect(store.severity).toBe(1)
})
