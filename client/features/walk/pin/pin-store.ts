import { defineStore } from 'pinia'
import { inject, ref, shallowRef, type ShallowRef } from 'vue'
import type { ChosenStop } from '../../../../shared/observation/observation.ts'
import type { Outcome, Problem } from '../../../../shared/problem.ts'
import type { PreparedPhoto } from '../../../local/capture/draft.ts'
import type { PinResponse } from '../../../local/feedback/respond.ts'
import type { Keepsake } from '../../../local/capture/restore-deleted.ts'
import type { Pin } from '../../../local/pins/pin.ts'
import { PhoneFullError } from '../../../local/database/storage-errors.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'

export type PinTrouble =
  { kind: 'full' | 'storage' | 'photos-full' } | { kind: 'problem'; problem: Problem }

/** The open pin: what the phone knows of it, and what the person may do with it. */
export const usePinStore = defineStore('pin', () => {
  const { pins, capture, sync } = inject(walkServicesKey) as WalkServices
  const pin = shallowRef<Pin | null>(null)
  const isRead = ref(false)
  const trouble = shallowRef<PinTrouble | null>(null)
  let unsubscribe: (() => void) | undefined

  async function read(id: string): Promise<void> {
    pin.value = (await pins.get(id)) ?? null
    isRead.value = true
  }

  async function open(id: string): Promise<void> {
    close()
    unsubscribe = pins.subscribe(() => void read(id))
    await read(id)
  }

  function close(): void {
    unsubscribe?.()
    unsubscribe = undefined
    pin.value = null
    isRead.value = false
    trouble.value = null
  }

  const attempt = createAttempt(pin, trouble)
  return {
    pin,
    isRead,
    trouble,
    /** Corrected as far as the offset is known; a phone's own clock may be years away. */
    serverNowMs: () => Date.now() - (sync.state().clockOffsetMs ?? 0),
    open,
    close,
    comment: (text: string) => attempt((id) => capture.comment(id, text)),
    setStop: (stop: ChosenStop | null) => attempt((id) => capture.edit(id, { stop })),
    respond: (response: PinResponse) => attempt((id) => capture.respond(id, response)),
    addPhoto: (prepare: PreparePhoto) => attempt((id) => addPhoto(capture, id, prepare)),
    withdraw: () => attempt((id) => capture.withdraw(id)),
    restore: () => attempt((id) => capture.restore(id)),
    retry: () => attempt((id) => nothing(capture.retry(id))),
    /** Returns a function that reverts it; `null` when nothing was deleted. */
    discard: async () => {
      let keepsake: Keepsake | undefined
      const isDone = await attempt((id) =>
        nothing(capture.discard(id).then((kept) => (keepsake = kept))),
      )
      return isDone && keepsake ? keepsake : null
    },
    putBack: (keepsake: Keepsake) => capture.putBack(keepsake),
    forgetPhoto: (photoId: string) => attempt((id) => nothing(capture.forgetPhoto(id, photoId))),
    photoBytes: (photoId: string) => capture.photoBytes(photoId),
    photoType: (photoId: string) => capture.photoType(photoId),
  }
})

/** Returns undefined on a phone that is too full for photos. */
type PreparePhoto = () => Promise<Outcome<PreparedPhoto> | undefined>

async function addPhoto(capture: WalkServices['capture'], id: string, prepare: PreparePhoto) {
  const photo = await prepare()
  if (!photo) return 'photos-full'
  return photo.ok ? capture.addPhotoTo(id, photo.value) : photo
}

const nothing = (work: Promise<unknown>) => work.then(() => undefined)

type Done = Outcome<unknown> | 'photos-full' | undefined

function createAttempt(pin: ShallowRef<Pin | null>, trouble: ShallowRef<PinTrouble | null>) {
  /** Returns true when it is done and on this phone's disk; otherwise `trouble` has the reason and nothing changed. */
  return async (work: (id: string) => Promise<Done>): Promise<boolean> => {
    const id = pin.value?.id
    if (!id) return false
    trouble.value = null
    try {
      const outcome = await work(id)
      if (outcome === 'photos-full') {
        trouble.value = { kind: outcome }
        return false
      }
      if (outcome && !outcome.ok) trouble.value = { kind: 'problem', problem: outcome.problem }
      return !outcome || outcome.ok
    } catch (error) {
      trouble.value = { kind: error instanceof PhoneFullError ? 'full' : 'storage' }
      return false
    }
  }
}
