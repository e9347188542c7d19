import { canonicalJson } from '../../sync/canonical-json.ts'
import { sha256Hex } from '../../text/sha256.ts'
import type { VisibleObservation } from '../visible-observation.ts'

/** Beyond any chance that two texts of one walk meet, and short enough for a list of a thousand. */
const versionCharacters = 16

/**
 * Returns what a finding says in a report, as 16 hexadecimal digits: two versions are the same exactly when the report would be. What the
 * parties answer afterwards, comments, and how far a photo has come are no part of it. The same for everybody who may gather.
 */
export function findingVersion(finding: VisibleObservation): string {
  const { category, position, place, text, severity, ownerType, isWithdrawn } = finding
  const { stop, writtenFor } = finding
  const photos = finding.photos
    .filter(({ state }) => state !== 'rejected')
    .map(({ photoId, review = 'undecided' }) => [photoId, review])
  const duplicateOf = finding.status === 'duplicate' ? finding.answer?.duplicateOf : undefined
  const chosen = { stop: stop ?? undefined, writtenFor: writtenFor ?? undefined }
  const said = { category, position, place, text, severity, ownerType, isWithdrawn, ...chosen }
  const letters = encodeURIComponent(canonicalJson({ ...said, photos, duplicateOf }))
  return sha256Hex(Uint8Array.from(letters, (letter) => letter.charCodeAt(0))).slice(
    0,
    versionCharacters,
  )
}
