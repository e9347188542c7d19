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
import type { PhoneContext } from '../phone/phone-context.ts'
import { makeId } from '../phone/phone-environment.ts'
import type { Pin, PinList } from '../pins/pin.ts'

/**
 * Everything a person writes on this phone. A promise resolves only when its strictly durable transaction has completed:
 * "saved on this phone" may be shown then and not before. Rules the phone can judge are answered as a problem, and
 * nothing is written; a phone that cannot store throws `PhoneFullError` or `PhoneStorageError`, and nothing is written.
 */
export interface CaptureStorage {
  /** A fresh draft for a walk; not stored until `saveDraft` or `addPhoto`. */
  newDraft(walkId: Uuid): Draft
  /** All drafts, the one touched last first. */
  drafts(): Promise<Draft[]>
  /** Called after every change of the drafts, in this tab or another; returns the unsubscriber. */
  onDrafts(listener: () => void): () => void
  saveDraft(draft: Draft): Promise<void>
  /** Puts a draft aside at once, for a page that may not live until `saveDraft` is done. */
  rescueDraft(draft: Draft): void
  /** Removes the draft and its photos. */
  discardDraft(observationId: Uuid): Promise<Keepsake>
  /** Stores the photo and the draft with the photo's id appended, together; the caller appends the id to its own copy. */
  addPhoto(draft: Draft, photo: PreparedPhoto): Promise<Uuid>
  removePhoto(draft: Draft, photoId: Uuid): Promise<Keepsake>
  /** The bytes as kept on this phone; `undefined` when they are not here (any more). */
  photoBytes(photoId: Uuid): Promise<Uint8Array<ArrayBuffer> | undefined>
  photoType(photoId: Uuid): Promise<string | undefined>
  /** Create mutation, photo records and removal of the draft in one transaction. */
  save(draft: Draft): Promise<Outcome<void>>
  /** Rewrites what was never sent; otherwise queues an edit on top, with the values it was based on. */
  edit(pinId: Uuid, changes: Partial<EditableFields>): Promise<Outcome<void>>
  withdraw(pinId: Uuid, reason?: string): Promise<Outcome<void>>
  /** Asks for the own withdrawn pin again; a withdrawal that was never sent is forgotten. */
  restore(pinId: Uuid): Promise<Outcome<void>>
  /** Answers the comment's id. */
  comment(pinId: Uuid, text: string): Promise<Outcome<Uuid>>
  /** False: it was sent already, and stays. */
  takeBackComment(pinId: Uuid, commentId: Uuid): Promise<Outcome<boolean>>
  addPhotoTo(pinId: Uuid, photo: PreparedPhoto): Promise<Outcome<Uuid>>
  /** Makes the saved pin a draft again, with everything; what may have been sent is withdrawn. */
  reopen(pinId: Uuid): Promise<Outcome<Draft>>
  /** Queues refused work again under new ids, and rejected photos from their first byte. */
  retry(pinId: Uuid): Promise<void>
  /** Forgets this phone's undelivered work on the pin and its photos. */
  discard(pinId: Uuid): Promise<Keepsake>
  /** Takes the deletion back that has returned the keepsake. */
  putBack(keepsake: Keepsake): Promise<void>
  /** Takes a photo that could not be used off this phone; what was written stays. */
  forgetPhoto(pinId: Uuid, photoId: Uuid): Promise<void>
  /** The pin as a draft to mend, with the photos still here. */
  draftOf(pinId: Uuid): Promise<Draft | undefined>
  /** Sends a mended version under a new id instead of the refused one (`replaces`). */
  fixAndResend(pinId: Uuid, draft: Draft): Promise<Outcome<void>>
  /** Zip of this phone's own items, sent or not: `lygte.json` and the photos. Photos are read one at a time. */
  exportZip(writePage: WritePage): Promise<Blob>
}

/** What goes on at the list of own pins only; the way to a saved pin is lighter without it. */
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

/** The pins are asked for what the person sees: every change is based on it. */
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
