import type { WritePage } from '../phone/export-zip.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { EditableFields } from '../../../shared/observation/observation.ts'
import { refuse, type Outcome } from '../../../shared/problem.ts'
import {
  addPinPhoto,
  commentPin,
  editPin,
  subjectOf,
  withdrawPin,
  type Subject,
} from './capture-change.ts'
import {
  addDraftPhoto,
  discardDraft,
  listDrafts,
  newDraft,
  photoBytes,
  photoType,
  removeDraftPhoto,
  saveDraft,
} from './capture-draft.ts'
import { saveCapture } from './capture-save.ts'
import { rescueDraft } from './draft-rescue.ts'
import type { Draft, PreparedPhoto } from './draft.ts'
import { putBack, type Keepsake } from './restore-deleted.ts'
import type { PinResponse } from '../feedback/respond.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import { makeId } from '../phone/phone-environment.ts'
import type { Pin, PinList } from '../pins/pin.ts'

/**
 * Everything that a person writes on this phone. A promise resolves only when its strictly durable transaction has completed;
 * "saved on this phone" may be shown then and not before. Violated rules are returned as a problem; a phone that cannot store
 * throws `PhoneFullError` or `PhoneStorageError`. In both cases nothing is written.
 */
export interface CaptureStorage {
  /** Makes a new draft for a walk; it is not stored until `saveDraft` or `addPhoto`. */
  newDraft(walkId: Uuid): Draft
  /** Returns all drafts, the latest first. */
  drafts(): Promise<Draft[]>
  /** Calls the listener after every change of the drafts, in this tab or another; returns a function that unsubscribes. */
  onDrafts(listener: () => void): () => void
  saveDraft(draft: Draft): Promise<void>
  /** Stores a draft synchronously, for a page that may end before `saveDraft` is done. */
  rescueDraft(draft: Draft): void
  /** Deletes the draft and its photos. */
  discardDraft(observationId: Uuid): Promise<Keepsake>
  /** Stores the photo and the draft with the photo's id appended, together; the caller appends the id to its own copy. */
  addPhoto(draft: Draft, photo: PreparedPhoto): Promise<Uuid>
  removePhoto(draft: Draft, photoId: Uuid): Promise<Keepsake>
  /** Returns the bytes kept on this phone; `undefined` when they are not here (any more). */
  photoBytes(photoId: Uuid): Promise<Uint8Array<ArrayBuffer> | undefined>
  photoType(photoId: Uuid): Promise<string | undefined>
  /** Writes create mutation, photo records and removal of the draft in one transaction. */
  save(draft: Draft): Promise<Outcome<void>>
  /** Rewrites what was never sent; otherwise queues an edit with the values it was based on. */
  edit(pinId: Uuid, changes: Partial<EditableFields>): Promise<Outcome<void>>
  withdraw(pinId: Uuid, reason?: string): Promise<Outcome<void>>
  /** Asks for the person's own withdrawn pin again; a withdrawal that was never sent is deleted. */
  restore(pinId: Uuid): Promise<Outcome<void>>
  /** Returns the comment's id. */
  comment(pinId: Uuid, text: string): Promise<Outcome<Uuid>>
  /** Returns false when it was sent already, and stays. */
  takeBackComment(pinId: Uuid, commentId: Uuid): Promise<Outcome<boolean>>
  /**
   * Says that the person sees a pin of somebody else too, with how it feels there, or not after all; answers a question about an own pin; or
   * says that what is called done is not solved.
   */
  respond(pinId: Uuid, response: PinResponse): Promise<Outcome<void>>
  addPhotoTo(pinId: Uuid, photo: PreparedPhoto): Promise<Outcome<Uuid>>
  /** Turns the saved pin into a draft again, with everything; what may have been sent is withdrawn. */
  reopen(pinId: Uuid): Promise<Outcome<Draft>>
  /** Queues refused work again under new ids, and rejected photos from their first byte. */
  retry(pinId: Uuid): Promise<void>
  /** Deletes this phone's undelivered work on the pin, and its photos. */
  discard(pinId: Uuid): Promise<Keepsake>
  /** Reverts the deletion that returned the keepsake. */
  putBack(keepsake: Keepsake): Promise<void>
  /** Deletes a photo that could not be used from this phone; the text stays. */
  forgetPhoto(pinId: Uuid, photoId: Uuid): Promise<void>
  /** Returns the pin as a draft to mend, with the photos that are still here. */
  draftOf(pinId: Uuid): Promise<Draft | undefined>
  /** Sends a mended version under a new id instead of the refused one (`replaces`). */
  fixAndResend(pinId: Uuid, draft: Draft): Promise<Outcome<void>>
  /** Exports this phone's own items, sent or not, as a zip: `lygte.json` and the photos. Photos are read one at a time. */
  exportZip(writePage: WritePage): Promise<Blob>
}

/** Needed only at the list of own pins; without it, saving a pin loads less code. */
const mending = () => import('./capture-mend.ts')
const undoing = () => import('./capture-undo.ts')

type DraftStorage = Pick<
  CaptureStorage,
  | 'newDraft'
  | 'drafts'
  | 'onDrafts'
  | 'saveDraft'
  | 'rescueDraft'
  | 'discardDraft'
  | 'addPhoto'
  | 'removePhoto'
  | 'photoBytes'
  | 'photoType'
>

const draftStorage = (context: PhoneContext): DraftStorage => ({
  newDraft: (walkId) => newDraft(context, walkId),
  drafts: () => listDrafts(context),
  onDrafts: (listener) =>
    context.notices.subscribe(({ kind }) => {
      if (kind === 'draft') listener()
    }),
  saveDraft: (draft) => saveDraft(context, draft),
  rescueDraft: (draft) => rescueDraft(context.environment, draft),
  discardDraft: (observationId) => discardDraft(context, observationId),
  addPhoto: (draft, photo) => addDraftPhoto(context, draft, photo),
  removePhoto: (draft, photoId) => removeDraftPhoto(context, draft, photoId),
  photoBytes: (photoId) => photoBytes(context, photoId),
  photoType: (photoId) => photoType(context, photoId),
})

/** Every change is based on what the person sees, so the pins are read first. */
export function createCaptureStorage(
  context: PhoneContext,
  pins: Pick<PinList, 'get'>,
): CaptureStorage {
  const onPin = async <T>(
    pinId: Uuid,
    act: (subject: Subject, pin: Pin) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const pin = await pins.get(pinId)
    if (!pin) return refuse('observation-missing')
    return act(await subjectOf(context, pin.observation), pin)
  }
  return {
    ...draftStorage(context),
    save: (draft) => saveCapture(context, draft),
    edit: (pinId, changes) => onPin(pinId, (subject) => editPin(subject, changes)),
    withdraw: (pinId, reason) => onPin(pinId, (subject) => withdrawPin(subject, reason)),
    restore: (pinId) => onPin(pinId, async (subject) => (await undoing()).restorePin(subject)),
    comment: (pinId, text) => {
      const commentId = makeId(context.environment)
      return onPin(pinId, (subject) => commentPin(subject, { commentId, text }))
    },
    takeBackComment: (pinId, commentId) =>
      onPin(pinId, async (subject) => (await undoing()).takeBackComment(subject, commentId)),
    respond: (pinId, response) =>
      onPin(pinId, async (subject) =>
        (await import('../feedback/respond.ts')).respond(subject, response),
      ),
    addPhotoTo: (pinId, photo) => onPin(pinId, (subject) => addPinPhoto(subject, photo)),
    reopen: (pinId) =>
      onPin(pinId, async (subject, pin) => (await undoing()).reopenPin(subject, pin)),
    retry: async (pinId) => (await mending()).retryPin(context, pinId),
    discard: async (pinId) => (await mending()).discardPin(context, pinId),
    putBack: (keepsake) => putBack(context, keepsake),
    forgetPhoto: async (pinId, photoId) =>
      (await mending()).forgetPhoto(context, { pinId, photoId }),
    draftOf: async (pinId) => {
      const pin = await pins.get(pinId)
      return pin && (await mending()).draftOfPin(context, pin)
    },
    fixAndResend: async (pinId, draft) => {
      const pin = await pins.get(pinId)
      if (!pin) return refuse('observation-missing')
      return (await mending()).mendPin(context, pin.observation, draft)
    },
    exportZip: async (writePage) =>
      (await import('../phone/export-zip.ts')).exportZip(context, writePage),
  }
}
