import { ownSeenToo } from '../../../../shared/observation/seen/seen-count.ts'
import type { Photo } from '../../../../shared/observation/photo.ts'
import { succeed, type Outcome } from '../../../../shared/problem.ts'
import { sha256Hex } from '../../../../shared/text/sha256.ts'
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
 * Gives an existing pin what a draft has: that the person sees it too and how it feels, its photos, and its text as a comment. What the pin
 * has already is not given again, so that a second press after a failure sends nothing twice; the comment comes last, for it cannot be told
 * from another one with the same words.
 */
export async function addToExisting(
  { capture, pins }: Pick<WalkServices, 'capture' | 'pins'>,
  pinId: string,
  draft: Draft,
): Promise<Outcome<Added>> {
  const pin = await pins.get(pinId)
  const hasSeen = pin && ownSeenToo(pin.observation) !== undefined
  // Whoever joins to a pin of their own has said so already; that it is refused then is no trouble.
  const felt = draft.feeling === null ? {} : { feeling: draft.feeling }
  const seen = await capture.respond(pinId, { sees: true, ...felt })
  for (const photoId of draft.photoIds) {
    const added = await addPhoto(capture, { photoId, pinId, known: pin?.observation.photos ?? [] })
    if (!added.ok) return added
  }
  const text = draft.text.trim()
  const said = text === '' ? null : await capture.comment(pinId, text)
  if (said && !said.ok) return said
  return succeed({ commentId: said?.value ?? null, seesNow: seen.ok && !hasSeen })
}

interface Addition {
  photoId: string
  pinId: string
  /** The photos that the pin has already. */
  known: readonly Pick<Photo, 'sha256'>[]
}

async function addPhoto(
  capture: Capture,
  { photoId, pinId, known }: Addition,
): Promise<Outcome<unknown>> {
  const [bytes, mime] = await Promise.all([capture.photoBytes(photoId), capture.photoType(photoId)])
  if (!bytes || !mime) return succeed(null)
  const hash = sha256Hex(bytes)
  if (known.some(({ sha256 }) => sha256 === hash)) return succeed(null)
  const size = { width: 0, height: 0, wasResized: true }
  return capture.addPhotoTo(pinId, { bytes: bytes.buffer, mime, ...size })
}
