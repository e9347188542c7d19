import { ownSeenToo } from '../../../../shared/observation/seen/seen-count.ts'
import { succeed, type Outcome } from '../../../../shared/problem.ts'
import type { Draft } from '../../../local/capture/draft.ts'
import type { WalkServices } from '../../../sync/services/walk-services.ts'

type Capture = WalkServices['capture']

export interface Added {
  /** The comment that the text has become, if there was any. */
  commentId: string | null
  /** The person had not said before to see it too. */
  seesNow: boolean
}

/**
 * Gives an existing pin what a draft has: its text as a comment, that the person sees it too and how it feels, and its photos.
 */
export async function addToExisting(
  { capture, pins }: Pick<WalkServices, 'capture' | 'pins'>,
  pinId: string,
  draft: Draft,
): Promise<Outcome<Added>> {
  const pin = await pins.get(pinId)
  const hasSeen = pin && ownSeenToo(pin.observation) !== undefined
  const text = draft.text.trim()
  const said = text === '' ? null : await capture.comment(pinId, text)
  if (said && !said.ok) return said
  // Whoever joins to a pin of their own has said so already; that it is refused then is no trouble.
  const felt = draft.feeling === null ? {} : { feeling: draft.feeling }
  const seen = await capture.seeToo(pinId, { sees: true, ...felt })
  for (const photoId of draft.photoIds) {
    const added = await addPhoto(capture, pinId, photoId)
    if (!added.ok) return added
  }
  return succeed({ commentId: said?.value ?? null, seesNow: seen.ok && !hasSeen })
}

async function addPhoto(
  capture: Capture,
  pinId: string,
  photoId: string,
): Promise<Outcome<unknown>> {
  const [bytes, mime] = await Promise.all([capture.photoBytes(photoId), capture.photoType(photoId)])
  if (!bytes || !mime) return succeed(null)
  const size = { width: 0, height: 0, wasResized: true }
  return capture.addPhotoTo(pinId, { bytes: bytes.buffer, mime, ...size })
}
