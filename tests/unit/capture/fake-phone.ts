import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import type { Draft } from '../../../client/local/draft.ts'
import { walkServicesKey, type WalkServices } from '../../../client/sync/walk-services.ts'
import { photoEngineKey, useCaptureStore } from '../../../client/features/capture/capture-store.ts'
import type { PhotoEngine } from '../../../client/features/capture/prepare-photo.ts'

export const walkId = '0199aaaa-0000-7000-8000-000000000001'
export const here = {
  longitude: 9.97655,
  latitude: 57.02812,
  accuracyMetres: 8,
  source: 'gps',
} as const
export const photoFile = new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0])])

const engine: PhotoEngine = {
  decoders: [
    () => Promise.resolve({ width: 4, height: 3, source: {} as never, release: () => undefined }),
  ],
  encode: () => Promise.resolve(new Blob(['small'], { type: 'image/jpeg' })),
}

interface FakePhone {
  drafts: Map<string, Draft>
  photos: Map<string, string>
  pins: Map<string, Draft>
  /** What every write throws; null when the phone is well. */
  failure: Error | null
  /** How much of its storage is used; 1 is all. */
  share: number
  /** How many ids it has given. */
  made: number
}

/** A phone that keeps drafts and pins in memory and can be told to fail. */
export function makePhone() {
  const phone: FakePhone = {
    drafts: new Map(),
    photos: new Map(),
    pins: new Map(),
    failure: null,
    share: 0.1,
    made: 0,
  }
  const services = {
    capture: captureOn(phone),
    storage: { estimate: async () => ({ usedBytes: 0, quotaBytes: 1, share: phone.share }) },
    pins: { get: async () => undefined },
  } as unknown as WalkServices
  return { phone, services }
}

function captureOn(phone: FakePhone): Partial<WalkServices['capture']> {
  const guard = () => {
    if (phone.failure) throw phone.failure
  }
  return {
    newDraft: (id) => emptyDraft(`draft-${(phone.made += 1)}`, id),
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
}

const emptyDraft = (observationId: string, walk: string): Draft => ({
  observationId,
  walkId: walk,
  category: null,
  position: null,
  place: '',
  text: '',
  severity: null,
  feeling: null,
  ownerType: null,
  photoIds: [],
  updatedAt: '',
})

export function openStore(services: WalkServices) {
  const app = createApp({})
  app.provide(walkServicesKey, services)
  app.provide(photoEngineKey, engine)
  const pinia = createPinia()
  app.use(pinia)
  setActivePinia(pinia)
  return useCaptureStore()
}

export const begun = (services: WalkServices) => {
  const store = openStore(services)
  store.begin({ walkId, position: here, fixAt: 1 })
  return store
}
