import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import type { Draft } from '../../../client/local/capture/draft.ts'
import { walkServicesKey, type WalkServices } from '../../../client/sync/services/walk-services.ts'
import {
  photoEngineKey,
  useCaptureStore,
} from '../../../client/features/capture/store/capture-store.ts'
import type { PhotoEngine } from '../../../client/features/capture/photos/prepare-photo.ts'

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
  /** Put aside by a page that ended. */
  rescued: Map<string, Draft>
  /** What every write throws; null when the phone is well. */
  failure: Error | null
  /** How much of its storage is used; 1 is all. */
  share: number
  /** How many ids it has given. */
  made: number
}

/** A phone that keeps drafts and pins in memory and can be made to fail. */
export function makePhone() {
  const phone: FakePhone = {
    drafts: new Map(),
    photos: new Map(),
    pins: new Map(),
    rescued: new Map(),
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
    drafts: () =>
      Promise.resolve(
        [...phone.drafts.values()].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
      ),
    onDrafts: () => () => undefined,
    rescueDraft: (draft) => void phone.rescued.set(draft.observationId, draft),
    saveDraft: async (draft) => {
      guard()
      phone.drafts.set(draft.observationId, draft)
    },
    discardDraft: async (id) => {
      const draft = phone.drafts.get(id) ?? null
      phone.drafts.delete(id)
      return { observationId: id, draft, entries: [], photos: [] }
    },
    putBack: async ({ draft }) => {
      if (draft) phone.drafts.set(draft.observationId, draft)
    },
    comment: async (id) => ({ ok: true, value: `comment on ${id}` }),
    respond: async () => ({ ok: true, value: undefined }),
    addPhotoTo: async () => ({ ok: true, value: 'photo' }),
    takeBackComment: async () => ({ ok: true, value: true }),
    addPhoto: async (draft) => {
      guard()
      const id = `photo-${(phone.made += 1)}`
      phone.photos.set(id, draft.observationId)
      phone.drafts.set(draft.observationId, { ...draft, photoIds: [...draft.photoIds, id] })
      return id
    },
    removePhoto: async ({ observationId }, id) => {
      phone.photos.delete(id)
      return { observationId, draft: null, entries: [], photos: [] }
    },
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
    reopen: async (id) => {
      const draft = phone.pins.get(id)
      if (!draft) return { ok: false, problem: { code: 'observation-missing' } }
      phone.pins.delete(id)
      phone.drafts.set(id, draft)
      return { ok: true, value: draft }
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
