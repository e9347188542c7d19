import type { Observation } from '../observation/observation.ts'
import type { Photo } from '../observation/photo.ts'
import { canonicalJson } from '../sync/canonical-json.ts'
import { sha256Hex } from '../text/sha256.ts'

/** Beyond any chance that two texts of one finding meet. */
const versionCharacters = 16

export const versionPattern = `^[0-9a-f]{${versionCharacters}}$`

function versionOf(value: unknown): string {
  const letters = encodeURIComponent(canonicalJson(value))
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
  return sha256Hex(bytes).slice(0, versionCharacters)
}

type Placed = Pick<Observation, 'position' | 'stop'>
type Answered = Pick<Observation, 'answer'>

/**
 * Fingerprints of what stands in each part now. A decision holds as long as it names this one: whoever edits the part, it is unchecked again.
 * They hold none of the words, so that an erasure finds nothing in them.
 */
export const partVersions = {
  text: ({ text }: Pick<Observation, 'text'>): string => versionOf({ text }),
  /** Where it is, and at which stop somebody has placed it. */
  position: ({ position: { longitude, latitude }, stop = null }: Placed): string =>
    versionOf({ longitude, latitude, stop }),
  /** Each answer is one of its own, also with the same words. */
  answer: ({ answer }: Answered): string =>
    versionOf(answer && [answer.status, answer.text, answer.recipient, answer.at]),
  photo: ({ photoId, sha256 }: Pick<Photo, 'photoId' | 'sha256'>): string =>
    versionOf({ photoId, sha256 }),
}
