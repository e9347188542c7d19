import type { WritePage } from './export-zip.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { EditableFields } from '../../shared/observation.ts'
import { refuse, type Outcome } from '../../shared/problem.ts'
import { addPinPhoto, commentPin, editPin, subjectOf, withdrawPin } from './capture-change.ts'
import {
  addDraftPhoto,
  discardDraft,
  loadDraft,
  newDraft,
  photoBytes,
  photoType,
  removeDraftPhoto,
  saveDraft,
} from './capture-draft.ts'
import { saveCapture } from './capture-save.ts'
import type { Draft, PreparedPhoto } from './draft.ts'
import type { PhoneContext } from './phone-context.ts'
import { makeId } from './phone-environment.ts'
import type { PinList } from './pin.ts'

/**
 * Everything a person writes on this phone. A promise resolves only when its strictly durable transaction has completed:
 * "saved on this phone" may be shown then and not before. Rules the phone can judge are answered as a problem, and
 * nothing is written; a phone that cannot store throws `PhoneFullError` or `PhoneStorageError`, and nothing is written.
 */
export interface CaptureStorage {
  /** A fresh draft for a walk; not stored until `saveDraft` or `addPhoto`. */
  newDraft(walkId: Uuid): Draft
  /** The draft last written, if any. */
  loadDraft(): Promise<Draft | undefined>
  saveDraft(draft: Draft): Promise<void>
  /** Removes the draft and its photos. */
  discardDraft(observationId: Uuid): Promise<void>
  /** Stores the photo and the draft with the photo's id appended, together; the caller appends the id to its own copy. */
  addPhoto(draft: Draft, photo: PreparedPhoto): Promise<Uuid>
  removePhoto(draft: Draft, photoId: Uuid): Promise<void>
  /** The bytes as kept on this phone; `undefined` when they are not here (any more). */
  photoBytes(photoId: Uuid): Promise<Uint8Array<ArrayBuffer> | undefined>
  photoType(photoId: Uuid): Promise<string | undefined>
  /** Create mutation, photo records and removal of the draft in one transaction. */
  save(draft: Draft): Promise<Outcome<void>>
  /** Rewrites what was never sent; otherwise queues an edit on top, with the values it was based on. */
  edit(pinId: Uuid, changes: Partial<EditableFields>): Promise<Outcome<void>>
  withdraw(pinId: Uuid, reason?: string): Promise<Outcome<void>>
  comment(pinId: Uuid, text: string): Promise<Outcome<void>>
  addPhotoTo(pinId: Uuid, photo: PreparedPhoto): Promise<Outcome<Uuid>>
  /** Takes the pin back: leaves no trace when never sent, otherwise withdraws it. */
  undo(pinId: Uuid): Promise<Outcome<void>>
  /** Queues refused work again under new ids, and rejected photos from their first byte. */
  retry(pinId: Uuid): Promise<void>
  /** Forgets this phone's undelivered work on the pin and its photos; call only after the person confirmed. */
  discard(pinId: Uuid): Promise<void>
  /** The pin as a draft to mend, with the photos still here. */
  draftOf(pinId: Uuid): Promise<Draft | undefined>
  /** Sends a mended version under a new id instead of the refused one (`replaces`). */
  fixAndResend(pinId: Uuid, draft: Draft): Promise<Outcome<void>>
  /** Zip of this phone's own items, sent or not: `lygte.json` and the photos. Photos are read one at a time. */
  exportZip(writePage: WritePage): Promise<Blob>
}

/** What goes on at the list of own pins only; the way to a saved pin is lighter without it. */
const mending = () => import('./capture-mend.ts')

/** The pins are asked for what the person sees: every change is based on it. */
export function createCaptureStorage(
  context: PhoneContext,
  pins: Pick<PinList, 'get'>,
): CaptureStorage {
  const onPin = async <T>(
    pinId: Uuid,
    act: (subject: Awaited<ReturnType<typeof subjectOf>>) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const pin = await pins.get(pinId)
    if (!pin) return refuse('observation-missing')
    return act(await subjectOf(context, pin.observation))
  }
  return {
    newDraft: (walkId) => newDraft(context, walkId),
    loadDraft: () => loadDraft(context),
    saveDraft: (draft) => saveDraft(context, draft),
    discardDraft: (observationId) => discardDraft(context, observationId),
    addPhoto: (draft, photo) => addDraftPhoto(context, draft, photo),
    removePhoto: (draft, photoId) => removeDraftPhoto(context, draft, photoId),
    photoBytes: (photoId) => photoBytes(context, photoId),
    photoType: (photoId) => photoType(context, photoId),
    save: (draft) => saveCapture(context, draft),
    edit: (pinId, changes) => onPin(pinId, (subject) => editPin(subject, changes)),
    withdraw: (pinId, reason) => onPin(pinId, (subject) => withdrawPin(subject, reason)),
    comment: (pinId, text) => {
      const commentId = makeId(context.environment)
      return onPin(pinId, (subject) => commentPin(subject, { commentId, text }))
    },
    addPhotoTo: (pinId, photo) => onPin(pinId, (subject) => addPinPhoto(subject, photo)),
    undo: (pinId) => onPin(pinId, (subject) => withdrawPin(subject)),
    retry: async (pinId) => (await mending()).retryPin(context, pinId),
    discard: async (pinId) => (await mending()).discardPin(context, pinId),
    draftOf: async (pinId) => {
      const pin = await pins.get(pinId)
      return pin && (await mending()).draftOfPin(context, pin)
    },
    fixAndResend: async (pinId, draft) => {
      const pin = await pins.get(pinId)
      if (!pin) return refuse('observation-missing')
      return (await mending()).mendPin(context, pin.observation, draft)
    },
    exportZip: async (writePage) => (await import('./export-zip.ts')).exportZip(context, writePage),
  }
}
